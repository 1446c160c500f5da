/** Where a rule's opener, or its closer, may stand. Rust: crates/core/src/zones/code.rs. */
import type { Rule } from "./rule.ts";
import type { Run } from "./run.ts";
import type { Place } from "./table.ts";
import { isBlank, isEnd } from "./behind.ts";
import { LOOK } from "./run.ts";
import { isValue } from "./value.ts";

const isToken = (byte: number): boolean =>
  isBlank(byte) || isEnd(byte) || ";&|()<>".includes(String.fromCharCode(byte));

/** Whether only blanks stand between `from` and the line's end, so near that it can be told. */
function alone(bytes: Uint8Array, from: number): boolean {
  const end = Math.min(bytes.length, from + LOOK / 2);
  let at = from;
  while (at < end && isBlank(bytes[at]!)) at++;
  return at >= end || isEnd(bytes[at]!);
}

/** Whether something of that length may stand at `at`. */
export function may({ state: { behind }, bytes }: Run, place: Place, at: number, length: number): boolean {
  switch (place) {
    case "anywhere":
      return true;
    case "column1":
      return isEnd(behind.byte(bytes, at, 1));
    case "column7":
      return behind.column(bytes, at, 7);
    case "blank":
      return behind.blank(bytes, at);
    case "word": {
      const before = behind.byte(bytes, at, 1);
      return isBlank(before) || isEnd(before);
    }
    case "token":
      return isToken(behind.byte(bytes, at, 1));
    case "value":
      return isValue(behind, bytes, at);
    case "alone":
      return behind.blank(bytes, at) && alone(bytes, at + length);
  }
}

function isPrefix({ state: { behind }, bytes }: Run, prefix: Uint8Array, at: number): boolean {
  for (let back = 1; back <= prefix.length; back++)
    if (behind.byte(bytes, at, back) !== prefix[prefix.length - back]) return false;
  return true;
}

function prefixed(run: Run, { prefixes }: Rule, at: number): boolean {
  if (prefixes.length === 0) return true;
  const length = run.state.behind.word(run.bytes, at);
  return prefixes.some((prefix) => prefix.length === length && isPrefix(run, prefix, at));
}

/** Whether the rule's opener stands at `at`, where it may. */
export const fits = (run: Run, rule: Rule, at: number): boolean =>
  run.has(rule.open, at, rule.fold) && may(run, rule.at, at, rule.open.length) && prefixed(run, rule, at);
