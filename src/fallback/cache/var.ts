/** Unsigned LEB128 of at most 53 bits. */

const GROUP = 128;
const MOST_GROUPS = 8;

/** Reads numbers and bytes one after the other. What cannot be read is 0 or empty, and {@link failed} from then on. */
export class Reader {
  at: number;
  failed = false;
  readonly bytes: Buffer;
  readonly end: number;

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  var(): number {
    let value = 0;
    let scale = 1;
    for (let group = 0; group < MOST_GROUPS && this.at < this.end; group++) {
      const byte = this.bytes[this.at++]!;
      if (byte < GROUP) return this.#safe(value + byte * scale);
      value += (byte - GROUP) * scale;
      scale *= GROUP;
    }
    return this.#fail(0);
  }

  /** A number of at most 32 bits. */
  u32(): number {
    const value = this.var();
    return value <= 0xffff_ffff ? value : this.#fail(0);
  }

  /** The next so many bytes; valid as long as what is read from. */
  take(length: number): Buffer {
    if (length > this.end - this.at) return this.bytes.subarray(0, this.#fail(0));
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  #safe(value: number): number {
    return Number.isSafeInteger(value) ? value : this.#fail(0);
  }

  #fail<T>(value: T): T {
    this.failed = true;
    this.at = this.end;
    return value;
  }
}

/** Bytes that are written one after the other. */
export class Writer {
  length = 0;
  bytes: Buffer;

  /** `room`: bytes to begin with. */
  constructor(room: number) {
    this.bytes = Buffer.allocUnsafe(room);
  }

  var(value: number): void {
    this.reserve(MOST_GROUPS);
    let rest = value;
    for (; rest >= GROUP; rest = Math.floor(rest / GROUP)) this.bytes[this.length++] = GROUP + (rest % GROUP);
    this.bytes[this.length++] = rest;
  }

  copy(from: Uint8Array, start = 0, end = from.length): void {
    this.reserve(end - start);
    this.bytes.set(start === 0 && end === from.length ? from : from.subarray(start, end), this.length);
    this.length += end - start;
  }

  /** Makes room for so many bytes more. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.bytes.length));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  /** What was written; valid until more is. */
  get written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
}

/** How many bytes a number takes. */
export function varSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= GROUP; rest = Math.floor(rest / GROUP)) size++;
  return size;
}
