/** A scan: walk once, then match entries batch by batch. The Rust twin is crates/engine/src/session.rs. */
import { DIAGNOSTIC, ROW, type Batch, type Cache, type Changes } from "../engine/contract.ts";
import type { Progress, Request, Session } from "../engine/contract.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { Look } from "./cache/look.ts";
import type { Entry, Note, Watch } from "./walk.ts";
import { setImmediate as pause, setTimeout as sleep } from "node:timers/promises";
import { TagwrightError } from "../model/error.ts";
import { noCacheCounters, OpenCache } from "./cache/cache.ts";
import { makeChanges } from "./cache/report.ts";
import { Columns } from "./columns.ts";
import { drain, type Steps } from "./drain.ts";
import { Languages } from "./languages.ts";
import { Matcher } from "./matcher.ts";
import { Clock, Tally } from "./stats.ts";
import { Walker } from "./walk.ts";
import { Worker } from "./worker.ts";

/** Milliseconds of work before others get their turn. */
const SLICE = 5;
/** Files that take one look between two pauses. */
const PAUSE = 8;

/** What is left to do once the walk is over. */
interface Left {
  readonly entries: readonly Entry[];
  readonly notes: readonly Note[];
  entry: number;
  note: number;
}

/** Where the columns of a batch come from. */
export function makeBatch(columns: Columns, tally: Tally): Batch {
  const { counters, latency } = tally;
  const start = performance.now();
  const batch = { ...columns.finish(), stats: counters };
  counters.tags = batch.rows.length / ROW;
  counters.diagnostics = batch.diagnostics.length / DIAGNOSTIC;
  counters.latency = latency.summary();
  counters.times.merge = performance.now() - start;
  return batch;
}

/** Prepares a scan; nothing is read yet. Throws TagwrightError if a detector cannot be built. */
export function makeSession(request: Request, cache?: Cache): Session {
  if (cache !== undefined && !(cache instanceof OpenCache)) {
    throw new TagwrightError("E_INTERNAL", "the cache is another engine's");
  }
  const watch: Watch = { cancelled: false, progress: { found: 0, done: 0, bytes: 0, walked: false } };
  const clock = new Clock();
  const scan = new Scan(request, watch, clock, cache);
  return {
    next: (limit) => drainSlowly(scan.step(limit), clock),
    nextSync: (limit) => drain(scan.step(limit)),
    cancel: () => void (watch.cancelled = true),
    progress: (): Progress => ({ ...watch.progress }),
    changes: () => scan.changes,
  };
}

/** Runs in slices, so that the event loop stays free. */
async function drainSlowly<T>(steps: Steps<T>, clock: Clock): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE;
    let wait = 0;
    do {
      const { done, value } = steps.next();
      if (done) return value;
      wait = value ?? 0;
    } while (wait === 0 && performance.now() < until);
    const since = performance.now();
    await (wait > 0 ? sleep(wait) : pause());
    clock.resume(since);
  }
}

class Scan {
  readonly #request: Request;
  readonly #watch: Watch;
  readonly #clock: Clock;
  readonly #worker: Worker;
  readonly #cache: OpenCache | undefined;
  readonly #look: Look | undefined;
  /** What is new, once all is known. */
  changes: Changes | null = null;
  #left: Left | undefined;
  #finished = false;

  constructor(request: Request, watch: Watch, clock: Clock, cache: OpenCache | undefined) {
    this.#cache = cache;
    const languages = new Languages(request.languages);
    this.#look = cache?.look(request, languages);
    this.#request = request;
    this.#watch = watch;
    this.#clock = clock;
    const matcher = new Matcher(request.detectors);
    this.#worker = new Worker(
      { request, matcher, watch, clock, languages, look: this.#look },
      new Tally(),
      new Columns(),
    );
  }

  /** Makes the batch of the next `limit` entries. */
  *step(limit: number): Steps<Batch | null> {
    if (this.#finished || this.#watch.cancelled) return null;
    const start = performance.now();
    const tally = new Tally();
    const columns = new Columns();
    this.#worker.tally = tally;
    if (this.#look !== undefined) this.#look.counters = tally.counters.cache = noCacheCounters();
    this.#worker.columns = columns;
    this.#left ??= yield* this.#walk(tally);
    yield* this.#scan(this.#left, limit, columns);
    if (this.#watch.cancelled) return null;
    if (this.#look !== undefined) yield* this.#keep(this.#look, this.#cache!);
    const batch = makeBatch(columns, tally);
    tally.counters.times.total = performance.now() - start;
    return batch;
  }

  /** Saves what was learned, once all is known, and tells what the cache did. */
  *#keep(look: Look, cache: OpenCache): Generator<number> {
    if (this.#finished) {
      const since = cache.scanned;
      const news = look.finish();
      this.changes = makeChanges(look, this.#request, since);
      cache.commit(news, look.began);
      yield* cache.save();
    }
    cache.tell(look.counters);
  }

  *#walk(tally: Tally): Generator<void, Left> {
    const start = this.#clock.now();
    const walker = new Walker(this.#request, this.#watch, tally);
    yield* walker.walk();
    tally.counters.times.walk = this.#clock.now() - start;
    return { entries: walker.entries, notes: walker.notes, entry: 0, note: 0 };
  }

  *#scan(left: Left, limit: number, columns: Columns): Generator<void> {
    const { entries } = left;
    const end = limit === 0 ? entries.length : Math.min(entries.length, left.entry + limit);
    for (; left.entry < end && !this.#watch.cancelled; left.entry++) {
      const entry = entries[left.entry]!;
      addNotes(left, columns, entry.path);
      const rest = this.#worker.scan(entry, takeNotes(left, entry.path));
      if (rest !== undefined) yield* rest;
      if (rest !== undefined || left.entry % PAUSE === 0) yield;
    }
    if (end < entries.length) return;
    addNotes(left, columns, undefined);
    this.#finished = true;
  }
}

/** Adds the notes about paths before one, or all that are left, each path with its own. */
function addNotes(left: Left, columns: Columns, before: string | undefined): void {
  for (;;) {
    const path = left.notes[left.note]?.path;
    if (path === undefined || (before !== undefined && path >= before)) return;
    columns.file(path, 0, undefined);
    for (const note of takeNotes(left, path)) columns.diagnostic(note);
  }
}

/** The notes about a path, which are the next ones if there are any. */
function takeNotes(left: Left, path: string): Diagnostic[] {
  const taken: Diagnostic[] = [];
  while (left.notes[left.note]?.path === path) taken.push(left.notes[left.note++]!.diagnostic);
  return taken;
}
