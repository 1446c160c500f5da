/** Records in memory, without an object for each: a row of numbers, and bytes. The Rust twin is crates/engine/src/cache/records.rs. */
import { Bytes } from "../growing.ts";

/** Flags of a record: see docs/design/cache/how.md. */
export const CURRENT = 1;
export const TRUSTED = 2;
export const BINARY = 4;
export const BLOB = 8;
export const GONE = 16;
export const FAILED = 32;
/** In memory only: the base on disk does not say this, and nothing on disk does. */
export const PATCHED = 64;
export const DIRTY = 128;
/** The flags that are written. */
export const WRITTEN = 63;

export const HASH = 32;
export const BLOB_ID = 20;
/** The longest path that is kept, in bytes: no system has longer ones. */
export const LONGEST = 1 << 15;

/** Bytes of a row, and what stands where in it. */
const ROW = 56;
const DAY = 2;
const CTIME = 4;
const INODE = 8;
const PATH = 12;
const MTIME = 16;
const SIZE = 24;
const COST = 32;
const AT = 40;
const RESULT = 48;

/** What a record says of its file, but for path, hash and result. */
export interface Facts {
  flags: number;
  /** Days since 1970. */
  day: number;
  /** Nanoseconds since 1970. */
  mtime: bigint;
  /** In nanoseconds, both halves, xor. */
  ctime: number;
  /** Both halves, xor. */
  inode: number;
  /** Bytes. */
  size: number;
  /** Microseconds. */
  cost: number;
}

/** A record. */
export interface Item extends Facts {
  /** Bytes. */
  readonly path: string;
  readonly hash: Uint8Array;
  /** Only with the flag. */
  readonly blob: Uint8Array | undefined;
  readonly result: Uint8Array;
}

const NOTHING = Buffer.alloc(0);

/** A list of records, sorted by (path, hash). */
export class Records {
  length = 0;
  #rows: Buffer;
  /** For each record its hash, blob id, path and result, one after the other. */
  readonly #bytes: Bytes;

  /** `room`: for so many records. */
  constructor(room = 0, bytes = new Bytes()) {
    this.#rows = Buffer.alloc(Math.max(1, room) * ROW);
    this.#bytes = bytes;
  }

