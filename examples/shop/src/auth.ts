const passwords = new Map([["ann", "secret"]]);

// @TAG[CODE:auth-001] compares the password
export function signIn(user: string, password: string): boolean {
  // TODO(alice): lock the account after ten tries
  return passwords.get(user) === password;
}
