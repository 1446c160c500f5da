/** The lines of a text that can hold a note. */
import type { Tags } from "./tags.ts";

/** A line without its end. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly number: number;
  /** What it holds, where that is known already. */
  readonly text?: string;
}

/** Goes through the lines of a text; it only moves on. */
export class Cursor {
  readonly #text: string;
  readonly #ends: RegExp | undefined;
  #start = 0;
  #end = 0;
  #number = 0;
  /** Where the next line starts; Infinity after the last. */
  next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#ends = text.includes("\r") ? /\r\n|\r|\n/g : undefined;
    this.advance();
  }

  /** The line at hand. */
  get span(): Span {
    return { start: this.#start, end: this.#end, number: this.#number };
  }

  /** To the next line. */
  advance(): void {
    this.#start = this.next;
    this.#number++;
    if (this.#ends === undefined) this.#place(this.#text.indexOf("\n", this.#start), 1);
    else this.#find(this.#ends);
  }

  /** To the line of a position. */
  seek(position: number): void {
    while (position >= this.next) this.advance();
  }

  #find(ends: RegExp): void {
    ends.lastIndex = this.#start;
    const match = ends.exec(this.#text);
    this.#place(match === null ? -1 : match.index, match === null ? 0 : match[0].length);
  }

  #place(end: number, length: number): void {
    this.#end = end < 0 ? this.#text.length : end;
    this.next = end < 0 ? Infinity : end + length;
  }
}

function* everyLine(text: string): Generator<Span> {
  const cursor = new Cursor(text);
  yield cursor.span;
  while (cursor.next !== Infinity) {
    cursor.advance();
    yield cursor.span;
  }
}

function hitLines(text: string, hits: RegExp): Span[] {
  hits.lastIndex = 0;
  let hit = hits.exec(text);
  if (hit === null) return [];
  const spans: Span[] = [];
  for (const cursor = new Cursor(text); hit !== null; hit = hits.exec(text)) {
    cursor.seek(hit.index);
    spans.push(cursor.span);
    if (cursor.next === Infinity) break;
    hits.lastIndex = cursor.next;
  }
  return spans;
}

/** The lines that can hold a note: those with a tag, or all where tags are no words. */
export const candidates = (text: string, { areWords, hits }: Tags): Iterable<Span> =>
  areWords ? hitLines(text, hits) : everyLine(text);
