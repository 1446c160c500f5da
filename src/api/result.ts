/** From batches to results. */
import { inspect } from "node:util";
import type { Batch, DetectorSpec, EngineStats } from "../engine/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Severity } from "../model/finding.ts";
import type { FileEntry, ScanResult } from "../model/result.ts";
import type { Stats } from "../model/stats.ts";
import { Columns, describe, readDiagnostics } from "../engine/columns.ts";
import { diagnostics as codes } from "../generated/errors.ts";
import { TagList } from "../model/tags.ts";

/** What a result must know of its call. */
export interface Origin {
  readonly root: string;
  readonly engine: "native" | "fallback";
  readonly detectors: readonly DetectorSpec[];
  readonly severities: Readonly<Record<string, Severity>>;
  readonly context: number;
  readonly hash: boolean;
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

function finishStats(stats: EngineStats, engine: Origin["engine"], extra: number): Stats {
  return {
    engine,
    ...stats,
    diagnostics: stats.diagnostics + extra,
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
  #diagnostics: readonly Diagnostic[] | undefined;

  constructor(origin: Origin, batch: Batch, said: readonly Diagnostic[]) {
    const columns = new Columns(batch, origin.detectors, origin.context > 0);
    this.root = origin.root;
    this.engine = origin.engine;
    this.tags = new TagList(columns);
    this.stats = finishStats(batch.stats, origin.engine, said.length);
    this.severities = origin.severities;
    this.#decode = () => [...said, ...readDiagnostics(batch, columns)];
    if (origin.hash) this.files = columns.files();
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

/** A result of a batch. `said`: diagnostics that did not come from the engine. */
export const makeResult = (origin: Origin, batch: Batch, said: readonly Diagnostic[] = []): ScanResult =>
  new Result(origin, batch, said);
