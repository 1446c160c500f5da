import type { ChangeReport } from "./changes.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Severity } from "./finding.ts";
import type { Stats } from "./stats.ts";
import type { TagList } from "./tags.ts";

/** A file of a result; only when `hash` was asked for. */
export interface FileEntry {
  /** Root-relative. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** BLAKE3 of the stored bytes, 64 hexadecimal digits; undefined where the file could not be read. */
  readonly hash: string | undefined;
}

/** What a scan found. `JSON.stringify` writes everything but `engine`, `severities` and `changes`, so that only `stats` differs from run to run. */
export interface ScanResult {
  /** Absolute path that every `path` is relative to. */
  readonly root: string;
  /** The engine that did it. */
  readonly engine: "native" | "fallback";
  /** Sorted by path bytes, then offset. */
  readonly tags: TagList;
  /** Sorted by path bytes, then offset. Made when first looked at. */
  readonly diagnostics: readonly Diagnostic[];
  readonly stats: Stats;
  /** Every file seen, with its hash; only when `hash` was asked for. */
  readonly files?: readonly FileEntry[];
  /** By pattern, how serious its tags are, where its options say so: `check` reports them. Not written by `JSON.stringify`. */
  readonly severities?: Readonly<Record<string, Severity>>;
  /** What is new since the scan before; only with a cache, and not of a stream. Made when first looked at. */
  readonly changes?: ChangeReport | undefined;
  toJSON(): object;
}
