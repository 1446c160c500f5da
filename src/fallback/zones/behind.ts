/** What stands before a place, wherever the content was cut. Rust: crates/core/src/zones/behind.rs. */
import { COMMENT, STRING } from "./rule.ts";

/** How many bytes before the last stop are kept as they are. */
const RAW = 16;
/** How many bytes of the code before are kept, runs of white space and comments as one byte. */
const TAIL = 24;
/** How much that was passed is remembered before the tail is made of it. */
const MOST = 4 * TAIL;
/** The longest word that is told from longer ones, and one more. */
const WORD = 9;

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;

export const isBlank = (byte: number): boolean => byte === SPACE || byte === 9 || byte === 11 || byte === 12;
export const isEnd = (byte: number): boolean => byte === LF || byte === CR;
export const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
export const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;
export const isWord = (byte: number): boolean => isLetter(byte) || isDigit(byte) || byte === 95 || byte >= 0x80;

/** The last bytes of code, filled from its end on: white space next to white space is one blank, or LF if it holds a line's end. */
class Kept {
  readonly bytes = new Uint8Array(TAIL);
  /** How many places are left. */
  free = TAIL;
  /** Whether a byte came that has no place. */
  full = false;

  add(byte: number): void {
    const own = isEnd(byte) ? LF : isBlank(byte) ? SPACE : byte;
    const next = this.free < TAIL ? this.bytes[this.free]! : 0;
    if ((own === SPACE || own === LF) && (next === SPACE || next === LF)) {
      if (own === LF) this.bytes[this.free] = LF;
    } else if (this.free === 0) this.full = true;
    else this.bytes[--this.free] = own;
  }
}

/** The end of what has been passed. */
export class Behind {
  /** Where the last call stopped: before it, `#raw` holds the bytes. */
  #mark = 0;
  #raw = new Uint8Array(RAW).fill(LF);
  /** Whether only blanks stand between the line's start and the mark. */
  #fresh = true;
  /** How many blanks the line with the mark begins with, as far as it is passed. */
  #lead = 0;
  /** Up to where the code is in the tail. */
  #floor = 0;
  readonly #tail = new Uint8Array(TAIL).fill(LF);
  /** What has been passed since the tail was made, two numbers each: a range of code, or -1 and a byte. Few ask for the tail. */
  readonly #passed = new Int32Array(2 * MOST);
  #count = 0;

