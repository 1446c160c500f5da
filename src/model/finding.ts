import type { Tag } from "./tag.ts";

/** How bad it is; other tools' words are read by `readSeverity` of src/findings. */
export type Severity = "error" | "warning" | "info";

/** A place in a file. */
export interface Location {
  /** Root-relative, with `/`; empty when it is about no file. */
  readonly path: string;
  /** 1-based; 0 when it is about the whole file, or about none. */
  readonly line: number;
  /** 1-based, in UTF-16 units; 0 when it is about the whole file, or about none. */
  readonly column: number;
  /** 1-based; left out where it ends on `line`, or where the end is not known. */
  readonly endLine?: number;
  /** 1-based, in UTF-16 units, exclusive. */
  readonly endColumn?: number;
  /** Bytes from the file's start. */
  readonly offset?: number;
  /** Bytes. */
  readonly length?: number;
}

/** Another place that plays a part, such as the first of two definitions. */
export interface Related {
  readonly location: Location;
  /** What it has to do with it: `first defined here`. */
  readonly message: string;
}

/** A rule's verdict. */
export interface Finding {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** One line, without a final stop. */
  readonly message: string;
  readonly location: Location;
  /** The tags it is about, the one at `location` first; none for a file or a diagnostic. */
  readonly tags: readonly Tag[];
  readonly related: readonly Related[];
  /** 32 hexadecimal digits that survive edits above the place. Equal ones are one finding. */
  readonly fingerprint: string;
  /** What to do about it. */
  readonly help: string;
}

/** Findings in order. An array is one; what `check` gives makes its objects when they are looked at. */
export interface Findings extends Iterable<Finding> {
  readonly length: number;
  /** The finding at a position, from the end if negative; undefined outside. */
  at(position: number): Finding | undefined;
}

/** A rule that ran, as reports describe it. */
export interface RuleInfo {
  readonly id: string;
  /** The severity in force where no path glob says otherwise; `off` only where all paths but some are off. */
  readonly severity: Severity | "off";
  /** What it reports, in one line. */
  readonly summary: string;
  /** What to do about its findings. */
  readonly help: string;
}

/** Findings of one rule that lie near each other in one file. */
export interface Cluster {
  readonly path: string;
  readonly rule: string;
  /** The worst of its findings. */
  readonly severity: Severity;
  /** Of the first and of the last finding; 1-based, 0 for the whole file. */
  readonly line: number;
  readonly endLine: number;
  /** How many findings. */
  readonly count: number;
  /** The position of its first finding in the list. */
  readonly first: number;
}

/** How many findings were left out, by what did it. */
export interface Suppressed {
  /** `tagwright-ignore…` comments. */
  readonly comment: number;
  /** Globs of the configuration. */
  readonly config: number;
  /** The baseline file. */
  readonly baseline: number;
}

/** What was asked of a type and what is there. */
export interface Threshold {
  /** TEST, CODE, … */
  readonly type: string;
  /** Ids that have one, of all ids that should. */
  readonly covered: number;
  readonly total: number;
  /** 0 to 100; 100 where `total` is 0. */
  readonly percent: number;
  /** What `minCoverage` asks, 0 to 100; undefined where it asks nothing. */
  readonly least: number | undefined;
}

/** What `check` found. `JSON.stringify` writes all of it. */
export interface CheckResult {
  /** Absolute path that every `path` is relative to. */
  readonly root: string;
  /** What remains, each fingerprint once; sorted by path bytes, line, column and rule, then as rules gave them. */
  readonly findings: Findings;
  /** Of `findings`, by severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** Of `findings`, in their order. */
  readonly clusters: readonly Cluster[];
  readonly suppressed: Suppressed;
  /** Findings that had a fingerprint of another one, and became one with it. */
  readonly repeated: number;
  /** Entries of the baseline that no finding fits any more. */
  readonly stale: number;
  /** By type, in the order of the chain; empty where there are no chains. */
  readonly coverage: readonly Threshold[];
  /** Every rule that ran, sorted by id. */
  readonly rules: readonly RuleInfo[];
  /** Findings of this severity or worse fail. */
  readonly failOn: Severity;
  /** Whether something of `failOn` or worse remains. */
  readonly failed: boolean;
  toJSON(): object;
}
