/** A folder and all below it, watched by @parcel/watcher. */
import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import type { AsyncSubscription, BackendType, Event, Options } from "@parcel/watcher";
import { TagwrightError } from "../model/error.ts";

/** New folders that are watched by subscriptions of their own; with more, the whole folder is subscribed to anew. */
const EXTRAS = 32;
/** Milliseconds without a change after which a storm is over. */
const CALM = 1000;
/** Calls in a row, each soon after the last, that make a storm. */
const STORM = 10;
/** Folders of `.git` that change all the time. */
const IN_GIT = ["objects", "logs", "refs", "lfs", "modules"];

/** The system's own. Left to itself, the watcher would run `watchman` to see whether it is there, and keep a pipe of each try. */
const BACKENDS: Readonly<Partial<Record<NodeJS.Platform, BackendType>>> = {
  linux: "inotify",
  darwin: "fs-events",
  win32: "windows",
};

/** What is told of a folder. */
export interface Told {
  /** An absolute path that was made, written, or removed. */
  changed(path: string): void;
  /** The folder itself was removed or renamed. */
  gone(): void;
  /** Some changes may not have been told. */
  lost(): void;
  /** It cannot be watched any more. */
  failed(error: Error): void;
}

/** Loaded only here: nothing else needs it. */
const load = async () => {
  try {
    const loaded = await import("@parcel/watcher");
    return loaded.default ?? loaded;
  } catch (error) {
    throw new TagwrightError("E_WATCH", `@parcel/watcher: ${(error as Error).message.split("\n")[0]}`, {
      cause: error,
    });
  }
};

/** How many events the kernel keeps before it drops some, which it does not tell us of. */
export function queueLength(): number {
  if (process.platform !== "linux") return Infinity;
  try {
    return Number(readFileSync("/proc/sys/fs/inotify/max_queued_events", "utf8")) || Infinity;
  } catch {
    return Infinity;
  }
}

/** Folders right below one; none of what is no folder, or is gone. */
function foldersIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(path, name));
  } catch {
    return [];
  }
}

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Those that lie below no other. */
function topmost(paths: readonly string[]): string[] {
  const out: string[] = [];
  for (const path of paths.toSorted()) {
    const last = out.at(-1);
    if (last === undefined || !path.startsWith(last + sep)) out.push(path);
  }
  return out;
}

/**
 * Watches a folder. On Linux its backend watches a new folder, but not what was made in it before it came to that, nor
 * what lies below a folder that was moved in: such folders are subscribed to on their own. It also says nothing when the
 * kernel's queue overflows: after a storm of events `lost` is called.
 */
export class Tree {
  readonly #folder: string;
  readonly #options: Options;
  readonly #told: Told;
  #main: AsyncSubscription | undefined;
  #extras = new Map<string, AsyncSubscription>();
  #work: Promise<void> = Promise.resolve();
  #closed = false;
  #calls = 0;
  #events = 0;
  #calm: NodeJS.Timeout | undefined;

  /** `ignore`: names of folders right below that are not watched. */
  constructor(folder: string, ignore: readonly string[], told: Told) {
    this.#folder = folder;
    // Paths, not globs: each glob costs a regular expression for every file. What git does in its folder is no news but for info/exclude.
    const ignored = [...ignore.filter((name) => name !== ".git"), ...IN_GIT.map((name) => join(".git", name))];
    const backend = BACKENDS[process.platform];
    this.#options = { ignore: ignored, ...(backend === undefined ? {} : { backend }) };
    this.#told = told;
  }

  /** Resolves once every later change will be told. Throws TagwrightError `E_WATCH`. */
  async open(): Promise<void> {
    await this.#queue(async () => {
      this.#main = await this.#subscribe(this.#folder);
    });
  }

  /** Subscribes anew, and says that something may have been lost. */
  renew(): void {
    const work = this.#queue(async () => {
      if (this.#closed) return;
      await this.#drop();
      this.#main = await this.#subscribe(this.#folder);
      this.#told.lost();
    });
    void work.catch((error: Error) => {
      // A folder that is gone is noticed by those above it.
      if (isFolder(this.#folder)) this.#told.failed(error);
      else this.#told.lost();
    });
  }

  /** Resolves once nothing is held any more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#calm);
    await this.#queue(() => this.#drop());
  }

  /** One thing at a time: subscriptions to one folder share their state. */
  #queue(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => {});
    return done;
  }

  async #subscribe(folder: string): Promise<AsyncSubscription> {
    const { subscribe } = await load();
    try {
      return await subscribe(folder, (error, events) => this.#listen(error, events), this.#options);
    } catch (error) {
      throw new TagwrightError("E_WATCH", `${folder}: ${(error as Error).message}`, { cause: error });
    }
  }

  #listen(error: Error | null, events: readonly Event[]): void {
    if (this.#closed) return;
    this.#count(events?.length ?? 0);
    // Other systems' backends say so when events were dropped.
    if (error !== null) {
      this.renew();
      return;
    }
    for (const { path, type } of events) {
      if (type === "delete" && path === this.#folder) this.#told.gone();
      else this.#told.changed(path);
    }
    const made = events.filter(({ type, path }) => type === "create" && isFolder(path) && foldersIn(path).length > 0);
    if (made.length > 0) this.#adopt(topmost(made.map(({ path }) => path)));
  }

  /** A storm may have made the queue overflow: once it is over, everything is looked at. */
  #count(events: number): void {
    this.#calls += 1;
    this.#events += events;
    const isStorm = this.#calls >= STORM || this.#events > queueLength() / 8;
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => {
      [this.#calls, this.#events] = [0, 0];
      if (isStorm && !this.#closed) this.renew();
    }, CALM).unref();
  }

  #adopt(folders: readonly string[]): void {
    if (this.#extras.size + folders.length > EXTRAS) this.renew();
    else void this.#queue(() => this.#add(folders)).catch(() => this.renew());
  }

  async #add(folders: readonly string[]): Promise<void> {
    for (const folder of folders) {
      if (this.#closed || this.#extras.has(folder)) continue;
      this.#extras.set(folder, await this.#subscribe(folder));
      // What came before it was watched.
      this.#told.changed(folder);
    }
  }

  async #drop(): Promise<void> {
    const all = [...this.#extras.values(), ...(this.#main === undefined ? [] : [this.#main])];
    this.#extras.clear();
    this.#main = undefined;
    // One whose folder is gone cannot be ended in order, and holds nothing.
    for (const one of all) await one.unsubscribe().catch(() => {});
  }
}
