/** Codes whose words in Node are no words for a user. */
const plain: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder",
  ENOENT: "no such file or folder",
  ENOTDIR: "a part of the path is no folder",
};

/**
 * Why the system refused: without the code, the call and the path that Node puts around its words, since whoever tells a
 * user names the path that the user knows.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code = "", message } = error as NodeJS.ErrnoException;
  return plain[code] ?? message.replace(/^E[A-Z0-9]+: (.*?), [a-z]+\b.*$/s, "$1");
}
