import { setTimeout as sleep } from "node:timers/promises";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { ChangeReport } from "../model/changes.ts";
import type { ScanResult } from "../model/result.ts";
import type { Stats } from "../model/stats.ts";
import type { ScanOptions } from "../options/types.ts";
import type { Plan } from "./prepare.ts";
import type { Work } from "../watch/dirty.ts";
import type { Watcher } from "../watch/watcher.ts";
import { isUnchanged } from "../model/changes.ts";
import { dirname } from "node:path";
import { TagwrightError } from "../model/error.ts";
import { badValue, checkOptions } from "../options/validate.ts";
import { run } from "./scan.ts";
import { Stores } from "./stores.ts";

/** Options of `watch`. */
export interface WatchOptions extends Omit<ScanOptions, "onProgress" | "batchSize"> {
  /** Milliseconds without a change before a scan begins (default: 50). A change that lasts is scanned after ten times as many. */
  readonly debounce?: number;
}

/** What is new, and how that was found out. */
export interface WatchReport extends ChangeReport {
  /** Absolute path that every `path` is relative to. */
  readonly root: string;
  /** `start`: of the first report, which says what changed while nobody watched. */
  readonly reason: "start" | "change";
  /** About the files that were scanned. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the scan of what changed. */
  readonly stats: Stats;
}

/** A watch that calls a function. */
export interface Watching {
  /** Resolves when it was closed or aborted; rejects if it cannot go on, or if the function threw. */
  readonly finished: Promise<void>;
  /** Ends it; resolves once nothing is held any more. */
  close(): Promise<void>;
}

const DEBOUNCE = 50;
const LONGEST = 10;
/** Milliseconds without a change after which it is looked whether one was never told. */
const CALM = 1000;
/** Looking takes at most this part of the time. */
const SHARE = 0.01;
const END = { done: true, value: undefined } as const;

function splitOptions({ debounce = DEBOUNCE, ...rest }: WatchOptions): { debounce: number; scan: ScanOptions } {
  if (!Number.isFinite(debounce) || debounce < 0 || debounce > 60_000) {
    throw badValue("debounce", "a number from 0 to 60000", debounce);
  }
  checkOptions(rest);
  return { debounce, scan: { ...rest, cache: rest.cache ?? true } };
}

const toReport = (result: ScanResult, reason: WatchReport["reason"]): WatchReport => {
  const { root, changes, diagnostics, stats } = result;
  if (changes === undefined) throw new TagwrightError("E_INTERNAL", "a scan with a cache gave no changes");
  return { root, reason, ...changes, diagnostics, stats };
};

/** One scan for each `next`, and only if something changed. Nothing is done ahead, so a slow reader is told everything at once. */
class Reports implements AsyncIterableIterator<WatchReport> {
  readonly #stores: Stores;
  /** Made once: a root that is gone for a while is still the root. */
  readonly #plan: Plan;
  readonly #debounce: number;
  readonly #outer: AbortSignal | undefined;
  readonly #stop = new AbortController();
  #watcher: Watcher | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | undefined;
  /** When everything may be looked at again. Milliseconds, as `performance.now` has them. */
  #due = 0;
  /** Whether only a part was scanned since everything was. */
  #isPart = false;
  readonly #abort = (): void => this.#stop.abort(this.#outer?.reason);

