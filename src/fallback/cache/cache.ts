/** A store that is open, shared by sessions. The Rust twin is crates/engine/src/cache.rs. */
import type { Cache, CacheInfo, CacheSpec, Request } from "../../engine/contract.ts";
import type { Languages } from "../languages.ts";
import type { Counters } from "../stats.ts";
import type { Records } from "./records.ts";
import { drain } from "../drain.ts";
import { Blobs } from "../git.ts";
import { isSystemError } from "../file.ts";
import { toBytes } from "../path.ts";
import { Disk, newId, notice, type Loaded, type Notice } from "./disk.ts";
import { evict } from "./evict.ts";
import { takeLock } from "./lock.ts";
import { Look } from "./look.ts";
import { merge } from "./merge.ts";
import { CURRENT, DIRTY, GONE, PATCHED, Records as List } from "./records.ts";
import { Store } from "./store.ts";

/** A patch may hold that share of its base's records, or so many. */
const SHARE = 8;
const LEAST = 1024;
/** Milliseconds. */
const DAY = 86_400_000;

type CacheCounters = NonNullable<Counters["cache"]>;

export const noCacheCounters = (): CacheCounters => ({
  ...{ lookups: 0, stat: 0, blob: 0, hash: 0, misses: 0, stale: 0, saved: 0, read: 0, written: 0 },
  notices: [],
});

/** What this engine opens. */
export class OpenCache implements Cache {
  readonly #spec: CacheSpec;
  readonly #disk: Disk | undefined;
  #store: Store;
  /** What a patch may be added to. */
  #base: Loaded["base"];
  /** Whether the files are to be replaced, whatever is new. */
  #isBroken: boolean;
  /** Milliseconds since 1970. */
  #scanned: number;
  /** What no stats have told yet. */
  #read: number;
  #written = 0;
  #notices: Notice[];

  constructor(spec: CacheSpec) {
    this.#spec = spec;
    this.#disk = spec.file === "" ? undefined : new Disk(spec);
    const loaded = this.#disk?.load();
    this.#store = new Store(loaded?.records ?? new List());
    this.#base = loaded?.base;
    this.#isBroken = (loaded?.notices.length ?? 0) > 0;
    this.#scanned = loaded?.scanned ?? 0;
    this.#read = loaded?.read ?? 0;
    this.#notices = [...(loaded?.notices ?? [])];
  }

  /** Milliseconds since 1970 of the last scan. */
  get scanned(): number {
    return this.#scanned;
  }

  /** Begins a scan. */
  look(request: Request, languages: Languages): Look {
    const { git, attributes } = this.#spec;
    const blobs = git ? new Blobs(request.root, attributes) : undefined;
    return new Look(this.#store, this.#spec, { request, languages, blobs }, noCacheCounters());
  }

  /** Takes in what a scan learned. */
  commit(news: Records, began: number): void {
    this.#scanned = began;
    if (news.length > 0) this.#store = new Store(merge(this.#store.records, news, DIRTY | PATCHED));
  }

  /** Writes what no file says yet, with pauses of so many milliseconds; never throws what the system says. `whole`: a new base. */
  *save(whole = false): Generator<number> {
    if (this.#disk === undefined) return;
    const { records } = this.#store;
    if (!whole && !this.#isBroken && records.count(DIRTY) + records.count(DIRTY, GONE) === 0) return;
    yield* this.#locked(this.#disk, () => this.#write(this.#disk!, whole));
  }

  /** Moves what was not told yet into counters. */
  tell(counters: CacheCounters): void {
    counters.read += this.#read;
    counters.written += this.#written;
    counters.notices.push(...this.#notices);
    this.#read = this.#written = 0;
    this.#notices = [];
  }

  invalidate(path: string): number {
    const top = toBytes(path);
    const { records } = this.#store;
    const ranges =
      top === ""
        ? [[0, records.length]]
        : [
            [records.seek(top), records.seek(`${top}\0`)],
            [records.seek(`${top}/`), records.seek(`${top}0`)],
          ];
    const copy = records.clone();
    let count = 0;
    for (const [start, end] of ranges) {
      for (let index = start!; index < end!; index++) {
        if (records.has(index, GONE)) continue;
        copy.mark(index, (records.flags(index) & ~CURRENT) | GONE | DIRTY | PATCHED);
        count++;
      }
    }
    if (count > 0) this.#store = new Store(copy);
    return count;
  }

  clear(): void {
    this.#store = new Store(new List());
    this.#base = undefined;
    this.#scanned = 0;
    const disk = this.#disk;
    if (disk === undefined || disk.bytes === 0) return;
    drain(
      this.#locked(disk, () => {
        disk.clear();
        return [];
      }),
    );
  }

  info(): CacheInfo {
    const { records } = this.#store;
    return {
      ...{ records: records.count(0), current: records.count(CURRENT) },
      ...{ bytes: this.#disk?.bytes ?? 0, scanned: this.#scanned },
    };
  }

  prune(): void {
    if (this.#disk === undefined) this.#store = new Store(evict(this.#store.records, this.#spec, today()));
    else drain(this.save(true));
  }

  *#locked(disk: Disk, work: () => Iterable<number>): Generator<number> {
    try {
      disk.prepare();
      const release = yield* takeLock(disk.lock, this.#spec.wait);
      if (release === undefined) {
        this.#notices.push({ code: "E_CACHE_LOCKED", detail: Buffer.from(disk.lock, "latin1").toString("utf8") });
        return;
      }
      try {
        yield* work();
      } finally {
        release();
      }
    } catch (error) {
      if (!isSystemError(error)) throw error;
      this.#notices.push(notice("E_CACHE_WRITE", disk.at, error));
    }
  }

  *#write(disk: Disk, whole: boolean): Generator<number> {
    disk.sweep();
    if (disk.isChanged) this.#join(disk.load());
    const before = this.#store;
    const all = before.records;
    const base = this.#base;
    const patched = all.count(PATCHED) + all.count(PATCHED, GONE);
    const patches = !whole && base !== undefined && patched <= Math.max(LEAST, base.count / SHARE);
    const kept = patches ? all : evict(all, this.#spec, today());
    const id = patches ? base.id : newId();
    const list = patches ? all.filter((index) => all.has(index, PATCHED)) : kept;
    this.#written += yield* disk.write(patches ? "patch" : "base", list, id, this.#scanned);
    this.#isBroken = false;
    if (!patches) this.#base = { id, count: kept.length };
    // What another session learned meanwhile stays to be saved.
    if (this.#store === before) this.#store = new Store(saved(kept, patches ? DIRTY : DIRTY | PATCHED));
  }

  /** Takes what somebody else saved for what is known, but for what is not saved yet. */
  #join({ records, base, scanned, read, notices }: Loaded): void {
    const own = this.#store.records;
    this.#store = new Store(
      merge(
        records,
        own.filter((index) => own.has(index, DIRTY)),
        DIRTY | PATCHED,
      ),
    );
    this.#base = base;
    this.#scanned = Math.max(this.#scanned, scanned);
    this.#read += read;
    this.#notices.push(...notices);
  }
}

const today = (): number => Math.floor(Date.now() / DAY);

/** The same records without some flags. */
function saved(records: Records, flags: number): Records {
  const copy = records.clone();
  for (let index = 0; index < copy.length; index++) copy.mark(index, copy.flags(index) & ~flags);
  return copy;
}
