/** The zones of the lines that are judged: lexed no further than the last of them. The Rust twin is crates/core/src/zoning.rs. */
import type { Block } from "./matcher.ts";
import type { Segment } from "./note.ts";
import { CODE, GENERIC, languageFor, Lexer, WIDTH } from "./zones.ts";

/** Lexed at a time, so that what no line needs can be forgotten. */
const CHUNK = 64 << 10;

/** Whether a zone is among those whose bits are set. */
export const hasZone = (zones: number, zone: number): boolean => (zones & (1 << zone)) !== 0;

/** Which line is being judged. */
export interface Spot {
  readonly block: Block;
  /** The file's path, as a byte string. */
  readonly path: string;
  /** Where the line starts in the block: nobody will ask for what is before it. */
  readonly start: number;
}

/** A line of a block, its terminator excluded. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/** What the lexer says of a run of bytes. */
interface Span extends Lines {
  readonly zone: number;
  readonly open: number;
  readonly close: number;
}

/** How far a file has been lexed, and the spans that matter. */
export class Zoning {
  /** Whether blocks are lexed before anybody asks. */
  eager = false;
  /** Whether somebody asked behind a block that was not lexed, and got no answer. */
  missed = false;
  /** Bytes lexed, of all files. */
  lexed = 0;
  /** Whether a block was left that nobody had asked about: the lexer cannot begin behind it. */
  skipped = false;
  #lexer: Lexer | undefined;
  /** Bytes of the block, ascending, `WIDTH` numbers each. */
  #spans: number[] = [];
  /** What the caller says that the file is in. */
  #said: number | undefined;
  #language = GENERIC;

  /** A new file begins. `said`: its language; else path and content say it. */
  begin(said: number | undefined): void {
    this.#said = said;
    this.missed = this.skipped = false;
    if (this.#lexer === undefined) return;
    this.#lexer = undefined;
    this.#spans = [];
  }

  /** The zone of a byte of the block. */
  zone(spot: Spot, at: number): number {
    this.#lex(spot, at + 1);
    const index = this.#after(at);
    return index < this.#spans.length && this.#spans[index]! <= at ? this.#spans[index + 2]! : CODE;
  }

  /** The zone of a byte of the block, and from the ninth bit on the file's language: see docs/design/border.md. */
  ground(spot: Spot, at: number): number {
    const zone = this.zone(spot, at);
    return zone | (this.#language << 8);
  }

  /** The parts of a line of the block that lie in some zones; as bytes of the line. */
  segments(spot: Spot, line: Lines, zones: number): Segment[] {
    this.#lex(spot, line.end);
    const fresh = !spot.block.piece || spot.block.lead === 0;
    const out: Segment[] = [];
    const add = (span: Span): void => {
      const segment = hasZone(zones, span.zone) ? segmentOf(line, span, fresh) : undefined;
      if (segment !== undefined) out.push(segment);
    };
    let at = line.start;
    for (let index = this.#after(at); index < this.#spans.length && this.#spans[index]! < line.end; index += WIDTH) {
      const span = this.#span(index);
      add({ start: at, end: span.start, zone: CODE, open: 0, close: 0 });
      add(span);
      at = span.end;
    }
    add({ start: at, end: line.end, zone: CODE, open: 0, close: 0 });
    return out;
  }

  /** The block is done, and another one follows. Lexes the rest of it, with pauses, unless nobody has asked as yet. */
  *leave(block: Block, path: string): Generator<void> {
    if (this.#lexer === undefined && !this.eager) {
      this.skipped = true;
      return;
    }
    const by = block.advance;
    for (let to = CHUNK; to < by; to += CHUNK) {
      this.#lex({ block, path, start: to }, to);
      yield;
    }
    this.#lex({ block, path, start: by }, by);
    this.#forget(by);
    const spans = this.#spans;
    for (let index = 0; index < spans.length; index += WIDTH) {
      if (spans[index]! < by) spans[index + 3] = 0;
      spans[index] = Math.max(0, spans[index]! - by);
      spans[index + 1]! -= by;
    }
    this.#lexer?.shift(by);
  }

  #lex({ block, path, start }: Spot, to: number): void {
    if (this.skipped) {
      this.missed = true;
      return;
    }
    const lexer = (this.#lexer ??= this.#start(path, block));
    for (let before = -1; lexer.position < to && lexer.position !== before;) {
      before = lexer.position;
      this.#forget(start);
      lexer.advance(block.text, Math.min(to, before + CHUNK), block.last, this.#spans);
      this.lexed += lexer.position - before;
    }
  }

  #start(path: string, block: Block): Lexer {
    this.#language = this.#said ?? languageFor(path, block.text);
    return new Lexer(this.#language);
  }

  /** Forgets what ends at or before a place. */
  #forget(from: number): void {
    const gone = this.#after(from);
    if (gone > 0) this.#spans.splice(0, gone);
  }

  /** The index of the first span that ends after a place. */
  #after(at: number): number {
    let low = 0;
    let high = this.#spans.length / WIDTH;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#spans[middle * WIDTH + 1]! <= at) low = middle + 1;
      else high = middle;
    }
    return low * WIDTH;
  }

  #span(index: number): Span {
    const [start, end, zone, open, close] = this.#spans.slice(index, index + WIDTH) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { start, end, zone, open, close };
  }
}

/** What of a span's content lies on a line. */
function segmentOf(line: Lines, span: Span, fresh: boolean): Segment | undefined {
  const opened = span.start + span.open;
  const start = Math.max(opened, line.start);
  const end = Math.min(span.end - span.close, line.end);
  if (start >= end) return undefined;
  const begins = opened > line.start;
  return {
    start: start - line.start,
    end: end - line.start,
    zone: span.zone,
    fresh: fresh || begins,
    open: begins ? span.open : 0,
    closed: span.close > 0 && span.end <= line.end,
  };
}
