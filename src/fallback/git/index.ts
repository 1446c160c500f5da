/**
 * git's index: which files are as they were when it was written. The format is git's own gitformat-index(5). Every byte is hostile: what
 * is not understood makes the whole index tell nothing. The Rust twin is crates/engine/src/git/index.rs.
 */
import type { Stat } from "../stat.ts";
import { read } from "./file.ts";

/** Of the file, and of one path in it. */
const LARGEST = 2 ** 29;
const LONGEST = 4096;
/** Of an entry before its path, and of a hash. */
const FIXED = 62;
const HASH = 20;
/** The blob that holds nothing. */
const EMPTY = Buffer.from("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "hex");

const ASSUMED = 0x8000;
const EXTENDED = 0x4000;
const STAGE = 0x3000;
const LENGTH = 0x0fff;

const SECOND = 1_000_000_000n;
/**
 * How long before the index was written a file must have changed last: longer than a tick of any file system's clock, and than two
 * of one that keeps whole seconds.
 */
const TICK = 10_000_000n;
const COARSE = 2n * SECOND;

/** What is not understood. */
class IndexError extends Error {}

function demand(holds: boolean): void {
  if (!holds) throw new IndexError();
}

/** What an index says of the files that count. */
export class Index {
  readonly #bytes: Buffer;
  /** The index's own mtime. */
  readonly #written: bigint;
  /** By path, where an entry begins. */
  readonly #entries = new Map<string, number>();
  /** The folders whose attributes file is in the index, whatever it says of it. */
  readonly #ruled = new Set<string>();

  private constructor(bytes: Buffer, written: bigint) {
    this.#bytes = bytes;
    this.#written = written;
  }

  /** Reads one (its path as bytes); undefined if it is not there or not understood. */
  static read(path: string): Index | undefined {
    const content = read(path, LARGEST, true);
    return typeof content === "string" ? undefined : Index.parse(content.bytes, content.stat.mtime);
  }

  /** `written`: the index's own mtime. */
  static parse(bytes: Buffer, written: bigint): Index | undefined {
    try {
      demand(bytes.length >= HASH);
      const index = new Index(bytes, written);
      index.#parse(new Reader(bytes.subarray(0, -HASH)));
      return index;
    } catch (error) {
      if (error instanceof IndexError) return undefined;
      throw error;
    }
  }

  /** What an entry names; undefined if the file is not as the index knows it, or the index does not know. */
  blob(path: string, stat: Stat): Uint8Array | undefined {
    const start = this.#entries.get(path);
    if (start === undefined) return undefined;
    const number = (at: number): number => this.#bytes.readUInt32BE(start + at);
    const time = (at: number): bigint => BigInt(number(at)) * SECOND + BigInt(number(at + 4));
    const [ctime, mtime, inode, size] = [time(0), time(8), number(20), number(36)];
    const same =
      size === stat.size &&
      mtime === stat.mtime &&
      (ctime === 0n || stat.ctime === 0n || ctime === stat.ctime) &&
      (inode === 0 || stat.inode === 0n || BigInt(inode) === BigInt.asUintN(32, stat.inode));
    if (!same || !this.#isSettled(mtime, ctime)) return undefined;
    const blob = this.#bytes.subarray(start + 40, start + 60);
    // git takes the size of what it is not sure of away.
    return size > 0 || EMPTY.equals(blob) ? Uint8Array.from(blob) : undefined;
  }

  /** Whether a folder's attributes file is in the index. */
  rules(folder: string): boolean {
    return this.#ruled.has(folder);
  }

  /** Whether a file changed last before the index was written. */
  #isSettled(mtime: bigint, ctime: bigint): boolean {
    const tick = mtime % SECOND === 0n ? COARSE : TICK;
    return (mtime > ctime ? mtime : ctime) < this.#written - tick;
  }

  #parse(reader: Reader): void {
    demand(reader.text4() === "DIRC");
    const [version, count] = [reader.number(), reader.number()];
    demand(version >= 2 && version <= 4);
    const names = new Names(reader, version);
    for (let left = count; left > 0; left--) this.#add(reader, names);
    reader.extensions();
  }

  #add(reader: Reader, names: Names): void {
    const start = reader.take(FIXED);
    const flags = this.#bytes.readUInt16BE(start + 60);
    const more = (flags & EXTENDED) === 0 ? 0 : this.#bytes.readUInt16BE(reader.take(2));
    const path = names.read(start, flags);
    if (path === ".gitattributes") this.#ruled.add("");
    else if (path.endsWith("/.gitattributes")) this.#ruled.add(path.slice(0, -"/.gitattributes".length));
    const regular = (this.#bytes.readUInt32BE(start + 24) & 0o170_000) === 0o100_000;
    if (regular && (flags & (ASSUMED | STAGE)) === 0 && more === 0) this.#entries.set(path, start);
  }
}

/** Paths of entries, one after the other. */
class Names {
  readonly #reader: Reader;
  readonly #version: number;
  #path = "";
  #stage = 0;

  constructor(reader: Reader, version: number) {
    this.#reader = reader;
    this.#version = version;
  }

  /** Reads the path, and what fills up its entry. Paths must rise, as they do in what git writes. */
  read(start: number, flags: number): string {
    const [before, stage] = [this.#path, this.#stage];
    const path = this.#version === 4 ? this.#suffixed(before) : this.#whole(start);
    demand((flags & LENGTH) === LENGTH || (flags & LENGTH) === path.length);
    demand(before < path || (before === path && stage < (flags & STAGE)));
    demand(path.length < LONGEST);
    [this.#path, this.#stage] = [path, flags & STAGE];
    return path;
  }

  #suffixed(before: string): string {
    const kept = before.length - this.#reader.offset();
    demand(kept >= 0);
    return before.slice(0, kept) + this.#reader.text();
  }

  #whole(start: number): string {
    const path = this.#reader.text();
    this.#reader.take(-(this.#reader.at - start) & 7);
    return path;
  }
}

/** Bytes from a place on. */
class Reader {
  at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Where so many bytes begin. */
  take(length: number): number {
    const start = this.at;
    demand(start + length <= this.#bytes.length);
    this.at = start + length;
    return start;
  }

  number(): number {
    return this.#bytes.readUInt32BE(this.take(4));
  }

  text4(): string {
    const start = this.take(4);
    return this.#bytes.toString("latin1", start, this.at);
  }

  /** Up to a NUL, which is taken too. */
  text(): string {
    const end = this.#bytes.indexOf(0, this.at);
    demand(end >= 0 && end - this.at < LONGEST);
    const text = this.#bytes.toString("latin1", this.at, end);
    this.at = end + 1;
    return text;
  }

  /** The offsets of pack files: seven bits a byte, the highest first, each further byte counting from one on. */
  offset(): number {
    let byte = this.#bytes[this.take(1)]!;
    let value = byte & 0x7f;
    while (byte >= 0x80) {
      byte = this.#bytes[this.take(1)]!;
      value = (value + 1) * 128 + (byte & 0x7f);
      demand(value <= LONGEST);
    }
    return value;
  }

  /** Goes over what follows the entries: what begins with a capital may be left aside. */
  extensions(): void {
    while (this.at < this.#bytes.length) {
      const name = this.text4();
      const length = this.number();
      // A sparse index's folders are no regular files.
      demand(/^[A-Z]/.test(name) || name === "sdir");
      this.take(length);
    }
  }
}
