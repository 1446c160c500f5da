/** The block comments of a text, as leasot sees them: it knows neither strings nor line comments. */
import type { Source } from "./source.ts";

/** What begins and ends a block comment. */
export interface Marks {
  readonly open: string;
  readonly close: string;
  /** Whether it goes to the text's last closer, not to the next one. */
  readonly isGreedy: boolean;
}

/** A comment; the marks belong to it. */
export interface Block {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds blocks near positions, without looking at all that is before them: behind a closer no block is open, whether the closer
 * ended one or not. Only one that shares a character with an opener may be something else, and is passed over.
 */
export class Blocks {
  readonly #source: Source;
  readonly #marks: Marks;
  #current: Block | undefined = { start: 0, end: 0 };
  #isFirst = true;

  constructor(source: Source, marks: Marks) {
    this.#source = source;
    this.#marks = marks;
  }

  /** The block at a position, or the next one; positions must not go back. Over all calls it looks at each place twice. */
  from(position: number): Block | undefined {
    if (this.#marks.isGreedy && this.#isFirst) this.#current = this.#longest();
    this.#isFirst = false;
    const known = this.#current;
    if (known === undefined || position < known.end) return known;
    this.#current = this.#marks.isGreedy ? undefined : this.#find(this.#outside(known.end, position), position);
    return this.#current;
  }

  /** A place up to a position that is in no block. */
  #outside(known: number, position: number): number {
    const { close } = this.#marks;
    let at = this.#source.lastIndexOf(close, known, position);
    while (at >= 0 && this.#isShared(at)) at = this.#source.lastIndexOf(close, known, at + close.length - 1);
    return at < 0 ? known : at + close.length;
  }

  #isShared(at: number): boolean {
    const { open, close } = this.#marks;
    return this.#source.has(open, at - 1) || this.#source.has(open, at + close.length - 1);
  }

  #find(from: number, position: number): Block | undefined {
    const { open, close } = this.#marks;
    let end = from;
    do {
      const start = this.#source.indexOf(open, end);
      const closer = start < 0 ? -1 : this.#source.indexOf(close, start + open.length);
      if (closer < 0) return undefined;
      end = closer + close.length;
      if (end > position) return { start, end };
    } while (end <= position);
    return undefined;
  }

  #longest(): Block | undefined {
    const { open, close } = this.#marks;
    const start = this.#source.indexOf(open, 0);
    const closer = start < 0 ? -1 : this.#source.lastIndexOf(close, start + open.length, this.#source.length);
    return closer < 0 ? undefined : { start, end: closer + close.length };
  }
}
