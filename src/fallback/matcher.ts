/** From a block of bytes to its tags: candidates, lines, verdicts, positions. The Rust twin is crates/core/src/matcher.rs. */
import type { DetectorSpec } from "../engine/contract.ts";
import type { Found, Judge, Line, Miss } from "./detector.ts";
import type { Find } from "./find.ts";
import type { Numbers } from "./numbers.ts";
import type { Spot } from "./zoning.ts";
import { join } from "./body.ts";
import { makeJudge } from "./detector.ts";
import { makeConcerns, makeFinder } from "./find.ts";
import { Note } from "./note.ts";
import { CODE } from "./zones.ts";
import { hasZone, Zoning } from "./zoning.ts";
import { lineEnd, lineStart, nextLine, units } from "./lines.ts";

/** A run of whole lines of a file, or one piece of a very long line. */
export interface Block {
  readonly bytes: Buffer;
  /** The number of the first line, 1-based, and those of all lines. */
  readonly line: number;
  readonly numbers: Numbers;
  /** UTF-16 units of the first line that stand before the block. */
  readonly column: number;
  /** Tags start at or after this byte; what is before it is context. */
  readonly lead: number;
  /** Tags start before this byte. */
  readonly accept: number;
  /** Whether this is a piece of a line that is longer than a block. */
  readonly piece: boolean;
  /** Whether the content begins with this block. */
  readonly first: boolean;
  /** Whether the content ends with this block. */
  readonly last: boolean;
  /** The bytes and what follows them, for the lexer: the line end that is no part of a last piece, and one byte more. */
  readonly text: Buffer;
  /** Bytes from this block's start to the next one's. */
  readonly advance: number;
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
  /** `ground`: what the tag's first byte stands in, as {@link Zoning.ground} has it. */
  tag(detector: number, place: Place, ground: number, found: Found): void;
  miss(place: Place, miss: Miss): void;
}

interface Owned {
  readonly detector: number;
  readonly found: Found;
}

/** How many lines are judged, or tags given, between two pauses. */
const PAUSE = 256;

/** Of a ground, its zone. */
const ZONES = 0xff;

/** Every zone's bit. */
const ALL = 0b1111;

const byStart = (a: Owned, b: Owned): number => a.found.start - b.found.start || a.detector - b.detector;

/** All detectors of a scan, compiled. */
export class Matcher {
  readonly #finder: (bytes: Buffer) => Find;
  readonly #concerns: readonly ((line: string) => boolean)[] | undefined;
  readonly #judges: readonly (Judge | Note)[];
  /** For each detector, where its tags may start. */
  readonly #zones: readonly number[];
  readonly #zoning = new Zoning();
  /** The language of the file that begins next; undefined: path and content say it. */
  language: number | undefined;

  constructor(specs: readonly DetectorSpec[]) {
    this.#finder = makeFinder(specs);
    this.#concerns = makeConcerns(specs);
    this.#judges = specs.map(makeJudge);
    this.#zones = specs.map(({ zones }) => zones);
  }

  /**
   * Whether the last content must be scanned once more, eagerly ({@link lexAll}): what was found in it is not to be trusted, since a
   * zone was asked for behind a block that had not been lexed. Known at the content's end.
   */
  get hasMissed(): boolean {
    return this.#zoning.missed;
  }

  /** Whether blocks of the content were passed over. Whatever is found from now on, {@link hasMissed} will be true: no place need be right. */
  get passesOver(): boolean {
    return this.#zoning.skipped;
  }

  /** Whether every block of the contents to come is lexed that another one follows, even if nothing in it asks for its zone. */
  lexAll(all: boolean): void {
    this.#zoning.eager = all;
  }

  /** Bytes lexed so far. */
  get lexed(): number {
    return this.#zoning.lexed;
  }

  /** Whether there is no candidate in the bytes of a block. */
  isIdle(bytes: Buffer): boolean {
    return this.#finder(bytes)(0) < 0;
  }

  /**
   * Gives every tag and near miss of a block to the sink, and pauses now and then. `path` is what the file will be called. The
   * blocks of a file come in order, since where its zones are depends on all that is before; other files must not come between;
   * behind the last one ask {@link hasMissed}. Linear in the block, whatever it holds. Undefined for a file of one block without candidates: most are like that.
   */
  scan(block: Block, path: string, sink: Sink): Generator<void> | undefined {
    if (block.first) this.#zoning.begin(this.language);
    const find = this.#finder(block.bytes);
    const hit = find(0);
    return hit < 0 && block.last ? undefined : this.#scanFrom(hit, find, block, path, sink);
  }

