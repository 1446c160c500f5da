/** Code and prose: on to the next byte at which a rule may begin. Rust: crates/core/src/zones/code.rs. */
import type { Frame, Run } from "./run.ts";
import type { Grammar, Rule } from "./rule.ts";
import { hooks } from "./hook.ts";
import { fits } from "./place.ts";
import { BRACKET, NONE, STRING } from "./rule.ts";
import { regionFrame } from "./run.ts";

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

function open(run: Run, grammar: Grammar, rule: Rule, at: number): boolean {
  if (rule.hook !== undefined) return hooks[rule.hook]!(run, rule, at);
  if (run.isFull) return false;
  run.begin(rule.zone, at, rule.open.length);
  run.push(regionFrame(grammar, rule));
  return true;
}

/** Tries the rules that may begin at `at`. */
function rules(run: Run, grammar: Grammar, at: number): boolean {
  const byte = lower(run.bytes[at]!);
  const first = grammar.class[run.bytes[at]!]! & NONE;
  if (first === 0) return false;
  for (let index = first - 1; index < grammar.rules.length; index++) {
    const rule = grammar.rules[index]!;
    if (lower(rule.open[0]!) !== byte) return false;
    if (fits(run, rule, at) && open(run, grammar, rule, at)) return true;
  }
  return false;
}

/** Counts the brackets of an interpolation; whether this was the last. */
function bracket(run: Run, frame: Frame, at: number): boolean {
  const byte = run.bytes[at]!;
  if (byte === frame.open) frame.depth++;
  else if (byte === frame.close && frame.depth > 0) frame.depth--;
  else if (byte === frame.close) {
    run.settle(at);
    run.pop();
    run.state.running = false;
    // Code goes on behind the bracket; a region counts it as its own.
    if (run.frame.what === "code") {
      run.state.at++;
      run.state.behind.passed(STRING, at + 1);
    }
    return true;
  }
  return false;
}

/** Passes code up to the first region, or the end of what can be decided. */
export function code(run: Run, frame: Frame): void {
  const { bytes, safe, state } = run;
  const { grammar, close } = frame;
  const table = grammar.class;
  const mask = close === 0 ? NONE : NONE | BRACKET;
  let at = state.at;
  for (;;) {
    while (at < safe && (table[bytes[at]!]! & mask) === 0) at++;
    if (at >= safe) return run.settle(at);
    if (rules(run, grammar, at)) return;
    if (close !== 0 && bracket(run, frame, at)) return;
    at++;
  }
}
