/**
 * Literals between delimiters of the content's choice: Perl's `q{}`, `s///`, Ruby's `%w[]`; and regular expressions between slashes.
 * Rust: crates/core/src/zones/quote.rs.
 */
import type { Hook } from "./hook.ts";
import type { Frame, Run } from "./run.ts";
import { isBlank, isDigit, isEnd, isWord } from "./behind.ts";
import { STRING } from "./rule.ts";
import { hookFrame } from "./run.ts";

/** Words after which a slash is no division. */
const BEFORE: ReadonlySet<string> = new Set(
  "and case cmp do else elsif eq ge grep gt if in join le lt map ne not or print puts push return split then unless until unshift when while xor x".split(
    " ",
  ),
);
/** How far back a word is looked at. */
const WORD = 10;
/** How far a delimiter may stand from its operator. */
const APART = 64;

const BACKSLASH = 92;
const SLASH = 47;
const PAIRS = "()[]{}<>";
const has = (bytes: string, byte: number): boolean => byte > 0 && bytes.includes(String.fromCharCode(byte));
const isPunctuation = (byte: number): boolean => byte > 32 && byte < 127 && !isWord(byte);

/** Sets a frame's delimiters: brackets nest and close with their mirror. */
function delimit(frame: Frame, delimiter: number): void {
  const index = delimiter < 128 ? PAIRS.indexOf(String.fromCharCode(delimiter)) : -1;
  const pairs = index >= 0 && index % 2 === 0;
  frame.open = pairs ? delimiter : 0;
  frame.close = pairs ? PAIRS.charCodeAt(index + 1) : delimiter;
}

function begin(run: Run, at: number, open: number, delimiter: number, more: number): boolean {
  if (run.isFull) return false;
  const frame = { ...hookFrame(run.frame.grammar, "quote"), more };
  delimit(frame, delimiter);
  run.begin(STRING, at, open);
  run.push(frame);
  return true;
}

/** A closer that ends at `end`: of an inner pair, of a part, or of all. */
function closeQuote(run: Run, frame: Frame, end: number): void {
  if (frame.depth > 0) frame.depth--;
  else if (frame.more === 0) {
    run.pop();
    return run.end(STRING, end, 1);
  } else {
    if (frame.open !== 0) frame.close = 0;
    frame.open = 0;
    frame.more--;
  }
  run.extend(STRING, end);
}

/** Passes such a literal. */
export function passQuote(run: Run, frame: Frame): void {
  const { bytes, safe } = run;
  let { at } = run.state;
  for (; at < safe; at++) {
    const byte = bytes[at]!;
    if (frame.close === 0) {
      if (isBlank(byte) || isEnd(byte)) continue;
      delimit(frame, byte);
      return run.extend(STRING, at + 1);
    }
    if (byte === BACKSLASH) at++;
    else if (byte === frame.close) return closeQuote(run, frame, at + 1);
    else if (byte === frame.open) frame.depth++;
  }
  run.extend(STRING, at);
}

/** Whether a value ends before `at`, so that an operator must follow. After a word, white space before and none behind make an argument. */
function isOperand({ bytes, state: { behind } }: Run, at: number): boolean {
  const before = behind.code(bytes, at);
  const blanks = Number(isBlank(before(1)));
  const last = before(blanks + 1);
  if (!isWord(last)) return has(")]}\"'`", last);
  let word = "";
  while (word.length < WORD && isWord(before(blanks + word.length + 1)))
    word = String.fromCharCode(before(blanks + word.length + 1)) + word;
  const sign = before(blanks + word.length + 1);
  const variable = has("$@%", sign);
  if (!variable && !has(".>:", sign) && BEFORE.has(word)) return false;
  const next = bytes[at + 1];
  const close = next !== undefined && !isBlank(next) && !isEnd(next) && !has("=", next);
  return variable || blanks === 0 || isDigit(word.charCodeAt(0)) || !close;
}

/** A regular expression between slashes, where no operand stands before. Perl, Ruby, awk and their like. */
export const slash: Hook = (run, _rule, at) => !isOperand(run, at) && begin(run, at, 1, SLASH, 0);

function isName(run: Run, at: number): boolean {
  const before = run.state.behind.byte(run.bytes, at, 1);
  return has("$@%&*-", before) || (has(">", before) && has("-", run.state.behind.byte(run.bytes, at, 2)));
}

/** `q`, `qq`, `qw`, `qr`, `qx`, `m`, `s`, `tr`, `y` and a delimiter. Perl. */
export const perl: Hook = (run, { open }, at) => {
  const { bytes } = run;
  const start = at + open.length;
  const end = Math.min(bytes.length, start + APART);
  let stop = start;
  while (stop < end && isBlank(bytes[stop]!)) stop++;
  if (stop >= end || isName(run, at)) return false;
  const blanks = stop - start;
  const delimiter = bytes[stop]!;
  if (has("=", delimiter) && (blanks > 0 || has(">", bytes[start + 1] ?? 0))) return false;
  if ((blanks > 0 && has("#", delimiter)) || isWord(delimiter) || isEnd(delimiter) || has(",;)}]>", delimiter))
    return false;
  const parts = ["s", "tr", "y"].includes(String.fromCharCode(...open)) ? 1 : 0;
  return begin(run, at, open.length + blanks + 1, delimiter, parts);
};

/** `%w[…]`, `%q(…)`, `%(…)`. Ruby, Crystal. */
export const percent: Hook = (run, _rule, at) => {
  const kind = has("wWqQiIrsx", run.bytes[at + 1] ?? 0) ? 1 : 0;
  const delimiter = run.bytes[at + 1 + kind] ?? 0;
  const fits = kind === 1 ? isPunctuation(delimiter) : has("([{<|!/", delimiter);
  return fits && !isOperand(run, at) && begin(run, at, 2 + kind, delimiter, 0);
};
