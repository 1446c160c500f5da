/** What is known at one time: records, and ways to find them. The Rust twin is crates/engine/src/cache/store.rs. */
import type { Stat } from "../stat.ts";
import { groupEnd, seekOn } from "./merge.ts";
import { CURRENT, GONE, type Records, TRUSTED } from "./records.ts";

const HALF = 32n;
/** Both halves of 64 bits, xor. */
export const fold = (value: bigint): number => Number(BigInt.asUintN(32, value ^ (value >> HALF)));

/** The records of one path, from `start` to before `end`. */
export interface Group {
  readonly start: number;
  readonly end: number;
}

/** What is known of a file's language before it is read, as a word. */
type LanguageOf = (path: string) => string;

/** Never changes; what follows it is another one. */
export class Store {
  readonly records: Records;
  #sizes: Set<number> | undefined;
  #hashes: Map<string, number> | undefined;
  #blobs: Map<string, number> | undefined;

  constructor(records: Records) {
    this.records = records;
  }

  /** The records of a path; `from`: where a search may begin. */
  group(path: string, from: number): Group {
    const { records } = this;
    const start = seekOn(records, path, from);
    const found = start < records.length && records.path(start) === path;
    return { start, end: found ? groupEnd(records, start) : start };
  }

  /** Of a group the record that the last scan saw; -1 if none. */
  current({ start, end }: Group): number {
    for (let index = start; index < end; index++) if (this.records.has(index, CURRENT)) return index;
    return -1;
  }

  /** Of a group a record that is trusted and whose file looked like this, the current one first; -1 if none. */
  byStat(group: Group, stat: Stat): number {
    const current = this.current(group);
    if (current >= 0 && this.#looks(current, stat) && this.records.has(current, TRUSTED)) return current;
    for (let index = group.start; index < group.end; index++) {
      if (this.records.has(index, TRUSTED) && !this.records.has(index, GONE) && this.#looks(index, stat)) return index;
    }
    return -1;
  }

  /** A record of that size and content: of the group, else of another path that tells the same language, if that is given. */
  byHash(group: Group, size: number, hash: Buffer, language: string | undefined, languageOf: LanguageOf): number {
    const own = this.#own(group, size, (index) => this.records.hash(index).equals(hash));
    if (own >= 0 || language === undefined) return own;
    this.#hashes ??= this.#index((index) => this.records.hash(index), languageOf);
    return this.#hashes.get(keyOf(hash, size, language)) ?? -1;
  }

  /** As {@link byHash}, for git's name of a content. */
  byBlob(group: Group, size: number, blob: Uint8Array, language: string | undefined, languageOf: LanguageOf): number {
    const own = this.#own(group, size, (index) => this.records.blob(index)?.equals(blob) === true);
    if (own >= 0 || language === undefined) return own;
    this.#blobs ??= this.#index((index) => this.records.blob(index), languageOf);
    return this.#blobs.get(keyOf(blob, size, language)) ?? -1;
  }

  /** Whether there is a record of that size. */
  hasSize(size: number): boolean {
    this.#sizes ??= this.#makeSizes();
    return this.#sizes.has(size);
  }

  #looks(index: number, { size, mtime, ctime, inode }: Stat): boolean {
    const { records } = this;
    return (
      records.mtime(index) === mtime &&
      records.size(index) === size &&
      records.ctime(index) === fold(ctime) &&
      records.inode(index) === fold(inode)
    );
  }

  #own({ start, end }: Group, size: number, test: (index: number) => boolean): number {
    for (let index = start; index < end; index++) {
      if (!this.records.has(index, GONE) && this.records.size(index) === size && test(index)) return index;
    }
    return -1;
  }

  #makeSizes(): Set<number> {
    const sizes = new Set<number>();
    for (let index = 0; index < this.records.length; index++) {
      if (!this.records.has(index, GONE)) sizes.add(this.records.size(index));
    }
    return sizes;
  }

  /** The first record of each name of a content, size and language. */
  #index(nameOf: (index: number) => Buffer | undefined, languageOf: LanguageOf): Map<string, number> {
    const { records } = this;
    const found = new Map<string, number>();
    for (let index = 0; index < records.length; index++) {
      const name = records.has(index, GONE) ? undefined : nameOf(index);
      if (name === undefined) continue;
      const key = keyOf(name, records.size(index), languageOf(records.path(index)));
      if (!found.has(key)) found.set(key, index);
    }
    return found;
  }
}

const keyOf = (name: Uint8Array, size: number, language: string): string =>
  `${Buffer.from(name.buffer, name.byteOffset, name.byteLength).toString("latin1")}${size}.${language}`;