  constructor(paths: string | readonly string[], options: WatchOptions) {
    const { debounce, scan } = splitOptions(options);
    const { signal, ...rest } = scan;
    this.#stores = new Stores(rest);
    // A bad request throws at once.
    this.#plan = this.#stores.plan(paths, { signal: this.#stop.signal });
    this.#debounce = debounce;
    this.#outer = signal;
    if (signal?.aborted) this.#abort();
    signal?.addEventListener("abort", this.#abort, { once: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<WatchReport, undefined>> {
    const turn = this.#turn.then(() => this.#step());
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Ends the watch; resolves once nothing is held any more. A `next` that waits ends as well. */
  async return(): Promise<IteratorResult<WatchReport, undefined>> {
    await this.#close();
    return END;
  }

  async throw(reason: unknown): Promise<IteratorResult<WatchReport, undefined>> {
    await this.#close();
    throw reason;
  }

  async #step(): Promise<IteratorResult<WatchReport, undefined>> {
    try {
      const value = await this.#report();
      if (value !== undefined) return { done: false, value };
    } catch (error) {
      const isAborted = this.#outer?.aborted === true;
      const isEnded = this.#closing !== undefined;
      await this.#close();
      if (isAborted && !isEnded) throw this.#outer.reason;
      if (!isEnded) throw error;
    }
    await this.#close();
    return END;
  }

  async #report(): Promise<WatchReport | undefined> {
    if (this.#closing !== undefined) return undefined;
    this.#stop.signal.throwIfAborted();
    if (this.#watcher === undefined) {
      const watcher = await this.#open();
      watcher.dirty.take();
      return toReport(await this.#scan({ only: [] }), "start");
    }
    for (;;) {
      const { work, isLook } = await this.#wait(this.#watcher);
      const report = toReport(await this.#scan(work), "change");
      if (isUnchanged(report)) continue;
      if (isLook) this.#watcher.renew();
      return report;
    }
  }

  /** Watching begins before the first scan, so that nothing is missed between the two. */
  async #open(): Promise<Watcher> {
    const { request, store } = this.#plan;
    const { root, paths, ignore, skipDirs } = request;
    const folder = store!.spec.file === "" ? undefined : dirname(store!.spec.file);
    const { Watcher } = await import("../watch/watcher.ts");
    this.#stop.signal.throwIfAborted();
    const watcher = new Watcher({ root, paths, ignore, skipDirs, folder });
    this.#watcher = watcher;
    this.#stop.signal.addEventListener("abort", () => watcher.dirty.fail(this.#stop.signal.reason as Error));
    await watcher.open();
    return watcher;
  }

  /**
   * Waits for a change, then until there was none for a while. Systems drop changes when there are too many, and not all say
   * so: some time after a part was scanned, everything is looked at, once.
   */
  async #wait({ dirty }: Watcher): Promise<{ work: Work; isLook: boolean }> {
    const { signal } = this.#stop;
    const most = this.#isPart ? Math.max(CALM, this.#due - performance.now()) : Infinity;
    if (!(await dirty.wait(most))) return { work: { only: [] }, isLook: true };
    const until = performance.now() + this.#debounce * LONGEST;
    for (;;) {
      const now = performance.now();
      const left = Math.min(dirty.last + this.#debounce, until) - now;
      if (left <= 0) return { work: dirty.take(), isLook: false };
      await sleep(left, undefined, { signal });
    }
  }

  async #scan({ only }: Work): Promise<ScanResult> {
    const start = performance.now();
    const result = await run({ ...this.#plan, request: { ...this.#plan.request, only } });
    const end = performance.now();
    this.#isPart = only.length > 0;
    if (!this.#isPart) this.#due = end + (end - start) / SHARE;
    return result;
  }

  #close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    this.#outer?.removeEventListener("abort", this.#abort);
    this.#stop.abort();
    await this.#watcher?.close();
    this.#stores.close();
  }
}

function follow(reports: Reports, listener: (report: WatchReport) => unknown, signal?: AbortSignal): Watching {
  const go = async (): Promise<void> => {
    try {
      for await (const report of reports) await listener(report);
    } catch (error) {
      if (signal?.aborted !== true || error !== signal.reason) throw error;
    }
  };
  return { finished: go(), close: async () => void (await reports.return()) };
}

// @CODE:CACHE-004
/**
 * Watches files and folders, and tells what is new each time something changed. The first report comes at once: what
 * changed since the last scan with the same cache, or everything. Only what changed is read.
 *
 * @param paths as `scan` takes them
 * @param options those of `scan`, and `debounce`. `cache` is on unless it is turned off; then what is known lives in memory
 * @returns reports that are made as they are asked for: what changed meanwhile comes as one. Leaving the loop ends the
 *   watch, and so does `signal`, with its reason. Rejects with TagwrightError `E_WATCH` where the system cannot watch, or another thread of the process does
 * @throws TagwrightError for a request that cannot be served, at once
 * @example
 * ```ts
 * import { watch } from "tagwright";
 *
 * for await (const { tags } of watch("src")) {
 *   for (const tag of tags.added) console.log(`new: ${tag.path}:${tag.line} ${tag.kind} ${tag.name}`);
 *   break;
 * }
 * ```
 */
export function watch(paths: string | readonly string[], options?: WatchOptions): AsyncIterableIterator<WatchReport>;
/** The same, calling a function with each report, and waiting for what it returns. */
export function watch(
  paths: string | readonly string[],
  options: WatchOptions,
  listener: (report: WatchReport) => unknown,
): Watching;
export function watch(
  paths: string | readonly string[],
  options: WatchOptions = {},
  listener?: (report: WatchReport) => unknown,
): AsyncIterableIterator<WatchReport> | Watching {
  const reports = new Reports(paths, options);
  return listener === undefined ? reports : follow(reports, listener, options.signal);
}
