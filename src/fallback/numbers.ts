import { countLines } from "./lines.ts";

/** Numbers of the lines of a block, counted when one is asked for: most candidates hold no tag. */
export class Numbers {
  readonly #bytes: Uint8Array;
  #number: number;
  #at = 0;

  /** `first`: the number of the line with which the bytes begin. */
  constructor(bytes: Uint8Array, first: number) {
    this.#bytes = bytes;
    this.#number = first;
  }

  /** The number of the line that starts at a place. Places are asked for from left to right; every byte is looked at once. */
  of(start: number): number {
    this.#number += countLines(this.#bytes, this.#at, start);
    this.#at = start;
    return this.#number;
  }
}
