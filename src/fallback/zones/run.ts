/** One call of the lexer, and what it keeps between calls. Rust: crates/core/src/zones.rs. */
import type { Behind } from "./behind.ts";
import type { Grammar, Rule } from "./rule.ts";
import { TEXT } from "./rule.ts";

/** What a decision may look ahead, in bytes, unless its line ends before. */
export const LOOK = 512;
/** The deepest nesting of strings, interpolations and embedded languages; deeper openers are passed over. */
export const DEPTH = 64;

/** Numbers of a span in a list of spans: start, end, zone, open, close. */
export const WIDTH = 5;
const END = 1;
const ZONE = 2;
const CLOSE = 4;
const BYTE = 255;
const LF = 10;
const CR = 13;

/** What a frame holds: code or prose; a region under a rule; or what hooks begin. */
export type What = "code" | "region" | "mark" | "heredoc" | "indent" | "quote";

/** One level of nesting. */
export interface Frame {
  readonly grammar: Grammar;
  readonly what: What;
  readonly rule: Rule | undefined;
  /** The brackets that end code, where it is an interpolation, or a quote; 0: none. */
  open: number;
  close: number;
  /** Openers of the same sort that wait for their closer. */
  depth: number;
  /** A closer that the content chose. */
  mark: Uint8Array;
  zone: number;
  /** Columns by which lines must be indented; 0: not known yet, but more than `header`. */
  least: number;
  header: number;
  /** Parts of a quote that are still to come. */
  more: number;
}

const NOTHING = new Uint8Array(0);

function make(grammar: Grammar, what: What, rule: Rule | undefined, open: number, close: number): Frame {
  return { grammar, what, rule, open, close, depth: 0, mark: NOTHING, zone: 0, least: 0, header: 0, more: 0 };
}

/** Code, or prose, of a language. */
export const codeFrame = (grammar: Grammar): Frame => make(grammar, "code", undefined, 0, 0);
/** A comment or a string. */
export const regionFrame = (grammar: Grammar, rule: Rule): Frame => make(grammar, "region", rule, 0, 0);
/** Code inside a region. */
export const innerFrame = (grammar: Grammar, { innerOpen, innerClose }: Rule): Frame =>
  make(grammar, "code", undefined, innerOpen.at(-1)!, innerClose.at(-1)!);
/** Code between brackets, the first of which has been passed. */
export const betweenFrame = (grammar: Grammar, open: number, close: number): Frame =>
  make(grammar, "code", undefined, open, close);
/** What a hook begins. */
export const hookFrame = (grammar: Grammar, what: What): Frame => make(grammar, what, undefined, 0, 0);

/** What ends an embedded language: a closing tag, a line of ticks, a line of just that, or one that does not begin with that byte. */
export type Closer =
  | { readonly what: "tag"; readonly name: Uint8Array }
  | { readonly what: "ticks"; readonly byte: number; readonly least: number }
  | { readonly what: "line"; readonly line: Uint8Array }
  | { readonly what: "margin"; readonly byte: number };

/** An embedded language. */
export interface Fence {
  /** Frames below it. */
  readonly depth: number;
  readonly closer: Closer;
  /** Where it ends; -1: not known. */
  found: number;
  /** Bytes of the closer that are passed with it. */
  passed: number;
  /** Up to where its closer has been looked for. */
  scanned: number;
}

/** A here-document that was named. */
export interface Heredoc {
  readonly word: Uint8Array;
  readonly indented: boolean;
}

/** What the element whose tag is open holds. */
export interface Element {
  readonly name: string;
  /** What an attribute says of its language. */
  language: number | undefined;
}

/** Where the next island of PHP begins. */
export interface Sea {
  /** -1: not known. */
  found: number;
  /** Up to where it has been looked for. */
  scanned: number;
  /** How many frames there are in the one that has begun; 0: none has. */
  depth: number;
}

