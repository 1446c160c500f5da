/**
 * What lasts as long as lines are indented: block scalars of YAML, comments of Haml, Pug, Slim, Sass and reStructuredText.
 * Rust: crates/core/src/zones/indent.rs.
 */
import type { Hook } from "./hook.ts";
import type { Frame, Run } from "./run.ts";
import { isBlank, isDigit, isEnd } from "./behind.ts";
import { COMMENT } from "./rule.ts";
import { hookFrame, LOOK } from "./run.ts";
import { isValue } from "./value.ts";

/** The widest indentation that is told from wider ones. */
const WIDEST = LOOK / 2;
const HASH = 35;
const ZERO = 48;

/** How far the line at `at` is indented; -1 if it is blank. */
function indentation({ bytes }: Run, at: number): number {
  const end = Math.min(bytes.length, at + WIDEST);
  let stop = at;
  while (stop < end && isBlank(bytes[stop]!)) stop++;
  return stop >= end || isEnd(bytes[stop]!) ? -1 : stop - at;
}

/** Whether the line at `at` is part of it; the first that is not blank says how far all are indented. */
function belongs(run: Run, frame: Frame, at: number): boolean {
  const columns = indentation(run, at);
  if (columns < 0) return true;
  if (columns <= frame.header || columns < frame.least) return false;
  if (frame.least === 0) frame.least = columns;
  return true;
}

/** Passes lines that are indented far enough. */
export function passIndent(run: Run, frame: Frame): void {
  const { safe } = run;
  let { at } = run.state;
  while (at < safe) {
    if (run.startsLine(at) && !belongs(run, frame, at)) {
      run.pop();
      return run.end(frame.zone, at, 0);
    }
    at = run.nextLine(at);
  }
  run.extend(frame.zone, at);
}

const isSign = (byte: number): boolean => byte === 43 || byte === 45 || (isDigit(byte) && byte > ZERO);

/** Whether `|` or `>` at `at` is the last of its line, apart from indicators and a comment. */
function isHeader({ bytes }: Run, at: number): boolean {
  const end = Math.min(bytes.length, at + WIDEST);
  let stop = at + 1;
  while (stop < Math.min(end, at + 3) && isSign(bytes[stop]!)) stop++;
  const signs = stop;
  while (stop < end && isBlank(bytes[stop]!)) stop++;
  return stop >= end || isEnd(bytes[stop]!) || (bytes[stop] === HASH && stop > signs);
}

/** `|` or `>` that begins a block scalar with the next line. YAML. */
export const scalar: Hook = (run, _rule, at) => {
  const { bytes, state } = run;
  if (isHeader(run, at) && isValue(state.behind, bytes, at)) state.scalar = state.behind.indent(bytes, at);
  return false;
};

/** A comment that goes on over all lines that are indented deeper than its own, line ends included. */
export const outline: Hook = (run, { open }, at) => {
  const { bytes, state } = run;
  if (run.isFull) return false;
  const header = state.behind.indent(bytes, at);
  const { grammar } = run.frame;
  run.begin(COMMENT, at, open.length);
  run.push({ ...hookFrame(grammar, "indent"), zone: COMMENT, least: 1, header });
  return true;
};
