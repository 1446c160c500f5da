/** Two answers side by side, after what is mere convention is taken away. */
import type { Difference, Ranges } from "./types.ts";

const CR = 13;
const LF = 10;
const bom = [0xef, 0xbb, 0xbf];

/**
 * What oracles disagree on among themselves, and we don't compare:
 * - a line comment may hold its line's end: line ends are cut off every comment's end;
 * - an interpreter line (`#!` at the very start) may be a comment, or not: it is left out.
 */
export function plain(ranges: Ranges, bytes: Uint8Array): number[] {
  const first = bom.every((byte, at) => bytes[at] === byte) ? bom.length : 0;
  const interpreter = bytes[first] === 0x23 && bytes[first + 1] === 0x21;
  const kept: number[] = [];
  for (let at = 0; at < ranges.length; at += 2) {
    const start = ranges[at]!;
    let end = ranges[at + 1]!;
    while (end > start && (bytes[end - 1] === LF || bytes[end - 1] === CR)) end--;
    if (!(interpreter && start === first)) kept.push(start, end);
  }
  return kept;
}

const pair = (ranges: Ranges, at: number): [number, number] | null =>
  at < ranges.length ? [ranges[at]!, ranges[at + 1]!] : null;

function line(bytes: Uint8Array, offset: number): number {
  let count = 1;
  for (let at = 0; at < offset; at++) if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) count++;
  return count;
}

const excerpt = (bytes: Uint8Array, from: number) =>
  Buffer.from(bytes.subarray(from, from + 60))
    .toString()
    .split(/[\r\n]/, 1)[0]!;

/** Where two lists of ranges first part; undefined if they are equal. */
export function first(
  path: string,
  bytes: Uint8Array,
  sides: { ours: Ranges; theirs: Ranges },
): Difference | undefined {
  const { ours, theirs } = sides;
  let at = 0;
  while (at < ours.length && ours[at] === theirs[at] && ours[at + 1] === theirs[at + 1]) at += 2;
  if (at >= ours.length && at >= theirs.length) return undefined;
  const from = Math.min(ours[at] ?? Infinity, theirs[at] ?? Infinity);
  return {
    path,
    line: line(bytes, from),
    ours: pair(ours, at),
    theirs: pair(theirs, at),
    text: excerpt(bytes, from),
  };
}
