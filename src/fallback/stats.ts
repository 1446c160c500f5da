/** What a batch counted. The Rust twin is crates/engine/src/stats.rs. */
import type { EngineStats } from "../engine/contract.ts";
import { Latency } from "./latency.ts";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] extends number ? number : Writable<T[Key]> };

/** Counters while they count. */
export type Counters = Writable<EngineStats>;

/** All at nothing, on one thread. */
export const noCounters = (): Counters => ({
  ...{ directories: 0, files: 0, scanned: 0, failed: 0, opened: 0, bytesRead: 0, bytesMatched: 0 },
  ...{ candidateLines: 0, tags: 0, diagnostics: 0, deferred: 0 },
  skipped: { hidden: 0, ignored: 0, excluded: 0, symlink: 0, outside: 0, special: 0, tooLarge: 0, binary: 0 },
  skippedDirectories: { hidden: 0, ignored: 0, excluded: 0, skipDirs: 0, loop: 0 },
  times: { walk: 0, read: 0, match: 0, merge: 0, total: 0 },
  latency: { p50: 0, p90: 0, p99: 0, max: 0 },
  threads: 1,
});

/** What one batch counts, and how long its files take. */
export class Tally {
  counters = noCounters();
  readonly latency = new Latency();
}

/** A clock that stands still while the work pauses, so that other work is not counted. In milliseconds. */
export class Clock {
  #paused = 0;

  now(): number {
    return performance.now() - this.#paused;
  }

  /** The work stood still since that time of `performance.now()`. */
  resume(since: number): void {
    this.#paused += performance.now() - since;
  }
}
