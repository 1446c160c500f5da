/** From batches to results. */
import { inspect } from "node:util";
import type { Batch, Cache, Changes, DetectorSpec, EngineStats } from "../engine/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Severity } from "../model/finding.ts";
import type { FileEntry, ScanResult } from "../model/result.ts";
import type { ChangeReport } from "../model/changes.ts";
import type { CacheStats, CacheUse, Stats } from "../model/stats.ts";
import { Columns, describe, readDiagnostics } from "../engine/columns.ts";
import { diagnostics as codes } from "../generated/errors.ts";
import { hitsOf } from "../model/stats.ts";
import { TagList } from "../model/tags.ts";
import { readChanges } from "./difference.ts";

/** What a result must know of its call. */
export interface Origin {
  readonly root: string;
  readonly engine: "native" | "fallback";
  readonly detectors: readonly DetectorSpec[];
  readonly severities: Readonly<Record<string, Severity>>;
  readonly context: number;
  readonly hash: boolean;
}

/** A cache that a scan used. */
export interface Known {
  readonly cache: Cache;
  /** Once the scan is over. */
  readonly changes: () => Changes | null;
}

/** What a result has that did not come with the batch. */
export interface Extras {
  /** Diagnostics that are not the engine's. */
  readonly said: readonly Diagnostic[];
  readonly known?: Known | undefined;
}

const CALLBACK = codes.findIndex(({ code }) => code === "E_CALLBACK");

/** The diagnostic of a callback that threw. It is about no file, so it sorts before all others. */
export function callbackDiagnostic(reason: unknown): Diagnostic {
  const detail = reason instanceof Error ? reason.message : inspect(reason);
  return { ...describe(CALLBACK, detail), path: "", line: 0, column: 0, offset: 0, length: 0 };
}

/** Something a second; none took no time. */
const rate = (count: number, milliseconds: number): number =>
  count === 0 ? 0 : count / (Math.max(milliseconds, 0.001) / 1000);

const useOf = (stats: CacheStats, known: Known | undefined): CacheUse => ({
  ...stats,
  ...hitsOf(stats),
  bytes: known?.cache.info().bytes ?? 0,
});

function finishStats({ cache, ...stats }: EngineStats, engine: Origin["engine"], { said, known }: Extras): Stats {
  return {
    engine,
    ...stats,
    ...(cache === undefined ? {} : { cache: useOf(cache, known) }),
    diagnostics: stats.diagnostics + said.length,
    peakMemory: process.resourceUsage().maxRSS * 1024,
    filesPerSecond: rate(stats.scanned, stats.times.total),
    bytesPerSecond: rate(stats.bytesRead, stats.times.total),
  };
}

// @CODE:SCAN-002
/** A result that decodes diagnostics and files when they are looked at. */
class Result implements ScanResult {
  readonly root: string;
  readonly engine: "native" | "fallback";
  readonly tags: TagList;
  readonly stats: Stats;
  readonly severities: Readonly<Record<string, Severity>>;
  declare readonly files?: readonly FileEntry[];
  readonly #decode: () => readonly Diagnostic[];
  #compare: (() => ChangeReport | undefined) | undefined;
  #changes: ChangeReport | undefined;
  #diagnostics: readonly Diagnostic[] | undefined;

  constructor(origin: Origin, batch: Batch, extras: Extras) {
    const { said, known } = extras;
    const columns = new Columns(batch, origin.detectors, origin.context > 0);
    this.root = origin.root;
    this.engine = origin.engine;
    this.tags = new TagList(columns);
    this.stats = finishStats(batch.stats, origin.engine, extras);
    this.severities = origin.severities;
    this.#decode = () => [...said, ...readDiagnostics(batch, columns)];
    if (origin.hash) this.files = columns.files();
    if (known !== undefined) this.#compare = () => readChanges(known.changes(), origin, this.tags);
  }

  get changes(): ChangeReport | undefined {
    this.#changes ??= this.#compare?.();
    // The scan is held no longer than this needs it.
    this.#compare = undefined;
    return this.#changes;
  }

  get diagnostics(): readonly Diagnostic[] {
    return (this.#diagnostics ??= this.#decode());
  }

  toJSON(): object {
    const { root, tags, diagnostics, files, stats } = this;
    return files === undefined ? { root, tags, diagnostics, stats } : { root, tags, diagnostics, files, stats };
  }

  [inspect.custom](): object {
    return { engine: this.engine, ...this.toJSON() };
  }
}

const NOTHING: EngineStats = {
  ...{ directories: 0, files: 0, scanned: 0, failed: 0, opened: 0, bytesRead: 0, bytesMatched: 0, candidateLines: 0 },
  ...{ tags: 0, diagnostics: 0, deferred: 0, threads: 0 },
  skipped: { hidden: 0, ignored: 0, excluded: 0, symlink: 0, outside: 0, special: 0, tooLarge: 0, binary: 0 },
  skippedDirectories: { hidden: 0, ignored: 0, excluded: 0, skipDirs: 0, loop: 0 },
  times: { walk: 0, read: 0, match: 0, merge: 0, total: 0 },
  latency: { p50: 0, p90: 0, p99: 0, max: 0 },
};

/** The batch of nothing. */
export function emptyBatch(): Batch {
  const none = new Uint32Array(0);
  return { rows: none, diagnostics: none, files: none, strings: new Uint8Array(0), stats: structuredClone(NOTHING) };
}

/** A result of a batch. */
export const makeResult = (origin: Origin, batch: Batch, extras: Extras = { said: [] }): ScanResult =>
  new Result(origin, batch, extras);
