/** What one scan asks a store, and what it learns. The Rust twin is crates/engine/src/cache/look.rs. */
import type { CacheSpec, Request } from "../../engine/contract.ts";
import type { Counters } from "../stats.ts";
import type { Stat } from "../stat.ts";
import type { Part } from "../scope.ts";
import type { Languages } from "../languages.ts";
import type { Group } from "./store.ts";
import { byFile } from "../zones/language.ts";
import { Words } from "../growing.ts";
import { scopeOf } from "../scope.ts";
import { merge } from "./merge.ts";
import { BINARY, BLOB, CURRENT, FAILED, LONGEST, Records, TRUSTED, type Item } from "./records.ts";
import { fold, type Store } from "./store.ts";

/** Nanoseconds. */
const SECOND = 1_000_000_000n;
const MILLISECOND = 1_000_000n;
/** How long ago a file must have changed: a tick of the clock of a file system, and of one that keeps whole seconds. */
const TICK = 20n * MILLISECOND;
const COARSE = 2n * SECOND;
/** Milliseconds. */
const DAY = 86_400_000;

/** What git's index says. */
export interface Index {
  blob(path: string, stat: Stat): Uint8Array | undefined;
}

/** What a file turned out to be. */
export interface Learnt extends Pick<Item, "hash" | "blob" | "cost" | "result"> {
  /** `BINARY` or `FAILED`, or neither. */
  readonly flags: number;
}

/** A file that is being looked up. */
export interface Wanted {
  readonly path: string;
  readonly group: Group;
  /** Undefined where it cannot be told; then the file is not kept. */
  readonly stat: Stat | undefined;
  /** Git's name of its content, if git says that it is clean. */
  readonly blob: Uint8Array | undefined;
  /** The record that its stat, or else git, points to; -1: none. */
  readonly record: number;
  /** How that was found. */
  readonly by: "stat" | "blob";
}

/** What a scan is about. */
export interface Asked {
  readonly request: Request;
  readonly languages: Languages;
  readonly blobs: Index | undefined;
}

type CacheCounters = NonNullable<Counters["cache"]>;

/** Of one scan. Files must be asked for in the order of their paths. */
export class Look {
  /** Where counts go. */
  counters: CacheCounters;
  readonly store: Store;
  readonly verify: boolean;
  /** When the scan began: milliseconds since 1970. */
  readonly began: number;
  /** What is new at paths that were met. */
  readonly news = new Records();
  /** For each file that is not as it was, two numbers: its record among the news, and the one it had, plus 1, or 0. */
  readonly changes = new Words();
  /** Records of files that are not there any more. */
  readonly deleted: number[] = [];
  unchanged = 0;
  readonly #met: Uint8Array;
  readonly #scope: Part;
  readonly #blobs: Index | undefined;
  /** Names that go into what is found: then what is known of a content serves its own path alone. */
  readonly #named: boolean;
  readonly #languages: Languages;
  readonly #today: number;
  #at = 0;

  constructor(store: Store, spec: CacheSpec, { request, languages, blobs }: Asked, counters: CacheCounters) {
    this.#languages = languages;
    this.store = store;
    this.counters = counters;
    this.verify = spec.verify;
    this.began = Date.now();
    this.#today = Math.floor(this.began / DAY);
    this.#met = new Uint8Array(store.records.length);
    this.#scope = scopeOf(request);
    this.#blobs = blobs;
    this.#named = request.detectors.some((spec) => spec.type === "trace" && spec.dialect === "oft");
  }

