/** Where values of YAML begin. Rust: crates/core/src/zones/indent.rs. */
import type { Behind } from "./behind.ts";
import { isBlank, isEnd, isWord } from "./behind.ts";

/** How far back it is looked. */
const TAIL = 16;

const has = (bytes: string, byte: number): boolean => bytes.includes(String.fromCharCode(byte));

/** Whether the word that ends `back` before `at` is a tag or an anchor. */
function isProperty(before: (back: number) => number, back: number): boolean {
  for (let start = back; start < back + TAIL; start++) {
    const byte = before(start);
    if (!isWord(byte) && !has(":-./", byte)) return has("!&", byte);
  }
  return false;
}

/** Whether a value may begin at `at`: at the line's start, after `[`, `{`, `,`, `: `, `- `, `? `, a tag or an anchor. */
export function isValue(behind: Behind, bytes: Uint8Array, at: number): boolean {
  const before = behind.code(bytes, at);
  const blanks = Number(isBlank(before(1)));
  const last = before(blanks + 1);
  if (has("[{,", last) || isEnd(last)) return true;
  if (blanks === 0) return has(":", last) && has('"', before(2));
  return has(":-?", last) || isProperty(before, blanks + 1);
}
