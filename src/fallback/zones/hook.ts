/** What tables cannot say. Rust: crates/core/src/zones/hook.rs. */
import type { Rule } from "./rule.ts";
import type { Run } from "./run.ts";
import { isEnd, isWord } from "./behind.ts";
import { arithmetic, here, newline, shifted } from "./heredoc.ts";
import { outline, scalar } from "./indent.ts";
import { bracket, dollar, hashes, parenthesis } from "./mark.ts";
import { birds, environment, fence, front, ticks } from "./markdown.ts";
import { attribute, brace, close, leavePart, mustache, tag } from "./markup.ts";
import { dashes, explicit, paired } from "./near.ts";
import { percent, perl, slash } from "./quote.ts";
import { STRING } from "./rule.ts";
import { between, closing, element, inside, regex } from "./script.ts";

/** `at` is where the rule's opener stands. Returns whether it took it. */
export type Hook = (run: Run, rule: Rule, at: number) => boolean;

const BACKSLASH = 92;
const SPACE = 32;
/** The longest character, or escape, that is looked for. */
const CHARACTER = 16;

/** The length of an escape like `\u{1F600}`, its backslash included; 0 if a closer does not follow. */
function escape(bytes: Uint8Array, close: number | undefined, at: number, end: number): number {
  if (close === undefined) return 2;
  for (let after = at + 2; after < end; after++) if (bytes[after] === close) return after - at;
  return 0;
}

/** The length of a character or of an escape; 0 if there is none. */
function character({ bytes }: Run, rule: Rule, at: number): number {
  const end = Math.min(bytes.length, at + CHARACTER);
  if (at >= end || isEnd(bytes[at]!)) return 0;
  if (bytes[at] === BACKSLASH && at + 1 < end && isEnd(bytes[at + 1]!)) return 0;
  if (bytes[at] === BACKSLASH && at + 1 < end && rule.escape === "backslash")
    return escape(bytes, rule.close[0], at, end);
  let length = 1;
  if (bytes[at]! >= 0x80) while (at + length < end && (bytes[at + length]! & 0xc0) === 0x80) length++;
  return length;
}

/** A character between quotes, where the same quote also means something else: lifetimes, type variables, attributes. */
const char: Hook = (run, rule, at) => {
  const content = at + rule.open.length;
  const length = character(run, rule, content);
  if (length === 0 || !run.has(rule.close, content + length, false)) return false;
  run.begin(STRING, at, rule.open.length);
  run.end(STRING, content + length + rule.close.length, rule.close.length);
  return true;
};

/** What would mean something if it stood alone: an attribute's `#[`, a variable's `$#`. */
const pass: Hook = (run, { open }, at) => {
  run.settle(at + open.length);
  return true;
};

/** A byte behind a backslash, in code. */
const escaped: Hook = (run, { open }, at) => {
  const end = at + open.length;
  const next = run.bytes[end];
  run.settle(next === undefined || isEnd(next) ? end : end + 1);
  return true;
};

/** `?"` and the like, where no operand stands before and no word goes on: a character. Ruby. */
const letter: Hook = (run, { open }, at) => {
  const before = run.state.behind.byte(run.bytes, at, 1);
  const after = run.bytes[at + 2] ?? SPACE;
  if (isWord(before) || ")]}'\"".includes(String.fromCharCode(before)) || isWord(after) || after === open[1])
    return false;
  run.begin(STRING, at, 1);
  run.end(STRING, at + 2, 0);
  return true;
};

/** By the names that scripts/languages.ts gives them. */
export const hooks: Readonly<Record<string, Hook>> = {
  ...{ char, pass, escaped, letter },
  ...{ bracket, dollar, hashes, parenthesis, arithmetic, here, shifted, newline, outline, scalar },
  ...{ dashes, explicit, paired },
  ...{ slash, percent, perl },
  ...{ birds, environment, fence, front, ticks },
  ...{ attribute, brace, close, leave: leavePart, mustache, tag },
  ...{ regex, element, inside, closing, between },
};