  /** Looks for a file without opening it. `stat`: undefined where that fails. */
  find(path: string, stat: Stat | undefined): Wanted {
    const group = this.store.group(path, this.#at);
    this.#at = group.start;
    this.#met.fill(1, group.start, group.end);
    this.counters.lookups++;
    const wanted = { path, group, stat, blob: undefined, record: -1, by: "stat" } as const;
    if (stat === undefined) return wanted;
    const record = this.store.byStat(group, stat);
    if (record >= 0) return { ...wanted, record };
    const blob = this.#blobs?.blob(path, stat);
    if (blob === undefined) return wanted;
    return {
      ...wanted,
      blob,
      record: this.store.byBlob(group, stat.size, blob, this.#language(path), this.#keyOf),
      by: "blob",
    };
  }

  /** Whether its hash should be asked for before it is matched. */
  hopes({ stat }: Wanted): boolean {
    return stat !== undefined && this.store.hasSize(stat.size);
  }

  /** The record of a content that was read; -1 if there is none. */
  byHash({ path, group }: Wanted, size: number, hash: Buffer): number {
    return this.store.byHash(group, size, hash, this.#language(path), this.#keyOf);
  }

  /** What was found is what a record says, and how that was found out. */
  hit(wanted: Wanted, record: number, by: "stat" | "blob" | "hash", blob: Uint8Array | undefined): void {
    const { records } = this.store;
    this.counters[by]++;
    this.counters.saved += records.cost(record);
    if (by === "stat" && records.has(record, CURRENT) && records.day(record) === this.#today) {
      this.unchanged++;
      return;
    }
    const { hash, cost, result, flags, blob: known } = records.item(record);
    this.#learn(wanted, { hash, cost, result, blob: blob ?? known, flags: flags & (BINARY | FAILED) });
  }

  /** The file was matched. `learnt`: undefined if it may not be kept. */
  miss(wanted: Wanted, learnt: Learnt | undefined): void {
    this.counters.misses++;
    if (learnt !== undefined) this.#learn(wanted, learnt);
  }

  /** With `verify`: what would have been taken for a file's content, and what it is. */
  check({ record }: Wanted, hash: Buffer): void {
    if (this.verify && record >= 0 && !this.store.records.hash(record).equals(hash)) this.counters.stale++;
  }

  /** All that is new once the last file was looked up. */
  finish(): Records {
    const { records } = this.store;
    for (const top of this.#scope.tops()) this.#miss(top);
    this.deleted.sort((a, b) => a - b);
    const gone = new Records(this.deleted.length);
    for (const index of this.deleted) gone.copy(records, index, records.flags(index) & ~CURRENT);
    return merge(this.news, gone, 0);
  }

  /** Notes what was current at or below a path, and is not there any more. */
  #miss(top: string): void {
    const { records } = this.store;
    const own = this.store.group(top, 0);
    this.#missIn(own.start, own.end);
    if (top === "") this.#missIn(own.end, records.length);
    else this.#missIn(records.seek(`${top}/`), records.seek(`${top}0`));
  }

  #missIn(start: number, end: number): void {
    for (let index = start; index < end; index++) {
      if (this.#met[index] === 0 && this.store.records.has(index, CURRENT)) this.deleted.push(index);
    }
  }

  #learn({ path, group, stat }: Wanted, learnt: Learnt): void {
    if (stat === undefined || path.length > LONGEST) return;
    const current = this.store.current(group);
    const same = current >= 0 && this.store.records.hash(current).equals(learnt.hash);
    const item = this.#item(path, stat, learnt);
    if (same) this.unchanged++;
    if (same && this.#says(current, item)) return;
    const index = this.#add(group, item);
    if (!same) this.changes.push(index, current + 1);
  }

  #item(path: string, stat: Stat, { hash, blob, cost, result, flags }: Learnt): Item {
    const trusted = this.#trusts(stat) ? TRUSTED : 0;
    return {
      ...{ path, hash, blob, cost, result, day: this.#today, size: stat.size, mtime: stat.mtime },
      ...{ ctime: fold(stat.ctime), inode: fold(stat.inode) },
      flags: flags | CURRENT | trusted | (blob === undefined ? 0 : BLOB),
    };
  }

  /** Whether enough time has gone by since a file changed that another change would show. */
  #trusts({ mtime, ctime }: Stat): boolean {
    const coarse = mtime % SECOND === 0n && ctime % SECOND === 0n;
    const latest = mtime > ctime ? mtime : ctime;
    return BigInt(this.began) * MILLISECOND - latest > (coarse ? COARSE : TICK);
  }

  /** Whether a record of the same path and hash says all that already. */
  #says(index: number, item: Item): boolean {
    const { records } = this.store;
    const flags = TRUSTED | BLOB | CURRENT;
    return (
      (records.flags(index) & flags) === (item.flags & flags) &&
      records.day(index) === item.day &&
      records.mtime(index) === item.mtime &&
      records.ctime(index) === item.ctime &&
      records.inode(index) === item.inode
    );
  }

  /** Adds what is new at a path: the record, and those that are not current any more; gives its index. */
  #add({ start, end }: Group, item: Item): number {
    const { records } = this.store;
    let index = start;
    let order = -1;
    for (; index < end && (order = records.hash(index).compare(item.hash)) < 0; index++) this.#retire(index);
    this.news.add(item);
    const added = this.news.length - 1;
    for (index += Number(order === 0); index < end; index++) this.#retire(index);
    return added;
  }

  #retire(index: number): void {
    const { records } = this.store;
    if (records.has(index, CURRENT)) this.news.copy(records, index, records.flags(index) & ~(CURRENT | TRUSTED));
  }

  #language(path: string): string | undefined {
    return this.#named ? undefined : this.#keyOf(path);
  }

  /** What is said and what the name tells of a file's language, as a word. */
  readonly #keyOf = (path: string): string =>
    `${this.#languages.of(path) ?? ""}/${byFile(path.slice(path.lastIndexOf("/") + 1)) ?? ""}`;
}
