/** The contract of reporters: what they are given, and what they give. */
import type { CheckResult } from "./finding.ts";
import type { ScanResult } from "./result.ts";
import type { Tag } from "./tag.ts";
import type { TraceResult } from "./trace.ts";

/** What a reporter may need to know besides what was found. */
export interface ReportOptions {
  /** Of tagwright. */
  readonly version: string;
  /** Whether escape sequences of a terminal are wanted. */
  readonly color: boolean;
  /** Absolute; a person's paths are relative to it. */
  readonly cwd: string;
  /** What a page or a drawing is called. */
  readonly title: string;
  /** URL of a place in an editor, with `{path}` (absolute), `{line}` and `{column}`; empty: no such links. */
  readonly editor: string;
  /** URL of a place in the repository, with `{path}` (root-relative), `{line}` and `{end}`; empty: no such links. */
  readonly repository: string;
  /** Milliseconds since 1970: ages are counted to here. */
  readonly now: number;
  /** The bytes of a root-relative file, or undefined where they cannot be had: for columns that count bytes. */
  readonly read: (path: string) => Uint8Array | undefined;
}

/** Who wrote a tag's line, and when. */
export interface Origin {
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Tags in order: a `TagList`, or an array. */
export interface Tags extends Iterable<Tag> {
  readonly length: number;
  at(position: number): Tag | undefined;
}

/** What is to be reported. */
export interface Report {
  /** What the user asked about: formats that show one thing show this. */
  readonly about: "tags" | "trace" | "findings";
  /** The scan: its root, diagnostics, counters and files. */
  readonly result: Pick<ScanResult, "root" | "diagnostics" | "stats" | "files"> & { readonly tags: Tags };
  /** The tags to show: those of the scan that the filters keep. */
  readonly tags: Tags;
  /** Chains, where they were asked for. */
  readonly trace?: TraceResult | undefined;
  /** Findings, where they were asked for. */
  readonly check?: CheckResult | undefined;
  /** By fingerprint of a tag, where it is known. */
  readonly origins?: ReadonlyMap<string, Origin> | undefined;
  readonly options: ReportOptions;
}

/** Text, or bytes where text cannot say it, in parts, each made when it is asked for: a large report never is one string. */
export type Parts = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * Writes a report in one format. It throws nothing for what a report may hold: any text may stand in a name, and there
 * may be nothing at all.
 */
export interface Reporter {
  (report: Report): Parts;
  /** What comes last, after a person was shown the diagnostics. */
  readonly tail?: (report: Report) => Parts;
  /** Whether the diagnostics are in it; else a person is shown them beside it. */
  readonly holdsDiagnostics?: boolean;
}
