/** Every spelling of a text with its ASCII letters in either case; twice as many with each letter. */
export function spellings(text: string): string[] {
  let out = [""];
  for (const char of text) {
    const cases = /[A-Za-z]/.test(char) ? [char.toLowerCase(), char.toUpperCase()] : [char];
    out = out.flatMap((before) => cases.map((one) => before + one));
  }
  return out;
}
