/** Where values of YAML begin. Rust: crates/core/src/zones/indent.rs. */
import type { Behind } from "./behind.ts";
import { isBlank, isEnd, isWord } from "./behind.ts";

/** How far back it is looked. */
const TAIL = 16;

const has = (bytes: string, byte: number): boolean => bytes.includes(String.fromCharCode(byte));

/** Whether the word that ends `back` before `at` is a tag or an anchor. */
function isProperty(behind: Behind, bytes: Uint8Array, at: number, back: number): boolean {
  for (let start = back; start < back + TAIL; start++) {
    const byte = behind.code(bytes, at, start);
    if (!isWord(byte) && !has(":-./", byte)) return has("!&", byte);
  }
  return false;
}

/** Whether a value may begin at `at`: at the line's start, after `[`, `{`, `,`, `: `, `- `, `? `, a tag or an anchor. */
export function isValue(behind: Behind, bytes: Uint8Array, at: number): boolean {
  let blanks = 0;
  while (blanks < TAIL && isBlank(behind.code(bytes, at, blanks + 1))) blanks++;
  const before = behind.code(bytes, at, blanks + 1);
  if (has("[{,", before) || isEnd(before)) return true;
  if (blanks === 0) return has(":", before) && has('"', behind.code(bytes, at, 2));
  return has(":-?", before) || isProperty(behind, bytes, at, blanks + 1);
}
