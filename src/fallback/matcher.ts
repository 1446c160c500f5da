/** From a block of bytes to its tags: candidates, lines, verdicts, positions. The Rust twin is crates/core/src/matcher.rs. */
import type { DetectorSpec } from "../engine/contract.ts";
import type { Found, Judge, Line, Miss } from "./detector.ts";
import type { Find } from "./find.ts";
import { makeJudge } from "./detector.ts";
import { makeConcerns, makeFinder } from "./find.ts";
import { countLines, lineEnd, lineStart, nextLine, units } from "./lines.ts";

/** A run of whole lines of a file, or one piece of a very long line. */
export interface Block {
  readonly bytes: Buffer;
  /** The number of the first line, 1-based. */
  readonly line: number;
  /** UTF-16 units of the first line that stand before the block. */
  readonly column: number;
  /** Tags start at or after this byte; what is before it is context. */
  readonly lead: number;
  /** Tags start before this byte. */
  readonly accept: number;
  /** Whether this is a piece of a line that is longer than a block. */
  readonly piece: boolean;
}

/** Where something stands. Bytes are the block's. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly lineStart: number;
  readonly lineEnd: number;
}

/** Takes what is found: tags sorted by where they start, then by detector; near misses line by line. */
export interface Sink {
  /** A line is judged. */
  candidate(): void;
  tag(detector: number, place: Place, found: Found): void;
  miss(place: Place, miss: Miss): void;
}

interface Owned {
  readonly detector: number;
  readonly found: Found;
}

/** How many lines are judged, or tags given, between two pauses. */
const PAUSE = 256;

const byStart = (a: Owned, b: Owned): number => a.found.start - b.found.start || a.detector - b.detector;

/** All detectors of a scan, compiled. */
export class Matcher {
  readonly #finder: (bytes: Buffer) => Find;
  readonly #concerns: readonly ((line: string) => boolean)[] | undefined;
  readonly #judges: readonly Judge[];

  constructor(specs: readonly DetectorSpec[]) {
    this.#finder = makeFinder(specs);
    this.#concerns = makeConcerns(specs);
    this.#judges = specs.map(makeJudge);
  }

  /**
   * Gives every tag and near miss of a block to the sink, and pauses now and then. `path` is what the file will be called.
   * Linear in the block, whatever it holds. Undefined for a block without candidates: most have none.
   */
  scan(block: Block, path: string, sink: Sink): Generator<void> | undefined {
    const find = this.#finder(block.bytes);
    const hit = find(0);
    return hit < 0 ? undefined : this.#scanFrom(hit, find, block, path, sink);
  }

  *#scanFrom(first: number, find: Find, block: Block, path: string, sink: Sink): Generator<void> {
    const { bytes, piece } = block;
    let { line } = block;
    let counted = 0;
    let from = 0;
    let judged = 0;
    for (let hit = first; hit >= 0; hit = from <= bytes.length ? find(from) : -1) {
      const start = piece ? 0 : lineStart(bytes, from, hit);
      const end = piece ? bytes.length : lineEnd(bytes, hit);
      line += countLines(bytes, counted, start);
      counted = start;
      sink.candidate();
      yield* this.#judge(block, { text: bytes.toString("latin1", start, end), path, number: line }, start, sink);
      if (++judged % PAUSE === 0) yield;
      from = nextLine(bytes, end);
    }
  }

  *#judge(block: Block, line: Line, start: number, sink: Sink): Generator<void> {
    const tags: Owned[] = [];
    const misses: Miss[] = [];
    this.#judges.forEach((judge, detector) => {
      if (this.#concerns !== undefined && !this.#concerns[detector]!(line.text)) return;
      const found: Found[] = [];
      judge(line, found, misses);
      for (const one of found) tags.push({ detector, found: one });
    });
    if (this.#judges.length > 1) {
      tags.sort(byStart);
      misses.sort((a, b) => a.start - b.start);
    }
    let given = 0;
    let placed = placer(block, line, start);
    for (const { detector, found } of tags) {
      const place = placed(found);
      if (place !== undefined) sink.tag(detector, place, found);
      if (++given % PAUSE === 0) yield;
    }
    placed = placer(block, line, start);
    for (const miss of misses) {
      const place = placed(miss);
      if (place !== undefined) sink.miss(place, miss);
      if (++given % PAUSE === 0) yield;
    }
  }
}

/** From spans of a line to places in its block, from left to right; undefined for what another piece gives. */
function placer(block: Block, { text, number }: Line, lineStart: number): (span: Found | Miss) => Place | undefined {
  let at = 0;
  let column = lineStart === 0 ? block.column : 0;
  return (span) => {
    const start = lineStart + span.start;
    if (start < block.lead || start >= block.accept) return undefined;
    column += units(text, at, span.start);
    at = span.start;
    const end = lineStart + span.end;
    return { start, end, line: number, column: column + 1, lineStart, lineEnd: lineStart + text.length };
  };
}
