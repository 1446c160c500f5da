import { border } from "./blocks.ts";
import { decode, encode, lineEnd, lineStart, nextLine } from "./lines.ts";

/** The most that one line contributes to a context, in bytes. */
const MOST = 4096;
const CR = 13;
const LF = 10;

/** Where the line before the one at `start` starts. */
function previous(bytes: Buffer, start: number): number {
  const crlf = start > 1 && bytes[start - 1] === LF && bytes[start - 2] === CR;
  return lineStart(bytes, 0, start - (crlf ? 2 : 1));
}

function textOf(bytes: Buffer, from: number, to: number): string {
  const end = to - from > MOST ? border(bytes, from + MOST) : to;
  return encode(decode(bytes.toString("latin1", from, end)));
}

/** So many lines before and after the line between two places, and itself, as UTF-8 in a byte string. */
export function contextOf(bytes: Buffer, start: number, end: number, lines: number): string {
  let from = start;
  for (let before = 0; before < lines && from > 0; before++) from = previous(bytes, from);
  const texts: string[] = [];
  for (let left = lines; ;) {
    const to = lineEnd(bytes, from);
    texts.push(textOf(bytes, from, to));
    if (to > end) left--;
    from = nextLine(bytes, to);
    if (from >= bytes.length || (to >= end && left === 0)) return texts.join("\n");
  }
}