/** What a lexer keeps between its calls. */
export interface State {
  frames: Frame[];
  /** Where embedded languages end, the outermost first. */
  fences: Fence[];
  /** Here-documents whose bodies have not begun, and the one that has. */
  heredocs: Heredoc[];
  /** The indentation of the line that announced a block scalar, which begins with the next; -1: none. */
  scalar: number;
  element: Element | undefined;
  sea: Sea;
  behind: Behind;
  at: number;
  /** Bytes that were dropped from the front. */
  dropped: number;
  /** Whether the last span goes on at `at`. */
  running: boolean;
}

/** Leaves a frame; the first stays. */
export function popFrame({ frames, sea }: State): void {
  if (frames.length > 1) frames.pop();
  if (frames.length < sea.depth) sea.depth = 0;
}

/** One call of the lexer, or the part of it in one language. */
export class Run {
  readonly state: State;
  readonly bytes: Uint8Array;
  /** Before this place decisions are asked for, and there are bytes enough to make them. */
  readonly safe: number;
  readonly spans: number[];

  constructor(state: State, bytes: Uint8Array, safe: number, spans: number[]) {
    this.state = state;
    this.bytes = bytes;
    this.safe = safe;
    this.spans = spans;
  }

  get frame(): Frame {
    return this.state.frames[this.state.frames.length - 1]!;
  }

  get isFull(): boolean {
    return this.state.frames.length >= DEPTH;
  }

  push(frame: Frame): void {
    if (!this.isFull) this.state.frames.push(frame);
  }

  pop(): void {
    popFrame(this.state);
  }

  /** Begins a span at `start` and stands behind its opener. */
  begin(zone: number, start: number, open: number): void {
    this.settle(start);
    const end = Math.min(start + open, this.bytes.length);
    this.spans.push(start, end, zone, Math.min(open, BYTE), 0);
    this.state.running = true;
    this.state.at = end;
  }

  /** The bytes up to `end` belong to the zone that has begun. */
  extend(zone: number, to: number): void {
    const { spans, state } = this;
    const start = state.at;
    const end = Math.min(to, this.bytes.length);
    state.at = end;
    if (start === end) return;
    const last = spans.length - WIDTH;
    if (state.running && last >= 0 && spans[last + END] === start && spans[last + ZONE] === zone) {
      spans[last + END] = end;
      return;
    }
    spans.push(start, end, zone, 0, 0);
    state.running = true;
  }

  /** Ends the span at `to`, the last `close` bytes of which are its closer. */
  end(zone: number, to: number, close: number): void {
    const { spans, state } = this;
    this.extend(zone, to);
    if (close > 0 && spans.length > 0) spans[spans.length - WIDTH + CLOSE] = Math.min(close, BYTE);
    state.running = false;
    state.behind.passed(zone, state.at);
  }

  /** The bytes up to `end` belong to the code, or the prose, of the frame on top. */
  settle(end: number): void {
    const { state } = this;
    const { text, looksBehind } = this.frame.grammar;
    if (text) this.extend(TEXT, end);
    else if (looksBehind) state.behind.save(this.bytes, end);
    state.running &&= text;
    state.at = end;
  }

  /** Whether the line's end begins at `at`: an LF after a CR is a part of it. */
  ends(at: number): boolean {
    const byte = this.bytes[at];
    return byte === CR || (byte === LF && this.state.behind.byte(this.bytes, at, 1) !== CR);
  }

  /** Whether a line starts at `at`; an LF after a CR starts none. */
  startsLine(at: number): boolean {
    const before = this.state.behind.byte(this.bytes, at, 1);
    return before === CR ? this.bytes[at] !== LF : before === LF;
  }

  /** Behind the end of the line that holds `at`, or of what can be decided. */
  nextLine(at: number): number {
    const { bytes, safe } = this;
    let end = at;
    while (end < safe && bytes[end] !== LF && bytes[end] !== CR) end++;
    return Math.min(end + 1, Math.max(safe, at));
  }

  /** Whether the token stands at `at`. */
  has(token: Uint8Array, at: number, fold: boolean): boolean {
    const { bytes } = this;
    if (at + token.length > bytes.length) return false;
    for (let index = 0; index < token.length; index++) {
      const own = bytes[at + index]!;
      if (own !== token[index] && !(fold && lower(own) === lower(token[index]!))) return false;
    }
    return true;
  }
}

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
