import { TagwrightError } from "../model/error.ts";

const FIRST = 1024;
/** What a u32 can say, less the value that means absent. */
const MOST_BYTES = 0xffff_fffe;
/** Up to here a loop is faster than a call out of JavaScript. */
const SHORT = 24;

const tooLarge = (cause?: unknown): TagwrightError =>
  new TagwrightError("E_RESULT_SIZE", "more than 4 GiB of text; use scanStream, or scan fewer paths at once", {
    cause,
  });

/** Runs an allocation; one that the system refuses is a result too large for one batch. */
function allocate<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw cause instanceof RangeError ? tooLarge(cause) : cause;
  }
}

/** Whether what is unused is not worth a copy of what is used. */
const isFull = ({ length, room }: { readonly length: number; readonly room: number }): boolean => length > 0.75 * room;

/** A list of u32 that grows. */
export class Words {
  length = 0;
  #words = new Uint32Array(FIRST);

  push(...values: number[]): void {
    this.#reserve(values.length);
    for (const value of values) this.#words[this.length++] = value;
  }

  append(values: Uint32Array): void {
    this.#reserve(values.length);
    this.#words.set(values, this.length);
    this.length += values.length;
  }

  /** What stands from a place on; valid until more is added. */
  from(start: number): Uint32Array {
    return this.#words.subarray(start, this.length);
  }

  cut(length: number): void {
    this.length = length;
  }

  finish(): Uint32Array {
    return isFull(this) ? this.from(0) : this.#words.slice(0, this.length);
  }

  get room(): number {
    return this.#words.length;
  }

  #reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.#words.length) return;
    const larger = allocate(() => new Uint32Array(Math.max(needed, 2 * this.#words.length)));
    larger.set(this.from(0));
    this.#words = larger;
  }
}

/** A buffer of bytes that grows. */
export class Bytes {
  length = 0;
  #bytes = Buffer.allocUnsafeSlow(FIRST);

  /** Appends a byte string. */
  latin1(text: string): void {
    const { length } = text;
    this.#reserve(length);
    if (length > SHORT) this.#bytes.write(text, this.length, "latin1");
    else for (let index = 0; index < length; index++) this.#bytes[this.length + index] = text.charCodeAt(index);
    this.length += length;
  }

  /** Appends text. */
  utf8(text: string): void {
    this.#reserve(3 * text.length);
    this.length += this.#bytes.write(text, this.length, "utf8");
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Appends so many zeros. */
  skip(bytes: number): void {
    this.#reserve(bytes);
    this.#bytes.fill(0, this.length, this.length + bytes);
    this.length += bytes;
  }

  u32(value: number): void {
    this.#reserve(4);
    this.length = this.#bytes.writeUInt32LE(value, this.length);
  }

  /** Overwrites a u32. */
  patch(at: number, value: number): void {
    this.#bytes.writeUInt32LE(value, at);
  }

  /** What stands from a place on; valid until more is added. */
  from(start: number): Buffer {
    return this.#bytes.subarray(start, this.length);
  }

  /** What stands between two places; valid until more is added. */
  between(start: number, end: number): Buffer {
    return this.#bytes.subarray(start, end);
  }

  cut(length: number): void {
    this.length = length;
  }

  finish(): Uint8Array {
    return isFull(this) ? this.from(0) : new Uint8Array(this.from(0));
  }

  get room(): number {
    return this.#bytes.length;
  }

  #reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.#bytes.length) return;
    if (needed > MOST_BYTES) throw tooLarge();
    const room = Math.min(MOST_BYTES, Math.max(needed, 2 * this.#bytes.length));
    const larger = allocate(() => Buffer.allocUnsafeSlow(room));
    this.#bytes.copy(larger, 0, 0, this.length);
    this.#bytes = larger;
  }
}
