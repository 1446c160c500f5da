import type { Diagnostic } from "./diagnostic.ts";
import type { Location, Related, Severity } from "./finding.ts";
import type { Origin } from "./reporter.ts";
import type { FileEntry } from "./result.ts";
import type { Tag } from "./tag.ts";
import type { TagList } from "./tags.ts";
import type { TraceResult } from "./trace.ts";

/** What a rule reports. */
export interface Draft {
  /** One line, without a final stop. It should not hold what changes by itself, such as an age. */
  readonly message: string;
  /** Where: a tag, a place, or the path of a file; left out when it is about no file. */
  readonly at?: Tag | Location | string;
  /** The tags it is about; `at` if that is one. */
  readonly tags?: readonly Tag[];
  readonly related?: readonly Related[];
  /** Instead of the rule's, where nobody has set one. */
  readonly severity?: Severity;
  /** Instead of the rule's. */
  readonly help?: string;
  /** What makes it this finding, besides rule and file, and not another; lines do not belong there. Default: the tag, or the message. */
  readonly key?: string;
}

/** Values of a rule's options. The default's type is the type of the option: a whole number, a text, or a list of texts. */
export type RuleValues = Readonly<Record<string, number | string | readonly string[]>>;

/** What a rule may look at. */
export interface RuleContext<Options extends RuleValues = RuleValues> {
  /** The rule's options, defaults included. */
  readonly options: Options;
  /** Absolute path that every `path` is relative to. */
  readonly root: string;
  /** All tags, by path and offset. */
  readonly tags: TagList;
  readonly diagnostics: readonly Diagnostic[];
  /** By pattern, how serious its tags are, where the scan's options say so. */
  readonly severities: Readonly<Record<string, Severity>>;
  /** Every file that was scanned; empty unless the rule needs `files`. */
  readonly files: readonly FileEntry[];
  /** Chains, gaps and coverage. Made when first looked at. */
  readonly trace: TraceResult;
  /** What is asked of types: `minCoverage` of the policy. */
  readonly minCoverage: Readonly<Record<string, number>>;
  /** Milliseconds since 1970: what rules about dates take for now. */
  readonly now: number;
  /** The bytes of a root-relative file; undefined where it cannot be read. */
  read(path: string): Uint8Array | undefined;
  /** Who wrote the lines of tags last, by git; a tag that git knows nothing of is left out. One process a file, results are kept by content. */
  blame(tags: Iterable<Tag>): Promise<ReadonlyMap<Tag, Origin>>;
}

/** A tree and what the rule finds in it: shown in the docs, and run by a test. */
export interface RuleExample {
  /** By path, what a file holds. */
  readonly files: Readonly<Record<string, string>>;
  /** When they were committed, like `2020-01-31`; left out where git plays no part. */
  readonly committed?: string;
  readonly options?: RuleValues;
  /** Of the scan; with `oft`, items are read from files as well. */
  readonly dialects?: readonly ("tag" | "hash" | "moai" | "oft")[];
  /** Of the scan. */
  readonly patterns?: Readonly<Record<string, { readonly pattern: string; readonly severity: Severity }>>;
  readonly minCoverage?: Readonly<Record<string, number>>;
  /** `path:line: message` of all findings, in order. */
  readonly finds: readonly string[];
}

/** A rule: one thing that may be wrong with a tree. */
export interface Rule<Options extends RuleValues = RuleValues> {
  /** Lower-case words joined by `-`. */
  readonly id: string;
  /** In force where the policy sets none; `off`: the rule runs only where the policy asks for it. */
  readonly severity: Severity | "off";
  /** What it reports, in one line. */
  readonly summary: string;
  /** What to do about a finding, in one sentence. */
  readonly help: string;
  /** Options and their defaults. */
  readonly options?: Options;
  readonly example?: RuleExample;
  /** `files`: the scan must list its files (`hash: true`). */
  readonly needs?: readonly "files"[];
  check(context: RuleContext<Options>): Iterable<Draft> | AsyncIterable<Draft>;
}

/** A severity that a policy may give a rule. Words of other tools are read, too: `critical`, `medium`, `note`. */
export type SeverityWord = Severity | "off" | (string & {});

/** What a policy says of a rule: a severity, or that with options. */
export type RuleSetting = SeverityWord | ({ readonly severity?: SeverityWord } & RuleValues);

/** Paths, and what holds for findings in them. Globs are of the whole root-relative path, `**` for any folders. */
export interface PathRule {
  readonly files: string | readonly string[];
  readonly rules: Readonly<Record<string, SeverityWord>>;
}

/** Findings that are left out, and counted. */
export interface IgnoreRule {
  /** Globs; left out: all paths. */
  readonly files?: string | readonly string[];
  /** Ids of rules; left out: all. */
  readonly rules?: string | readonly string[];
}

/** What may be merged: the key `check` of a configuration. Everything may be left out. */
export interface Policy {
  /** A finding of this severity or worse fails. Default: `error`. */
  readonly failOn?: Severity;
  /** By rule. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** By path: the last that fits a path and names the rule wins over `rules`. */
  readonly paths?: readonly PathRule[];
  readonly ignore?: readonly IgnoreRule[];
  /** By type, the least percentage of ids that must have it, 0 to 100. */
  readonly minCoverage?: Readonly<Record<string, number>>;
  /** A file of findings that are known: only new ones count. Relative to the root, or in a configuration file to its folder. */
  readonly baseline?: string;
  /** Rules of your own: see `defineRule`. */
  readonly custom?: readonly Rule[];
  /** Milliseconds since 1970, or a date: what rules about dates take for now. Default: the clock. */
  readonly now?: number | string;
}
