/** What the API hands to an engine, and what it gets back. Both engines honour exactly this. */

/** A detector, ready for an engine: see docs/design/matching.md. */
export type DetectorSpec =
  | { readonly type: "trace"; readonly dialect: string; readonly literals: readonly string[]; readonly fields: readonly string[] }
  | {
      readonly type: "custom";
      readonly name: string;
      /** Canonical pattern in the common syntax of RE2 and Rust's regex; `\b` is ASCII. */
      readonly pattern: string;
      /** The same without assertions. */
      readonly candidate: string;
      readonly literals: readonly string[];
      /** Every named group in order of appearance. */
      readonly groups: readonly string[];
      /** The groups other than kind, name and text. */
      readonly fields: readonly string[];
    };

/** A complete, normalised request: every field present, nothing left to decide. */
export interface Request {
  /** Absolute path of the root. */
  readonly root: string;
  /** Absolute paths inside the root. */
  readonly paths: readonly string[];
  readonly detectors: readonly DetectorSpec[];
  readonly hidden: boolean;
  readonly ignore: boolean;
  readonly skipDirs: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly follow: boolean;
  readonly outside: boolean;
  /** Bytes; 0 means no limit. */
  readonly maxFileSize: number;
  /** 0 means the engine's default. The fallback has one. */
  readonly threads: number;
  /** Bytes read at a time. */
  readonly window: number;
  readonly mmap: "auto" | "never" | "always";
  /** Bytes; 0 means no limit. */
  readonly memory: number;
  /** Lines before and after. */
  readonly context: number;
  readonly hash: boolean;
  /** Test hook (TAGWRIGHT_FAULT): matching a file whose path ends with this panics. Empty: off. */
  readonly fault: string;
}

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
    hidden: number; ignored: number; excluded: number; symlink: number; outside: number; special: number;
    tooLarge: number; binary: number;
  };
  /** Folders not entered (a link that leads back to its own ancestor is `loop`); those entered are in `directories`. */
  skippedDirectories: { hidden: number; ignored: number; excluded: number; skipDirs: number; loop: number };
  /** Milliseconds; read and match are summed over workers. */
  times: { walk: number; read: number; match: number; merge: number; total: number };
  /** Microseconds per scanned file. */
  latency: { p50: number; p90: number; p99: number; max: number };
  threads: number;
}

/** Columns: see docs/design/border.md. */
export interface Batch {
  rows: Uint32Array;
  diagnostics: Uint32Array;
  files: Uint32Array;
  strings: Uint8Array;
  stats: EngineStats;
}

export interface Progress {
  /** Entries found so far, files finished so far, bytes read so far. They never go down. */
  found: number;
  done: number;
  bytes: number;
  /** Whether the walk is over, so that `found` is final. */
  walked: boolean;
}

export interface Session {
  /** The batch of the next `limit` entries (0: all that are left), or null when none are left. One call at a time. */
  next(limit: number): Promise<Batch | null>;
  nextSync(limit: number): Batch | null;
  /** Makes a running and every later `next` give null soon. */
  cancel(): void;
  progress(): Progress;
}

export interface Engine {
  readonly name: "native" | "fallback";
  /** Throws TagwrightError for a request that cannot be served. */
  open(request: Request): Session;
  /** Matches one text held in memory under a root-relative path. Binary content gives an empty batch. */
  text(request: Request, path: string, content: Uint8Array): Batch;
}
