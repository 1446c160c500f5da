/** A text to search: a string, or the bytes of a file in UTF-8. Positions are units of the one or bytes of the other. */

import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** What is searched for is ASCII, so that it means the same in either. */
export interface Source {
  readonly length: number;
  /** A part, decoded. */
  slice(start: number, end: number): string;
  /** Where something is from a position on, or -1. */
  indexOf(mark: string, from: number): number;
  /** Where something is for the last time in a range, or -1. */
  lastIndexOf(mark: string, start: number, end: number): number;
  /** Whether a part is something. */
  has(mark: string, at: number): boolean;
}

const back = (start: number, found: number): number => (found < 0 ? -1 : start + found);

/** A string. */
export const fromString = (text: string): Source => ({
  length: text.length,
  slice: (start, end) => text.slice(start, end),
  indexOf: (mark, from) => text.indexOf(mark, from),
  lastIndexOf: (mark, start, end) => back(start, text.slice(start, end).lastIndexOf(mark)),
  has: (mark, at) => at >= 0 && text.startsWith(mark, at),
});

/** Bytes read at a time. */
const PIECE = 64 << 10;

/** The bytes of a file, of which only those are read that are asked for. To be closed. */
export class FileSource implements Source {
  readonly #path: string;
  #fd: number | undefined;
  #size = -1;
  #start = 0;
  #piece = Buffer.alloc(0);

  /** @param path absolute */
  constructor(path: string) {
    this.#path = path;
  }

  get length(): number {
    if (this.#size < 0) this.#size = fstatSync(this.#open()).size;
    return this.#size;
  }

  slice(start: number, end: number): string {
    return this.#read(start, end).toString("utf8");
  }

  indexOf(mark: string, from: number): number {
    for (let at = from; at < this.length; at += PIECE - mark.length + 1) {
      const found = this.#read(at, at + PIECE).indexOf(mark, 0, "latin1");
      if (found >= 0) return at + found;
    }
    return -1;
  }

  lastIndexOf(mark: string, start: number, end: number): number {
    for (let last = end; last > start; last -= PIECE - mark.length + 1) {
      const first = Math.max(start, last - PIECE);
      const found = this.#read(first, last).lastIndexOf(mark, undefined, "latin1");
      if (found >= 0) return first + found;
    }
    return -1;
  }

  has(mark: string, at: number): boolean {
    return at >= 0 && this.#read(at, at + mark.length).toString("latin1") === mark;
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #open(): number {
    return (this.#fd ??= openSync(this.#path, "r"));
  }

  /** The bytes of a range, as far as there are so many. */
  #read(start: number, end: number): Buffer {
    const from = start - this.#start;
    if (from < 0 || end - this.#start > this.#piece.length) this.#fill(start, Math.max(PIECE, end - start));
    return this.#piece.subarray(start - this.#start, end - this.#start);
  }

  #fill(start: number, bytes: number): void {
    const piece = Buffer.allocUnsafe(bytes);
    let end = 0;
    for (let got = -1; got !== 0 && end < bytes; end += got) {
      got = readSync(this.#open(), piece, end, bytes - end, start + end);
    }
    this.#piece = piece.subarray(0, end);
    this.#start = start;
  }
}
