/** Hooks that look at what stands near, on the same line. Rust: crates/core/src/zones/near.rs. */
import type { Hook } from "./hook.ts";
import { isEnd, isWord } from "./behind.ts";
import { STRING } from "./rule.ts";
import { LOOK } from "./run.ts";

const QUOTE = 34;
const DASH = 45;
const COLON = 58;
const BACKSLASH = 92;
/** How far `dashes` looks for the end of a run: a longer one is a comment. */
const DASHES = 64;

const isOneOf = (byte: number | undefined, bytes: string): boolean =>
  byte !== undefined && byte < 0x80 && bytes.includes(String.fromCharCode(byte));

/** Whether the byte can be part of an operator of Haskell. */
const isSymbol = (byte: number | undefined): boolean => isOneOf(byte, "!#$%&*+./<=>?@\\^|~:-");

/** Passes over operators that hold two dashes: `-->`, `|--`. What is not taken is a comment. */
export const dashes: Hook = (run, _, at) => {
  const { bytes, state } = run;
  const limit = Math.min(bytes.length, at + DASHES);
  let end = at;
  while (end < limit && bytes[end] === DASH) end++;
  const after = end < limit && isSymbol(bytes[end]);
  if (!after && !isSymbol(state.behind.byte(bytes, at, 1))) return false;
  run.settle(end);
  return true;
};

/** Where the quote is that closes the one before `from`, on its line and near; -1 if there is none. */
export function pair(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end && !isEnd(bytes[at]!); at++) {
    if (bytes[at] === QUOTE) return at;
    if (bytes[at] === BACKSLASH && at + 1 < end && !isEnd(bytes[at + 1]!)) at++;
  }
  return -1;
}

/** A string that ends on its line, where a quote without a second one begins a comment: Vim's. */
export const paired: Hook = (run, rule, at) => {
  const { bytes, state } = run;
  if (state.behind.blank(bytes, at)) return false;
  const quote = pair(bytes, at + rule.open.length, Math.min(bytes.length, at + LOOK));
  if (quote < 0) return false;
  run.begin(STRING, at, 1);
  run.end(STRING, quote + 1, 1);
  return true;
};

/** Passes over what `.. ` begins in reStructuredText when that is no comment: targets, footnotes, substitutions, directives. */
export const explicit: Hook = (run, rule, at) => {
  const { bytes } = run;
  const content = at + rule.open.length;
  const limit = Math.min(bytes.length, at + LOOK);
  let end = content;
  while (end < limit && (isWord(bytes[end]!) || isOneOf(bytes[end], "-+."))) end++;
  const target = content < limit && isOneOf(bytes[content], "_[|");
  if (!target && !(end + 1 < limit && bytes[end] === COLON && bytes[end + 1] === COLON)) return false;
  run.settle(content);
  return true;
};
