/**
 * Languages inside others, up to an end that they cannot hide: `</script` ends a script even in a string. Rust:
 * crates/core/src/zones/embed.rs.
 */
import type { Grammar } from "./rule.ts";
import type { Closer, Fence, Run, State } from "./run.ts";
import { isBlank, isEnd } from "./behind.ts";
import { shore } from "./island.ts";
import { codeFrame, LOOK, popFrame } from "./run.ts";
import { inside, type View } from "./view.ts";

/** How deep languages are embedded; deeper ones are passed as what surrounds them. */
const LEVELS = 4;
const LESS = 60;
const SLASH = 47;
const MORE = 62;
const LF = 10;
const CR = 13;

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

function onlyBlanks(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && isBlank(bytes[at]!)) at++;
  return at >= to || isEnd(bytes[at]!);
}

/** How many of a byte stand at `at`, as far as a decision may look. */
function run(bytes: Uint8Array, at: number, byte: number): number {
  let count = 0;
  while (count < LOOK && bytes[at + count] === byte) count++;
  return count;
}

function endsElement(bytes: Uint8Array, at: number, name: Uint8Array): boolean {
  if (bytes[at + 1] !== SLASH || at + 2 + name.length > bytes.length) return false;
  for (let index = 0; index < name.length; index++) if (lower(bytes[at + 2 + index]!) !== name[index]) return false;
  const after = bytes[at + 2 + name.length];
  return after === undefined || isBlank(after) || isEnd(after) || after === MORE || after === SLASH;
}

function startsWith(bytes: Uint8Array, at: number, token: Uint8Array): boolean {
  return token.every((byte, index) => bytes[at + index] === byte);
}

function closes({ behind }: State, closer: Closer, bytes: Uint8Array, at: number): boolean {
  const end = Math.min(bytes.length, at + LOOK);
  if (closer.what === "tag") return endsElement(bytes, at, closer.name);
  if (closer.what === "ticks") {
    const count = run(bytes, at, closer.byte);
    return count >= closer.least && onlyBlanks(bytes, at + count, end) && behind.blank(bytes, at);
  }
  const before = behind.byte(bytes, at, 1);
  if (closer.what === "margin")
    return isEnd(before) && bytes[at] !== closer.byte && !(before === CR && bytes[at] === LF);
  const { line } = closer;
  return startsWith(bytes, at, line) && onlyBlanks(bytes, at + line.length, end) && isEnd(before);
}

/** The byte that begins it; undefined: any. */
function firstOf(closer: Closer): number | undefined {
  if (closer.what === "margin") return undefined;
  return closer.what === "tag" ? LESS : closer.what === "ticks" ? closer.byte : closer.line[0];
}

function passed(closer: Closer, bytes: Uint8Array, at: number): number {
  if (closer.what === "tag" || closer.what === "margin") return 0;
  return closer.what === "ticks" ? run(bytes, at, closer.byte) : closer.line.length;
}

/** Looks for the closer, no further than is of use now. */
function search(state: State, fence: Fence, { bytes, safe, to }: View): void {
  const edge = Math.min(safe, to + 2 * LOOK);
  const first = firstOf(fence.closer);
  // What an island held, or what was passed, ends nothing.
  fence.scanned = Math.max(fence.scanned, state.at);
  for (let at = fence.scanned; at < edge; at++) {
    if ((first !== undefined && bytes[at] !== first) || !closes(state, fence.closer, bytes, at)) continue;
    fence.found = at;
    fence.passed = passed(fence.closer, bytes, at);
    break;
  }
  fence.scanned = Math.max(fence.scanned, edge);
}

/** What the innermost embedded language sees. */
export function viewOf(state: State, whole: View): View {
  if (state.sea.depth > 0) return whole;
  let view = shore(state, whole);
  for (const fence of state.fences) {
    if (fence.found < 0) search(state, fence, view);
    const { found } = fence;
    view = found < 0 ? { ...view, safe: inside(view) } : { ...view, bytes: view.bytes.subarray(0, found), safe: found };
  }
  return view;
}

/** The embedded language that ends at `end` is left; how many bytes of its closer are to be passed. */
export function leave(state: State, end: number): number {
  const index = state.fences.findIndex(({ found }) => found === end);
  const fence = state.fences[index];
  if (fence === undefined) return 0;
  while (state.frames.length > fence.depth) popFrame(state);
  state.fences.length = index;
  state.heredocs.length = 0;
  state.scalar = -1;
  state.running = false;
  return fence.passed;
}

/** A language begins where the lexer stands. */
export function embed(run: Run, grammar: Grammar, closer: Closer): void {
  const { state } = run;
  if (run.isFull || state.fences.length >= LEVELS) return;
  const depth = state.frames.length;
  run.push(codeFrame(grammar));
  state.fences.push({ depth, closer, found: -1, passed: 0, scanned: state.at });
  state.running = false;
}
