/** Numbers about a scan or a batch. Everything that may differ from run to run stands here. See docs/reference/stats.md. */
export interface Stats {
  readonly engine: "native" | "fallback";
  readonly directories: number;
  readonly files: number;
  readonly scanned: number;
  readonly failed: number;
  readonly opened: number;
  readonly bytesRead: number;
  readonly bytesMatched: number;
  readonly candidateLines: number;
  readonly tags: number;
  readonly diagnostics: number;
  readonly deferred: number;
  readonly skipped: {
    readonly hidden: number;
    readonly ignored: number;
    readonly excluded: number;
    readonly symlink: number;
    readonly outside: number;
    readonly special: number;
    readonly tooLarge: number;
    readonly binary: number;
  };
  readonly skippedDirectories: {
    readonly hidden: number;
    readonly ignored: number;
    readonly excluded: number;
    readonly skipDirs: number;
    readonly loop: number;
  };
  readonly times: {
    readonly walk: number;
    readonly read: number;
    readonly match: number;
    readonly merge: number;
    readonly total: number;
  };
  readonly latency: { readonly p50: number; readonly p90: number; readonly p99: number; readonly max: number };
  readonly threads: number;
  readonly peakMemory: number;
  readonly filesPerSecond: number;
  readonly bytesPerSecond: number;
}
