/** Lines and columns over bytes that need not be UTF-8. The Rust twin is crates/core/src/lines.rs. */

/** A line without an end in its first `STEP + OVERLAP` bytes is judged in pieces of this many bytes. */
export const STEP = 1 << 20;
/** What a piece of a long line sees beyond its own bytes. */
export const OVERLAP = 64 << 10;
/** What a piece of a long line sees before its own bytes. */
export const LEAD = 4;

const LF = 10;
const CR = 13;

const endsLine = (byte: number): boolean => byte === LF || byte === CR;

/** Where the line that holds `at` starts, looking no further back than `from`, itself the start of a line. */
export function lineStart(bytes: Uint8Array, from: number, at: number): number {
  let start = at;
  while (start > from && !endsLine(bytes[start - 1]!)) start--;
  return start;
}

/** Where the line that holds `at` ends, its terminator excluded. */
export function lineEnd(bytes: Uint8Array, at: number, length = bytes.length): number {
  let end = at;
  while (end < length && !endsLine(bytes[end]!)) end++;
  return end;
}

/** Where the line after the one that ends at `end` starts; past the end of `bytes` if there is none. */
export const nextLine = (bytes: Uint8Array, end: number): number =>
  bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1;

/** Line ends between two places, byte by byte; a CR before `end` counts unless an LF follows. */
function count(bytes: Uint8Array, from: number, to: number, end: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    // One comparison for nearly every byte.
    if (byte > CR) continue;
    if (byte === LF || (byte === CR && (at + 1 === end || bytes[at + 1] !== LF))) lines++;
  }
  return lines;
}

/** From here on it pays to look at four bytes at a time. */
const LONG = 128;

/** How many line ends (LF, CRLF, CR) there are between two places. */
export function countLines(bytes: Uint8Array, from: number, to: number): number {
  if (to - from < LONG) return count(bytes, from, to, to);
  const start = from + ((4 - ((bytes.byteOffset + from) & 3)) & 3);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + start, (to - start) >> 2);
  let lines = count(bytes, from, start, to);
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    // Whether a byte is at most CR: Mycroft's test for a zero byte, 14 taken off each.
    if (((word - 0x0e0e0e0e) & ~word & 0x80808080) === 0) continue;
    const at = start + 4 * index;
    lines += count(bytes, at, at + 4, to);
  }
  return lines + count(bytes, start + 4 * words.length, to, to);
}

/** What the byte after a leading one may be, where it is less than any continuation byte. */
const SECOND: Readonly<Record<number, readonly [number, number]>> = {
  0xe0: [0xa0, 0xbf],
  0xed: [0x80, 0x9f],
  0xf0: [0x90, 0xbf],
  0xf4: [0x80, 0x8f],
};
const ANY: readonly [number, number] = [0x80, 0xbf];

const lengthOf = (lead: number): number =>
  lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;

/**
 * The UTF-8 sequence at `at` of a byte string: its length if it is valid, else the negative length of the maximal
 * subpart that stands for one U+FFFD.
 */
export function sequence(text: string, at: number, end: number): number {
  const lead = text.charCodeAt(at);
  const length = lengthOf(lead);
  if (length === 0) return -1;
  for (let index = 1; index < length; index++) {
    const [low, high] = index === 1 ? (SECOND[lead] ?? ANY) : ANY;
    const byte = at + index < end ? text.charCodeAt(at + index) : 0;
    if (byte < low || byte > high) return -index;
  }
  return length;
}

/** How many UTF-16 units a part of a byte string decodes to. */
export function units(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; count++) {
    if (text.charCodeAt(at) < 0x80) {
      at++;
      continue;
    }
    const length = sequence(text, at, to);
    if (length === 4) count++;
    at += Math.abs(length);
  }
  return count;
}

/** Space, tab, VT or FF. */
export const isBlank = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0b || code === 0x0c;
export const isUpper = (code: number): boolean => code >= 0x41 && code <= 0x5a;
export const isLetter = (code: number): boolean => isUpper(code & ~0x20);
export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
/** An ASCII letter, digit or underscore. Past a string's end, where the code is NaN, nothing is. */
export const isWord = (code: number): boolean => isLetter(code) || isDigit(code) || code === 0x5f;

/** Where a run of what satisfies the predicate ends. */
export function runEnd(text: string, at: number, is: (code: number) => boolean): number {
  let end = at;
  while (end < text.length && is(text.charCodeAt(end))) end++;
  return end;
}

/** Without blanks at both ends. */
export function trim(text: string): string {
  const start = runEnd(text, 0, isBlank);
  let end = text.length;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

const BEYOND_ASCII = /[^\0-\x7f]/;

/** A byte string as text, U+FFFD for each maximal subpart that is not UTF-8. */
export const decode = (text: string): string =>
  BEYOND_ASCII.test(text) ? Buffer.from(text, "latin1").toString("utf8") : text;

/** Text as a byte string. */
export const encode = (text: string): string =>
  BEYOND_ASCII.test(text) ? Buffer.from(text, "utf8").toString("latin1") : text;
