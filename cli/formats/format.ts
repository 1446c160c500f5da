import type { ScanResult, TagList } from "../../index.ts";
import type { Paint } from "../color.ts";

/** What is to be printed. */
export interface Report {
  readonly result: ScanResult;
  /** Those of the result that the filters keep. */
  readonly tags: TagList;
  readonly paint: Paint;
}

/** A way to print a report. Parts are made as they are asked for, so that a large report never is one string. */
export interface Format {
  body(report: Report): Iterable<string>;
  /** What comes after the diagnostics. */
  tail?(report: Report): Iterable<string>;
  /** Whether the body holds the diagnostics; else they go to stderr. */
  readonly holdsDiagnostics?: boolean;
}