  *#scanFrom(first: number, find: Find, block: Block, path: string, sink: Sink): Generator<void> {
    const { bytes, piece } = block;
    let from = 0;
    let judged = 0;
    for (let hit = first; hit >= 0; hit = from <= bytes.length ? find(from) : -1) {
      const start = piece ? 0 : lineStart(bytes, from, hit);
      const end = piece ? bytes.length : lineEnd(bytes, hit);
      sink.candidate();
      const spot = { block, path, start };
      yield* this.#judge(spot, lineOf(block, path, start, end), sink);
      if (++judged % PAUSE === 0) yield;
      from = nextLine(bytes, end);
    }
    if (!block.last) yield* this.#zoning.leave(block, path);
  }

  *#judge(spot: Spot, line: Line, sink: Sink): Generator<void> {
    const { tags, misses } = this.#verdicts(spot, line);
    let given = 0;
    let placed = placer(spot, line);
    for (const { detector, found } of tags) {
      const place = placed(found);
      const ground = place === undefined ? CODE : this.#zoning.ground(spot, place.start);
      if (place !== undefined && hasZone(this.#zones[detector]!, ground & ZONES))
        sink.tag(detector, place, ground, found);
      if (++given % PAUSE === 0) yield;
    }
    this.#zoning.missed ||= this.#zoning.skipped && misses.length > 0;
    placed = placer(spot, line);
    for (const miss of misses) {
      const place = placed(miss);
      if (place !== undefined) sink.miss(place, miss);
      if (++given % PAUSE === 0) yield;
    }
  }

  /** What all detectors say of a line, in order. */
  #verdicts(spot: Spot, line: Line): { tags: Owned[]; misses: Miss[] } {
    const tags: Owned[] = [];
    const misses: Miss[] = [];
    let sources = 0;
    this.#judges.forEach((judge, detector) => {
      if (this.#concerns !== undefined && !this.#concerns[detector]!(line.text)) return;
      const found: Found[] = [];
      const missed: Miss[] = [];
      if (judge instanceof Note) this.#notes(judge, spot, line, found);
      else judge(line, found, missed);
      for (const one of found) tags.push({ detector, found: one });
      for (const one of missed) if (this.#isWanted(detector, spot, one)) misses.push(one);
      sources += Number(found.length + missed.length > 0);
    });
    if (sources > 1) {
      tags.sort(byStart);
      misses.sort((a, b) => a.start - b.start);
    }
    return { tags, misses };
  }

  /** Whether a near miss starts where the detector's tags may. */
  #isWanted(detector: number, spot: Spot, { start }: Miss): boolean {
    const zones = this.#zones[detector]!;
    return zones === ALL || hasZone(zones, this.#zoning.zone(spot, spot.start + start));
  }

  /** Adds the notes of a line. It is lexed only where there may be one. */
  #notes(note: Note, spot: Spot, { text }: Line, out: Found[]): void {
    if (!note.mayConcern(text)) return;
    const zoning = this.#zoning;
    const line = { start: spot.start, end: spot.start + text.length };
    const segments = zoning.segments(spot, line, note.spec.zones);
    const found: Found[] = [];
    note.judge(text, segments, found);
    const segment = segments.at(-1);
    const last = found.at(-1);
    if (note.spec.note.joined && last !== undefined && segment !== undefined && last.start >= segment.start)
      join({ note, zoning, spot }, { line, segment }, last);
    for (const one of found) if (note.wants(one)) out.push(one);
  }
}

/** The line between two places of a block. */
const lineOf = ({ bytes, numbers }: Block, path: string, start: number, end: number): Line => ({
  text: bytes.toString("latin1", start, end),
  path,
  get number() {
    return numbers.of(start);
  },
});

/** From spans of a line to places in its block, from left to right; undefined for what another piece gives. */
function placer({ block, start: lineStart }: Spot, line: Line): (span: Found | Miss) => Place | undefined {
  const { text } = line;
  let at = 0;
  let column = lineStart === 0 ? block.column : 0;
  return (span) => {
    const start = lineStart + span.start;
    if (start < block.lead || start >= block.accept) return undefined;
    column += units(text, at, span.start);
    at = span.start;
    const end = lineStart + span.end;
    return { start, end, line: line.number, column: column + 1, lineStart, lineEnd: lineStart + text.length };
  };
}
