/**
 * Where code, comments, strings and prose are: a lexer that is driven by the tables of data/languages.json. What it does, and
 * why, stands in docs/design/zones.md. Rust: crates/core/src/zones.rs.
 */
import { Behind } from "./zones/behind.ts";
import { code } from "./zones/code.ts";
import { leave, viewOf } from "./zones/embed.ts";
import { land } from "./zones/island.ts";
import { passHeredoc } from "./zones/heredoc.ts";
import { passIndent } from "./zones/indent.ts";
import { passMark } from "./zones/mark.ts";
import { passQuote } from "./zones/quote.ts";
import { region } from "./zones/region.ts";
import { BOM, languageFor, languageNamed } from "./zones/language.ts";
import { grammarOf } from "./zones/rule.ts";
import { codeFrame, LOOK, Run, WIDTH, type Frame, type State } from "./zones/run.ts";

export { GENERIC, languageFor, languageName, languageNamed } from "./zones/language.ts";
export { CODE, COMMENT, zones } from "./zones/rule.ts";
export { WIDTH } from "./zones/run.ts";

const LF = 10;
const CR = 13;

/** Up to where decisions can be made: every one before this place sees either the end of its line or enough bytes. */
function decidable(bytes: Uint8Array): number {
  const margin = Math.max(0, bytes.length - LOOK);
  let at = bytes.length;
  while (at > margin && bytes[at - 1] !== LF && bytes[at - 1] !== CR) at--;
  return Math.max(margin, at);
}

/** Goes on as far as it may, or until an embedded language begins. */
function go(run: Run): void {
  const { safe, state } = run;
  const fences = state.fences.length;
  const island = state.sea.depth;
  while (state.at < safe && state.fences.length === fences && state.sea.depth === island) step(run, run.frame);
}

function step(run: Run, frame: Frame): void {
  switch (frame.what) {
    case "code":
      return code(run, frame);
    case "region":
      return region(run, frame, frame.rule!);
    case "mark":
      return passMark(run, frame);
    case "heredoc":
      return passHeredoc(run);
    case "indent":
      return passIndent(run, frame);
    case "quote":
      return passQuote(run, frame);
  }
}

/** Lexes one content from its start on, as far as it is asked. Time is linear in what it passes, memory is bounded. */
export class Lexer {
  readonly #state: State;

  /** @param language - what {@link languageFor} gave; a byte order mark is no part of the content */
  constructor(language: number) {
    this.#state = {
      frames: [codeFrame(grammarOf(language))],
      fences: [],
      heredocs: [],
      scalar: -1,
      element: undefined,
      sea: { found: -1, scanned: 0, depth: 0 },
      behind: new Behind(),
      at: 0,
      dropped: 0,
      running: false,
    };
  }

  /** How far it has come, in bytes: zones before this byte are known. */
  get position(): number {
    return this.#state.at;
  }

  /**
   * Lexes on until at least `to` and appends spans in order, {@link WIDTH} numbers each: start, end, zone (1 comment, 2 string,
   * 3 text; what no span covers is code), and how many of its first and last bytes are its opener and its closer.
   * `bytes` begin where the last {@link shift} left them and hold at least what they held before; `last`: the content ends
   * with them. Without `last` it may stop before `to`, but only where fewer than 1 KiB follow and no line of `bytes` ends any
   * more. A span that is open at the end of one call goes on with the next: the last span of `spans` grows if it ends
   * there, else (because the caller took it) a new one without an opener is appended.
   */
  advance(bytes: Uint8Array, to: number, last: boolean, spans: number[]): void {
    const state = this.#state;
    const whole = { bytes, safe: last ? bytes.length : decidable(bytes), to };
    while (state.at < Math.min(to, whole.safe)) {
      const view = viewOf(state, whole);
      if (view.bytes.length < bytes.length && state.at >= view.bytes.length) {
        if (land(state, bytes, view.bytes.length)) continue;
        const at = state.at + leave(state, view.bytes.length);
        new Run(state, bytes, at, spans).settle(at);
        continue;
      }
      const safe = Math.min(view.safe, to);
      if (state.at >= safe) break;
      go(new Run(state, view.bytes, safe, spans));
    }
    state.behind.stop(bytes, state.at);
  }

  /** Tells that `by` bytes, all of them lexed, were dropped from the front. Spans that the caller holds are the caller's. */
  shift(by: number): void {
    this.#state.at = Math.max(0, this.#state.at - by);
    this.#state.dropped += by;
    this.#state.behind.shift(by);
    const { sea } = this.#state;
    sea.scanned = Math.max(0, sea.scanned - by);
    if (sea.found >= 0) sea.found = Math.max(0, sea.found - by);
    for (const fence of this.#state.fences) {
      fence.scanned = Math.max(0, fence.scanned - by);
      if (fence.found >= 0) fence.found = Math.max(0, fence.found - by);
    }
  }
}

/**
 * The spans of a whole content, {@link WIDTH} numbers each as {@link Lexer.advance} gives them; a UTF-8 byte order mark before
 * it is code.
 *
 * @param language - a name or alias; by default what the path and the content say
 */
export function mapZones(path: string, bytes: Uint8Array, language?: string): Uint32Array {
  const before = BOM.every((byte, index) => bytes[index] === byte) ? BOM.length : 0;
  const content = bytes.subarray(before);
  const spans: number[] = [];
  const known = language === undefined ? undefined : languageNamed(language);
  new Lexer(known ?? languageFor(path, content)).advance(content, content.length, true, spans);
  for (let at = 0; at < spans.length; at += WIDTH) {
    spans[at]! += before;
    spans[at + 1]! += before;
  }
  return Uint32Array.from(spans);
}
