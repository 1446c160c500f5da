import type { Rule } from "../../model/rule.ts";

const [LF, CR] = [10, 13];

/** Lines that LF, CR LF and CR end, and one more for what follows the last of them. */
export function countLines(content: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < content.length; at++) {
    const byte = content[at]!;
    if (byte === LF || (byte === CR && content[at + 1] !== LF)) count++;
  }
  const last = content.at(-1);
  return last === undefined || last === LF || last === CR ? count : count + 1;
}

/** Files that are too long. */
export const fileTooLong: Rule<{ readonly lines: number; readonly bytes: number }> = {
  id: "file-too-long",
  severity: "off",
  summary: "A file has more lines or bytes than some number; 0 is no limit",
  help: "Take it apart.",
  options: { lines: 1000, bytes: 0 },
  needs: ["files"],
  example: {
    files: { "a.ts": "a\r\nb\nc", "b.ts": "a\nb\n" },
    options: { lines: 2, bytes: 5 },
    finds: ["a.ts:0: 6 bytes, and 5 is the most", "a.ts:0: 3 lines, and 2 is the most"],
  },
  *check({ files, options: { lines, bytes }, read }) {
    for (const { path, size } of files) {
      if (bytes > 0 && size > bytes)
        yield { message: `${size} bytes, and ${bytes} is the most`, at: path, key: "bytes" };
      // A line takes a byte at least, so most files need not be read.
      const count = lines > 0 && size > lines ? countLines(read(path) ?? new Uint8Array()) : 0;
      if (count > lines) yield { message: `${count} lines, and ${lines} is the most`, at: path, key: "lines" };
    }
  },
};
