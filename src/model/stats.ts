/** Counters of one batch or scan. Names and meanings: docs/reference/stats.md. */
export interface EngineStats {
  directories: number;
  /** Entries that are no directory; equals scanned + failed + the sum of `skipped`. Named missing paths count, as failed. */
  files: number;
  scanned: number;
  failed: number;
  opened: number;
  bytesRead: number;
  bytesMatched: number;
  candidateLines: number;
  tags: number;
  diagnostics: number;
  deferred: number;
  skipped: {
    hidden: number;
    ignored: number;
    excluded: number;
    symlink: number;
    outside: number;
    special: number;
    tooLarge: number;
    binary: number;
  };
  /** Folders not entered (a link that leads back to its own ancestor is `loop`); those entered are in `directories`. */
  skippedDirectories: { hidden: number; ignored: number; excluded: number; skipDirs: number; loop: number };
  /** Milliseconds; read and match are summed over workers. */
  times: { walk: number; read: number; match: number; merge: number; total: number };
  /** Microseconds per scanned file. */
  latency: { p50: number; p90: number; p99: number; max: number };
  threads: number;
  /** Only with a cache. What saving did comes with the last batch. */
  cache?: CacheStats;
}

/** What a cache did: see docs/design/cache/how.md. */
export interface CacheStats {
  /** stat + blob + hash + misses. */
  lookups: number;
  stat: number;
  blob: number;
  hash: number;
  misses: number;
  /** Records whose hash was found wrong by `verify`. */
  stale: number;
  /** Microseconds that scanning the files took when they were scanned, of those not matched now. */
  saved: number;
  /** Bytes read from the store and written to it. */
  read: number;
  written: number;
  notices: { code: CacheNotice; detail: string }[];
}

/** What was wrong with a cache. */
export type CacheNotice = "E_CACHE_CORRUPT" | "E_CACHE_READ" | "E_CACHE_WRITE" | "E_CACHE_LOCKED";

/** What a cache did, as a result tells it. */
export interface CacheUse extends Readonly<CacheStats> {
  /** stat + blob + hash. */
  readonly hits: number;
  /** Hits of look-ups, in per cent with two decimals; 0 of none. */
  readonly hitRate: number;
  /** Of the store on disk now. */
  readonly bytes: number;
}

/** Hits and their rate. */
export function hitsOf({
  lookups,
  misses,
}: Pick<CacheStats, "lookups" | "misses">): Pick<CacheUse, "hits" | "hitRate"> {
  const hits = lookups - misses;
  return { hits, hitRate: lookups === 0 ? 0 : Math.round((hits / lookups) * 10_000) / 100 };
}

/** The counters of a result. Everything that may differ from run to run stands here. See docs/reference/stats.md. */
export interface Stats extends Readonly<Omit<EngineStats, "cache">> {
  readonly engine: "native" | "fallback";
  /** The most memory the process has held so far. Bytes. */
  readonly peakMemory: number;
  /** Files scanned in a second of the scan's time. */
  readonly filesPerSecond: number;
  readonly bytesPerSecond: number;
  /** Only with a cache. */
  readonly cache?: CacheUse;
}