  /** The same records, whose flags can be changed without changing these. Nothing may be added to either. */
  clone(): Records {
    const copy = new Records(0, this.#bytes);
    copy.#rows = Buffer.from(this.#rows.subarray(0, this.length * ROW));
    copy.length = this.length;
    return copy;
  }

  add({ path, hash, blob = NOTHING, result, ...facts }: Item): void {
    const bytes = this.#bytes;
    const row = this.#grow(1);
    this.#rows.writeDoubleLE(bytes.length, row + AT);
    bytes.bytes(hash);
    if (blob.length > 0) bytes.bytes(blob);
    else bytes.skip(BLOB_ID);
    const start = bytes.length;
    bytes.latin1(path);
    this.#rows.writeUInt32LE(bytes.length - start, row + PATH);
    bytes.bytes(result);
    this.#rows.writeUInt32LE(result.length, row + RESULT);
    this.set(this.length - 1, facts);
  }

  /** Adds one of another list, with other flags. */
  copy(from: Records, index: number, flags: number): void {
    this.run(from, index, index + 1);
    this.mark(this.length - 1, flags);
  }

  /** Adds those from `start` to before `end` of another list. */
  run(from: Records, start: number, end: number): void {
    if (start >= end) return;
    const row = this.#grow(end - start);
    from.#rows.copy(this.#rows, row, start * ROW, end * ROW);
    const first = from.#at(start);
    const moved = this.#bytes.length - first;
    this.#bytes.bytes(from.#bytes.from(first).subarray(0, from.#end(end - 1) - first));
    for (let at = row + AT; at < this.length * ROW; at += ROW)
      this.#rows.writeDoubleLE(this.#rows.readDoubleLE(at) + moved, at);
  }

  set(index: number, { flags, day, mtime, ctime, inode, size, cost }: Facts): void {
    const rows = this.#rows;
    const row = index * ROW;
    rows[row] = flags;
    rows.writeUInt16LE(day, row + DAY);
    rows.writeBigInt64LE(mtime, row + MTIME);
    rows.writeUInt32LE(ctime, row + CTIME);
    rows.writeUInt32LE(inode, row + INODE);
    rows.writeDoubleLE(size, row + SIZE);
    rows.writeDoubleLE(cost, row + COST);
  }

  /** Replaces the flags. */
  mark(index: number, flags: number): void {
    this.#rows[index * ROW] = flags;
  }

  flags(index: number): number {
    return this.#rows[index * ROW]!;
  }

  has(index: number, flags: number): boolean {
    return (this.flags(index) & flags) === flags;
  }

  day(index: number): number {
    return this.#rows.readUInt16LE(index * ROW + DAY);
  }

  mtime(index: number): bigint {
    return this.#rows.readBigInt64LE(index * ROW + MTIME);
  }

  ctime(index: number): number {
    return this.#rows.readUInt32LE(index * ROW + CTIME);
  }

  inode(index: number): number {
    return this.#rows.readUInt32LE(index * ROW + INODE);
  }

  size(index: number): number {
    return this.#rows.readDoubleLE(index * ROW + SIZE);
  }

  cost(index: number): number {
    return this.#rows.readDoubleLE(index * ROW + COST);
  }

  /** As bytes. */
  path(index: number): string {
    return this.pathBytes(index).toString("latin1");
  }

  pathBytes(index: number): Buffer {
    const from = this.#at(index) + HASH + BLOB_ID;
    return this.#bytes.between(from, from + this.#rows.readUInt32LE(index * ROW + PATH));
  }

  hash(index: number): Buffer {
    const from = this.#at(index);
    return this.#bytes.between(from, from + HASH);
  }

  blob(index: number): Buffer | undefined {
    const from = this.#at(index) + HASH;
    return this.has(index, BLOB) ? this.#bytes.between(from, from + BLOB_ID) : undefined;
  }

  result(index: number): Buffer {
    const end = this.#end(index);
    return this.#bytes.between(end - this.#rows.readUInt32LE(index * ROW + RESULT), end);
  }

  item(index: number): Item {
    return {
      ...{ flags: this.flags(index), day: this.day(index), mtime: this.mtime(index), ctime: this.ctime(index) },
      ...{ inode: this.inode(index), size: this.size(index), cost: this.cost(index) },
      ...{ path: this.path(index), hash: this.hash(index), blob: this.blob(index), result: this.result(index) },
    };
  }

  /** The first record from `from` to `to` whose path is not less than `path`. */
  seek(path: string, from = 0, to = this.length): number {
    let low = from;
    let high = Math.min(to, this.length);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.path(middle) < path) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Those that a test holds for. */
  filter(test: (index: number) => boolean): Records {
    const kept = new Records(this.length);
    let start = 0;
    for (let index = 0; index < this.length; index++) {
      if (test(index)) continue;
      kept.run(this, start, index);
      start = index + 1;
    }
    kept.run(this, start, this.length);
    return kept;
  }

  /** How many have all of some flags; `gone`: `GONE` to count those that are gone, and no others. */
  count(flags: number, gone = 0): number {
    let count = 0;
    const wanted = flags | gone;
    for (let index = 0; index < this.length; index++) if ((this.flags(index) & (GONE | flags)) === wanted) count++;
    return count;
  }

  #at(index: number): number {
    return this.#rows.readDoubleLE(index * ROW + AT);
  }

  #end(index: number): number {
    const row = index * ROW;
    const rest = this.#rows.readUInt32LE(row + PATH) + this.#rows.readUInt32LE(row + RESULT);
    return this.#at(index) + HASH + BLOB_ID + rest;
  }

  /** Makes rows; gives where the first one stands. */
  #grow(more: number): number {
    const row = this.length * ROW;
    const needed = row + more * ROW;
    if (needed > this.#rows.length) {
      const larger = Buffer.alloc(Math.max(needed, 2 * this.#rows.length));
      this.#rows.copy(larger, 0, 0, row);
      this.#rows = larger;
    }
    this.length += more;
    return row;
  }
}

/** By path, then hash. */
export function compare(a: Records, at: number, b: Records, bt: number): number {
  return Buffer.compare(a.pathBytes(at), b.pathBytes(bt)) || Buffer.compare(a.hash(at), b.hash(bt));
}
