/** Comments and strings: on to their closer. Rust: crates/core/src/zones/region.rs. */
import type { Frame, Run } from "./run.ts";
import type { Rule } from "./rule.ts";
import { isEnd } from "./behind.ts";
import { pair } from "./near.ts";
import { may } from "./place.ts";
import { innerFrame, LOOK } from "./run.ts";

const BACKSLASH = 92;
const BACKTICK = 96;
const BRACE = 123;
const OPEN_SET = 91;
const CLOSE_SET = 93;

/** What a byte of a region means: `by` bytes on; the region ends behind them; or code begins behind them. */
const GO = 0;
const CLOSE = 1;
const INNER = 2;
const step = { what: GO, by: 0 };

function set(what: number, by: number): void {
  step.what = what;
  step.by = by;
}

/** How many bytes an escape takes; 0 if there is none at `at`. */
function escaped({ bytes }: Run, { escape }: Rule, at: number): number {
  if (escape === "none" || escape === "double") return 0;
  if (bytes[at] !== (escape === "backtick" ? BACKTICK : BACKSLASH)) return 0;
  const next = bytes[at + 1];
  if (next === undefined) return 1;
  return isEnd(next) || escape !== "continue" ? 2 : 1;
}

/** The length of the token at `at` that means nothing; 0 if there is none. */
function keep(run: Run, rule: Rule, at: number): number {
  for (const token of rule.keep) if (run.has(token, at, false)) return token.length;
  return 0;
}

/** How many bytes a string takes that begins at `at` and ends on its line; 1 if it does not. */
function quoted(bytes: Uint8Array, at: number): number {
  const end = pair(bytes, at + 1, Math.min(bytes.length, at + LOOK));
  return end < 0 ? 1 : end + 1 - at;
}

function closer(run: Run, frame: Frame, rule: Rule, at: number): void {
  const { length } = rule.close;
  if (rule.escape === "double" && run.has(rule.close, at + length, false)) return set(GO, 2 * length);
  if (rule.late && run.has(rule.close, at + 1, false)) return set(GO, 1);
  if (frame.depth === 0) return set(CLOSE, length);
  if (!rule.set) frame.depth--;
  set(GO, length);
}

function decide(run: Run, frame: Frame, rule: Rule, at: number): void {
  if (!rule.multiline && run.ends(at)) return set(CLOSE, 0);
  const kept = keep(run, rule, at);
  if (kept > 0) return set(GO, kept);
  if (rule.quote.length > 0 && run.bytes[at] === rule.quote[0]) return set(GO, quoted(run.bytes, at));
  const { length } = rule.close;
  if (length > 0 && run.has(rule.close, at, rule.fold) && may(run, rule.closeAt, at, length))
    // What ends a line comment early is no part of it.
    return rule.kind === "line" ? set(CLOSE, 0) : closer(run, frame, rule, at);
  if (rule.innerOpen.length > 0 && run.has(rule.innerOpen, at, false)) return set(INNER, rule.innerOpen.length);
  const by = escaped(run, rule, at);
  if (by > 0) return set(GO, by);
  const byte = run.bytes[at];
  if (rule.set && (byte === OPEN_SET || byte === CLOSE_SET)) frame.depth = Number(byte === OPEN_SET);
  if (rule.nested && run.has(rule.open, at, rule.fold) && may(run, rule.at, at, rule.open.length)) {
    frame.depth++;
    return set(GO, rule.open.length);
  }
  set(GO, 1);
}

/** Passes a region up to its closer, or the end of what can be decided. */
export function region(run: Run, frame: Frame, rule: Rule): void {
  const { bytes, safe, state } = run;
  const { stops, zone } = rule;
  let at = state.at;
  for (;;) {
    while (at < safe && stops[bytes[at]!] === 0) at++;
    if (at >= safe) return run.extend(zone, at);
    decide(run, frame, rule, at);
    if (step.what === CLOSE) {
      run.pop();
      return run.end(zone, at + step.by, step.by);
    }
    if (step.what === INNER && !run.isFull) {
      run.push(innerFrame(frame.grammar, rule));
      run.end(zone, at + step.by, 0);
      return run.state.behind.jump(BRACE, at + step.by);
    }
    at += step.by;
  }
}
