/** What is to be said about one file. Kept as numbers: a hostile file has millions of near misses. */
import { Words } from "./growing.ts";

/** A near miss, or what is to be said about a file. */
export interface Diagnostic {
  readonly code: number;
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
  /** Text. */
  readonly detail: string;
}

/** Where something stands in its file. */
export interface Position {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
}

/** About the whole file. */
export const whole = (code: number, detail = "", line = 0): Diagnostic => ({
  code,
  offset: 0,
  length: 0,
  line,
  column: 0,
  detail,
});

/** u32 for each. */
const ROW = 7;
const HIGH = 2 ** 32;

const byPlace = (a: Diagnostic, b: Diagnostic): number => a.offset - b.offset || a.code - b.code;

/** A list that grows; the same few details come again and again. */
export class Diagnostics {
  readonly #rows = new Words();
  readonly #details: string[] = [];
  #sorted = true;
  #last = -1;

  get length(): number {
    return this.#rows.length / ROW;
  }

  clear(): void {
    this.#rows.cut(0);
    this.#details.length = 0;
    this.#sorted = true;
    this.#last = -1;
  }

  add(code: number, { offset, length, line, column }: Position, detail: string): void {
    this.#sorted &&= offset > this.#last;
    this.#last = offset;
    this.#rows.push(code, offset % HIGH, Math.floor(offset / HIGH), length, line, column, this.#index(detail));
  }

  /** By place, then code, `others` among them; those at one place keep their order. */
  among(others: readonly Diagnostic[]): Iterable<Diagnostic> {
    return this.#sorted && others.length === 0 ? this.#each() : [...others, ...this.#each()].sort(byPlace);
  }

  *#each(): Generator<Diagnostic> {
    const rows = this.#rows.from(0);
    for (let at = 0; at < rows.length; at += ROW) {
      yield {
        code: rows[at]!,
        offset: rows[at + 1]! + rows[at + 2]! * HIGH,
        length: rows[at + 3]!,
        line: rows[at + 4]!,
        column: rows[at + 5]!,
        detail: this.#details[rows[at + 6]!]!,
      };
    }
  }

  #index(detail: string): number {
    const last = this.#details.length - 1;
    return last >= 0 && this.#details[last] === detail ? last : this.#details.push(detail) - 1;
  }
}
