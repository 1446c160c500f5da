/** Code points and their properties, from the tables both engines share. The Rust twin is crates/core/src/unicode.rs. */
import { alphabetic, word } from "../generated/unicode.ts";
import { isLetter, isWord as isAsciiWord, sequence } from "./lines.ts";

/** The code point at `at` of a byte string; -1 at the end or where the bytes are not UTF-8. */
export function pointAt(text: string, at: number): number {
  if (at >= text.length) return -1;
  const length = sequence(text, at, text.length);
  const lead = text.charCodeAt(at);
  if (length <= 1) return length === 1 ? lead : -1;
  let point = lead & (0x7f >> length);
  for (let index = 1; index < length; index++) point = (point << 6) | (text.charCodeAt(at + index) & 0x3f);
  return point;
}

/** The UTF-8 bytes of a code point. */
export const sizeOf = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);

export const isAlphabetic = (point: number): boolean => (point < 0x80 ? isLetter(point) : holds(alphabetic(), point));

export const isWordPoint = (point: number): boolean => (point < 0x80 ? isAsciiWord(point) : holds(word(), point));

/** Whether sorted ranges hold a point. */
function holds(ranges: readonly number[], point: number): boolean {
  let low = 0;
  let high = ranges.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[2 * middle]! <= point) low = middle + 1;
    else high = middle;
  }
  return low > 0 && point <= ranges[2 * low - 1]!;
}
