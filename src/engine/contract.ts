/** What the API hands to an engine, and what it gets back. Both engines honour exactly this. */
import type { Progress } from "../model/progress.ts";
import type { EngineStats } from "../model/stats.ts";

export type { EngineStats, Progress };

/** u32 a tag in `rows`, a diagnostic, and a file: see docs/design/border.md. */
export const ROW = 14;
export const DIAGNOSTIC = 9;
export const FILE = 6;
/** u32 a file in `Changes.files`. */
export const CHANGE = 5;

/** What makes a note. */
export interface NoteRules {
  readonly keywords: readonly string[];
  readonly ignoreCase: boolean;
  /** What a note must have to count. */
  readonly needs: readonly ("colon" | "reference" | "expiry")[];
  /** The fewest and the most UTF-16 units of text; the most 0: no limit. */
  readonly least: number;
  readonly most: number;
  /** Whether lines that go on with a note's text are joined to it. */
  readonly joined: boolean;
}

/** A detector, ready for an engine: see docs/design/matching.md. */
export type DetectorSpec =
  | {
      readonly type: "trace";
      readonly dialect: string;
      readonly literals: readonly string[];
      readonly fields: readonly string[];
      /** Where tags may start: a bit for each zone. */
      readonly zones: number;
    }
  | {
      readonly type: "note";
      readonly note: NoteRules;
      readonly literals: readonly string[];
      readonly fields: readonly string[];
      readonly zones: number;
    }
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
      readonly zones: number;
    };

/** A gitignore line, and the language of the files that it matches. */
export interface LanguageRule {
  readonly line: string;
  /** A name or an alias that the tables have. */
  readonly language: string;
}

/** A complete, normalised request: every field present, nothing left to decide. */
export interface Request {
  /** Absolute path of the root. */
  readonly root: string;
  /** Absolute paths inside the root. */
  readonly paths: readonly string[];
  readonly detectors: readonly DetectorSpec[];
  /** What files are in, whatever their names and contents say: the last line that matches a path or a folder above it. */
  readonly languages: readonly LanguageRule[];
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
  /** Match bytes as they are: no file is binary, and none is UTF-16. */
  readonly raw: boolean;
  /** Root-relative paths; only what the walk finds at or below one of them is scanned, by the walk's own rules. Empty: all. */
  readonly only: readonly string[];
  /** Test hook (TAGWRIGHT_FAULT): matching a file whose path ends with this panics. Empty: off. */
  readonly fault: string;
}

/** Columns: see docs/design/border.md. */
export interface Batch {
  rows: Uint32Array;
  diagnostics: Uint32Array;
  files: Uint32Array;
  strings: Uint8Array;
  stats: EngineStats;
}

export interface Session {
  /**
   * The batch of the next `limit` entries (0: all that are left), or null when none are left. One call at a time. The
   * first call gives a batch even of nothing, since its stats hold the walk; only a cancelled one gives null.
   */
  next(limit: number): Promise<Batch | null>;
  nextSync(limit: number): Batch | null;
  /** Makes a running and every later `next` give null soon. */
  cancel(): void;
  progress(): Progress;
  /** Once `next` gave the last batch of a scan with a cache; null without one, or when it was cancelled. */
  changes(): Changes | null;
}

/** Which store, and how it is used: see docs/design/cache/how.md. */
export interface CacheSpec {
  /** Absolute path of the base without its `.twc`; empty: in memory only. */
  readonly file: string;
  /** 64 hex digits: of all that affects a result. */
  readonly fingerprint: string;
  /** Hash every file, whatever its stat says. */
  readonly verify: boolean;
  /** Ask git's index about files whose stat is not on record. */
  readonly git: boolean;
  /** Absolute paths of the attributes files that count in every repository, whether they exist or not. */
  readonly attributes: readonly string[];
  /** Bytes of a base; 0 means no limit. */
  readonly maxBytes: number;
  /** Days; 0 means no limit. */
  readonly maxAge: number;
  /** Milliseconds to wait for the lock. */
  readonly wait: number;
}

/** What a store holds now. */
export interface CacheInfo {
  readonly records: number;
  readonly current: number;
  /** Bytes of base and patch on disk. */
  readonly bytes: number;
  /** Milliseconds since 1970 of the last scan that it knows; 0: none. */
  readonly scanned: number;
}

/** A store that is open: shared by sessions, safe for several at once. */
export interface Cache {
  /** Forgets a root-relative path, and all below it; gives how many records that were. */
  invalidate(path: string): number;
  clear(): void;
  info(): CacheInfo;
  /** Drops what age and size limits say, and saves. */
  prune(): void;
}

/** What a scan with a cache found against the one before it: see docs/design/border.md. */
export interface Changes {
  /** CHANGE u32 a file, those unchanged left out, sorted by path: state (0 added, 1 modified, 2 deleted, 3 renamed), pathStart,
   * pathEnd, fromStart, fromEnd (where a renamed file was; else empty). */
  readonly files: Uint32Array;
  readonly strings: Uint8Array;
  readonly unchanged: number;
  /** Milliseconds since 1970 of the scan before; 0: none. */
  readonly since: number;
  /** What modified, deleted and renamed files held before, under their paths of then. */
  readonly before: Omit<Batch, "stats">;
}

/** A text, and the root-relative path of the file that it stands for. */
export interface Text {
  readonly path: string;
  /** As it would be stored. */
  readonly content: Uint8Array;
}

export interface Engine {
  readonly name: "native" | "fallback";
  /** Opens a store, and reads it if it is on disk; what is wrong with it shows in the stats of the next scan. */
  cache(spec: CacheSpec): Cache;
  /** Throws TagwrightError for a request that cannot be served. `cache`: one that this engine opened. */
  open(request: Request, cache?: Cache): Session;
  /** Matches one text held in memory under a root-relative path. Binary content gives an empty batch. */
  text(request: Request, path: string, content: Uint8Array): Batch;
  /** The same for many texts, in their order: the border is crossed once. */
  texts(request: Request, texts: readonly Text[]): Batch;
  /** Where a content is not code, five numbers a span: see docs/design/zones.md. `language`: a name, by default the file's. */
  zones(path: string, content: Uint8Array, language?: string): Uint32Array;
}
