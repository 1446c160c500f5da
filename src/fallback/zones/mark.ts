/** Regions whose closer the content chose. Rust: crates/core/src/zones/mark.rs. */
import type { Hook } from "./hook.ts";
import type { Frame, Run } from "./run.ts";
import { isDigit, isWord } from "./behind.ts";
import { COMMENT, STRING } from "./rule.ts";
import { hookFrame } from "./run.ts";

/** The longest closer. */
const MOST = 255;
/** The longest word of a raw string in C++. */
const WORD = 16;
const QUOTE = 34;
const HASH = 35;
const DOLLAR = 36;
const PARENTHESIS = 40;
const UNPARENTHESIS = 41;
const EQUALS = 61;
const OPEN = 91;
const CLOSE = 93;

/** Begins a region at `at` behind `open` bytes, up to that closer. */
export function beginMark(run: Run, zone: number, at: number, open: number, mark: Uint8Array): boolean {
  if (run.isFull || mark.length === 0 || mark.length > MOST) return false;
  const { grammar } = run.frame;
  run.begin(zone, at, open);
  run.push({ ...hookFrame(grammar, "mark"), mark, zone });
  return true;
}

/** Passes such a region up to its closer, or the end of what can be decided. */
export function passMark(run: Run, { mark, zone }: Frame): void {
  const { bytes, safe } = run;
  const first = mark[0]!;
  let { at } = run.state;
  for (;;) {
    while (at < safe && bytes[at] !== first) at++;
    if (at >= safe) return run.extend(zone, at);
    if (run.has(mark, at, false)) break;
    at++;
  }
  run.pop();
  run.end(zone, at + mark.length, mark.length);
}

/** A long bracket, `[==[` up to `]==]`; the opener of the rule ends with its first bracket. Lua, CMake. */
export const bracket: Hook = (run, { open }, at) => {
  const start = at + open.length;
  let equals = 0;
  while (equals < MOST - 2 && run.bytes[start + equals] === EQUALS) equals++;
  if (run.bytes[start + equals] !== OPEN) return false;
  const mark = new Uint8Array(equals + 2).fill(EQUALS);
  mark[0] = mark[equals + 1] = CLOSE;
  return beginMark(run, open.length > 1 ? COMMENT : STRING, at, open.length + equals + 1, mark);
};

/** A dollar quote, `$$` or `$tag$` up to the same. SQL of PostgreSQL. */
export const dollar: Hook = (run, _rule, at) => {
  const { bytes } = run;
  let word = 0;
  while (word < MOST - 2 && at + 1 + word < bytes.length && isWord(bytes[at + 1 + word]!)) word++;
  const first = bytes[at + 1] ?? 0;
  if (bytes[at + 1 + word] !== DOLLAR || isDigit(first) || run.state.behind.word(bytes, at) > 0) return false;
  return beginMark(run, STRING, at, word + 2, bytes.slice(at, at + word + 2));
};

const apart: ReadonlySet<number> = new Set([...'() \\"\t\n\r\v\f'].map((one) => one.charCodeAt(0)));

/** A raw string, `R"word(` up to `)word"`; the rule's opener is its quote. C++. */
export const parenthesis: Hook = (run, { open }, at) => {
  const { bytes } = run;
  const start = at + open.length;
  let end = start;
  while (end < bytes.length && end - start <= WORD && !apart.has(bytes[end]!)) end++;
  if (end - start > WORD || bytes[end] !== PARENTHESIS) return false;
  const mark = Uint8Array.of(UNPARENTHESIS, ...bytes.subarray(start, end), QUOTE);
  return beginMark(run, STRING, at, mark.length, mark);
};

/** A raw string, `r##"` up to `"##`; the rule's opener is the first hash. Rust. */
export const hashes: Hook = (run, _rule, at) => {
  let count = 0;
  while (count < MOST && run.bytes[at + count] === HASH) count++;
  if (count === MOST || run.bytes[at + count] !== QUOTE) return false;
  return beginMark(run, STRING, at, count + 1, new Uint8Array(count + 1).fill(HASH).fill(QUOTE, 0, 1));
};
