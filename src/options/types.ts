import type { Zone } from "../model/zone.ts";
import type { Progress } from "../model/progress.ts";

/** A number of bytes, or words like `"10MB"` (units are powers of 1,024). */
export type Size = number | string;

/** A named bundle of option values; whatever is set beside it wins. */
export type Preset = "minimal" | "standard" | "performance" | "comprehensive";

/** A grammar of the `trace` detector. */
export type Dialect = "tag" | "hash" | "moai" | "oft";

/** A detector of your own, with more than its pattern. */
export interface PatternOptions {
  /** With the named groups `kind`, `name` and `text`. */
  readonly pattern: string | RegExp;
  /** Where its tags may start; anywhere, if left out. The option `zones` wins over it. */
  readonly zones?: readonly Zone[];
  /** How serious its tags are: `check` reports each of them (the rule `pattern`). Left out: they are no findings. */
  readonly severity?: "error" | "warning" | "info";
}

/** What a scan is to do. Every key may be left out; docs/reference/options.md lists defaults, flags and variables. */
export interface ScanOptions {
  /** Which engine: `auto` takes native where it can be loaded. */
  readonly engine?: "auto" | "native" | "fallback";
  /** Folder that every path must lie in and that results are relative to. */
  readonly root?: string;
  /** Folder that relative paths start from. */
  readonly cwd?: string;
  /** A named bundle of values for the other options. */
  readonly preset?: Preset;
  /** Which detectors run: `trace`, `note` and names of patterns. All, if left out. */
  readonly detectors?: readonly string[];
  /** Which grammars the `trace` detector reads. */
  readonly dialects?: readonly Dialect[];
  /** Detectors of your own: a name and a pattern with the named groups `kind`, `name` and `text`. */
  readonly patterns?: Readonly<Record<string, string | RegExp | PatternOptions>>;
  /** Gitignore lines, anchored at the root, and the language of the files that they match; of several, the last one wins. */
  readonly languages?: Readonly<Record<string, string>>;
  /** Where tags may start, for all detectors or by name. Left out: notes in comments, others anywhere. */
  readonly zones?: readonly Zone[] | Readonly<Record<string, readonly Zone[]>>;
  /** What makes a note; `+WORD` adds to the usual ones. */
  readonly noteKeywords?: readonly string[];
  /** Take keywords of notes in any case. */
  readonly noteIgnoreCase?: boolean;
  /** What a note must have to count. */
  readonly noteNeeds?: readonly ("colon" | "reference" | "expiry")[];
  /** Leave out notes whose text is shorter, in UTF-16 units. */
  readonly noteMinText?: number;
  /** Leave out notes whose text is longer; 0 is no limit. */
  readonly noteMaxText?: number;
  /** Join the lines of a comment that go on with a note's text. */
  readonly noteJoin?: boolean;
  /** Scan hidden files and folders. */
  readonly hidden?: boolean;
  /** Obey ignore files. */
  readonly ignore?: boolean;
  /** Names of folders that are never entered. */
  readonly skipDirs?: readonly string[];
  /** Scan only files that match one of these gitignore lines, anchored at the root. */
  readonly include?: readonly string[];
  /** Leave out what matches one of these gitignore lines, anchored at the root. */
  readonly exclude?: readonly string[];
  /** Follow symbolic links. */
  readonly follow?: boolean;
  /** Let links lead out of the root. */
  readonly outside?: boolean;
  /** Leave out larger files. Bytes; 0 is no limit. */
  readonly maxFileSize?: Size;
  /** Worker threads of the native engine; 0 is what was measured best. */
  readonly threads?: number;
  /** Bytes read at a time. */
  readonly window?: Size;
  /** Whether files are memory-mapped. */
  readonly mmap?: "auto" | "never" | "always";
  /** Bytes of file content held at once; 0 is no limit. */
  readonly memory?: Size;
  /** Lines of context before and after each tag. */
  readonly context?: number;
  /** Hash every file with BLAKE3 and list it in `files`. */
  readonly hash?: boolean;
  /** Files in a batch of `scanStream`. */
  readonly batchSize?: number;
  /** Remember what was found and scan only what changed: `true` in the platform's cache folder, a path in that one. */
  readonly cache?: boolean | string;
  /** Read every file, however sure the cache is that it is the same. */
  readonly cacheVerify?: boolean;
  /** The most that a cache may take on disk, for what was found with one set of options. Bytes; 0 is no limit. */
  readonly cacheMaxSize?: Size;
  /** Forget what was not met for so many days; 0 is no limit. */
  readonly cacheMaxAge?: number;
  /** Cancels the scan. */
  readonly signal?: AbortSignal;
  /** Called at most every 100 ms, and once at the end. */
  readonly onProgress?: (progress: Progress) => void;
}

/** The name of an option. */
export type OptionName = keyof ScanOptions;