  /** The byte that stands `back` (1 or more, at most 16) before `at`; a line end before the content's start. */
  byte(bytes: Uint8Array, at: number, back: number): number {
    if (at >= this.#mark + back) return bytes[at - back]!;
    const before = back - (at - this.#mark);
    return before <= RAW ? this.#raw[RAW - before]! : LF;
  }

  /** Whether only blanks stand between the line's start and `at`. */
  blank(bytes: Uint8Array, at: number): boolean {
    let start = at;
    while (start > this.#mark && isBlank(bytes[start - 1]!)) start--;
    return start > this.#mark ? isEnd(bytes[start - 1]!) : this.#fresh;
  }

  /** How many blanks begin the line that holds `at`. */
  indent(bytes: Uint8Array, at: number): number {
    let start = at;
    while (start > this.#mark && !isEnd(bytes[start - 1]!)) start--;
    let blanks = 0;
    while (start + blanks < at && isBlank(bytes[start + blanks]!)) blanks++;
    if (start > this.#mark) return blanks;
    return this.#fresh ? this.#lead + blanks : this.#lead;
  }

  /** Whether `at` is that column (1-based, in bytes, at most 16) of its line. */
  column(bytes: Uint8Array, at: number, column: number): boolean {
    for (let back = 1; back < column; back++) if (isEnd(this.byte(bytes, at, back))) return false;
    return isEnd(this.byte(bytes, at, column));
  }

  /** How many word bytes stand directly before `at`, up to 9. */
  word(bytes: Uint8Array, at: number): number {
    let count = 0;
    while (count < WORD && isWord(this.byte(bytes, at, count + 1))) count++;
    return count;
  }

  /** What {@link tail} gives, as the byte that stands `back` (1 or more) before `at`; a line end beyond what is kept. */
  code(bytes: Uint8Array, at: number): (back: number) => number {
    const tail = this.tail(bytes, at);
    return (back) => tail[TAIL - back] ?? LF;
  }

  /** Takes the code up to `at` in. */
  save(bytes: Uint8Array, at: number): void {
    if (this.#floor >= at) return;
    if (this.#count > MOST / 2) this.#make(bytes);
    this.#push(this.#floor, at);
    this.#floor = at;
  }

  #push(from: number, to: number): void {
    this.#passed[2 * this.#count] = from;
    this.#passed[2 * this.#count + 1] = to;
    this.#count++;
  }

  /** A byte stands for what was passed. */
  #sign(byte: number): void {
    // Since code was last taken in, more single bytes have come than the tail holds.
    if (this.#count === MOST) {
      this.#passed.copyWithin(0, 2 * (MOST - TAIL));
      this.#count = TAIL;
    }
    const last = this.#count > 0 && this.#passed[2 * this.#count - 2] === -1 ? this.#passed[2 * this.#count - 1] : 0;
    if (byte !== SPACE || (last !== SPACE && last !== LF)) this.#push(-1, byte);
  }

  /** Makes the tail of what has been passed, the latest first, until it is full. */
  #make(bytes: Uint8Array): void {
    if (this.#count === 0) return;
    const kept = new Kept();
    for (let index = 2 * (this.#count - 1); index >= 0 && !kept.full; index -= 2) {
      const [from, to] = [this.#passed[index]!, this.#passed[index + 1]!];
      if (from < 0) kept.add(to);
      else for (let at = to; at > from && !kept.full; at--) kept.add(bytes[at - 1]!);
    }
    this.#count = 0;
    if (kept.full) this.#tail.set(kept.bytes);
    else this.#append(kept.bytes.subarray(kept.free));
  }

  /** Appends bytes of which no two are white space in a row; white space after white space is one. */
  #append(code: Uint8Array): void {
    if (code.length === 0) return;
    this.#put(code[0]!);
    this.#tail.copyWithin(0, code.length - 1);
    this.#tail.set(code.subarray(1), TAIL - code.length + 1);
  }

  /** Appends a byte; white space after white space is one. */
  #put(byte: number): void {
    const last = this.#tail[TAIL - 1]!;
    if ((byte === SPACE || byte === LF) && (last === SPACE || last === LF)) {
      if (byte === LF) this.#tail[TAIL - 1] = byte;
      return;
    }
    this.#tail.copyWithin(0, 1);
    this.#tail[TAIL - 1] = byte;
  }

  /** A region has ended at `at`: a comment counts as a blank, a string as its quote. */
  passed(zone: number, at: number): void {
    if (zone === COMMENT) this.#sign(SPACE);
    if (zone === STRING) this.#sign(QUOTE);
    this.#floor = at;
  }

  /** The last of the code before `at`, the latest byte last: white space and comments are one blank, or LF, a string is `"`. */
  tail(bytes: Uint8Array, at: number): Uint8Array {
    this.save(bytes, at);
    this.#make(bytes);
    return this.#tail;
  }

  /** What comes before `at` counts as that byte. */
  jump(byte: number, at: number): void {
    this.#sign(byte);
    this.#floor = at;
  }

  /** The call stops at `at`. */
  stop(bytes: Uint8Array, at: number): void {
    this.#make(bytes);
    if (at <= this.#mark) return;
    this.#lead = this.indent(bytes, at);
    this.#fresh = this.blank(bytes, at);
    const raw = new Uint8Array(RAW);
    for (let index = 0; index < RAW; index++) raw[index] = this.byte(bytes, at, RAW - index);
    this.#raw = raw;
    this.#mark = at;
  }

  shift(by: number): void {
    this.#mark = Math.max(0, this.#mark - by);
    this.#floor = Math.max(0, this.#floor - by);
  }
}
