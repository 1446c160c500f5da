/** What trace makes of tags: chains by id with their gaps, and OpenFastTrace's items with their links. */
import type { Tag } from "./tag.ts";

/** The order in which a chain's types come, and what must be there. */
export interface ChainRule {
  /** Known types, the defining one first. */
  readonly order: readonly string[];
  /** Those that a chain must have, in that order. */
  readonly required: readonly string[];
}

/** All tags of one id. */
export interface Chain {
  readonly id: string;
  /** Known types it has, in the rule's order, then extra ones in order of name. */
  readonly types: readonly string[];
  /** Types of its rule that it must have. */
  readonly required: readonly string[];
  /** Required types it lacks, in the rule's order. */
  readonly missing: readonly string[];
  /** Types that its rule does not know. They satisfy nothing. */
  readonly extra: readonly string[];
  /** Types defined more than once: only the first of the order defines. */
  readonly duplicates: readonly string[];
  /** Nothing is missing. */
  readonly isComplete: boolean;
  /** Exactly one type, extra ones counted. */
  readonly isOrphan: boolean;
  /** It has known types, but not the defining one. */
  readonly isDangling: boolean;
  /** Dialects of its tags, in order of name. */
  readonly dialects: readonly string[];
  /** How many tags. */
  readonly size: number;
  /** Its tags, in the order of the scan. Made at each call. */
  tags(type?: string): Tag[];
  /** `path:line` by type, in the order of `types`. Made at each call; this is what `JSON.stringify` writes. */
  locations(): Readonly<Record<string, readonly string[]>>;
}

/** So many of so many. */
export interface Share {
  readonly covered: number;
  readonly total: number;
  /** 0 to 100, two decimals; 100 of nothing. */
  readonly percent: number;
}

/** What is covered. */
export interface Coverage {
  /** Complete chains of all chains. */
  readonly overall: Share;
  /** By type of the order: chains that have it, of the chains that require it. */
  readonly types: Readonly<Record<string, Share>>;
}

/** The same for the chains that have a tag in a folder or below. */
export interface FolderCoverage extends Coverage {
  /** Root-relative; empty for the root. */
  readonly folder: string;
}

/** A definition that stands in more than one place. */
export interface Duplicate {
  readonly id: string;
  readonly type: string;
  readonly tags: readonly Tag[];
}

/** An id that is probably another one, misspelt. */
export interface Suggestion {
  readonly id: string;
  /** The id that was probably meant. */
  readonly near: string;
  readonly why: "case" | "typo";
}

/** What is wrong with a chain, or with an item. */
export type VerdictState =
  | "missing"
  | "orphan"
  | "dangling"
  | "duplicate"
  | "extra"
  | "cycle"
  | "uncovered"
  | Exclude<LinkState, "covers">;

/** One thing that is wrong. */
export interface Verdict {
  readonly state: VerdictState;
  readonly severity: "error" | "warning" | "info";
  /** Of the chain, or `type~name~revision` of the item. */
  readonly id: string;
  /** The types concerned: those missing, extra or doubled. */
  readonly types: readonly string[];
  /** One sentence. */
  readonly message: string;
  /** Where it is: the first place is the main one. */
  readonly places: readonly Place[];
}

/** A place in a file. */
export interface Place {
  /** Root-relative. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
}

/** `type~name~revision`, taken apart. */
export interface ItemId {
  readonly type: string;
  readonly name: string;
  readonly revision: number;
}

/** A specification item of OpenFastTrace: read from Markdown or reStructuredText, or a tag of its dialect. */
export interface Item extends ItemId, Place {
  /** `type~name~revision`. */
  readonly id: string;
  /** Empty where there is none. */
  readonly title: string;
  readonly status: "approved" | "proposed" | "draft" | "rejected";
  /** Types that must cover it. */
  readonly needs: readonly string[];
  /** Ids it covers, `type~name~revision`. */
  readonly covers: readonly string[];
  /** Ids it depends on. */
  readonly depends: readonly string[];
  readonly tags: readonly string[];
  /** Lines joined by LF; empty where there is none. */
  readonly description: string;
  readonly rationale: string;
  readonly comment: string;
  /** Whether it hands its coverage on to other types: `arch --> dsn : req~name~1`. */
  readonly isForward: boolean;
  readonly source: "markdown" | "rst" | "tag";
}

/** What became of a link from a covering item to a covered one. */
export type LinkState = "covers" | "outdated" | "predated" | "orphaned" | "unwanted" | "ambiguous" | "duplicate";

/** A link. Indices into the items; `to` is -1 where there is no such item. */
export interface Link {
  readonly from: number;
  readonly to: number;
  /** The id as it was asked for. */
  readonly id: string;
  readonly state: LinkState;
}

/** How an item is covered, together with all that covers it. */
export type DeepState = "covered" | "uncovered" | "cycle";

/** What is said about one item. */
export interface ItemVerdict {
  /** Needed types that no item covers, in the order of `needs`. */
  readonly uncovered: readonly string[];
  readonly deep: DeepState;
  /** What OpenFastTrace calls a defect. */
  readonly isDefect: boolean;
}

/** OpenFastTrace's view. */
export interface ItemTrace {
  /** Sorted by path and line. */
  readonly items: readonly Item[];
  readonly links: readonly Link[];
  /** One for each item, in the same order. */
  readonly verdicts: readonly ItemVerdict[];
  /** Ids that cover each other in a ring, each ring once, in order of id. */
  readonly cycles: readonly (readonly string[])[];
  /** Items that are no defect, of all. */
  readonly coverage: Share;
}

/** What `trace` gives. `JSON.stringify` writes all of it as plain data. */
export interface TraceResult {
  /** The rule that holds where no glob says otherwise. */
  readonly rule: ChainRule;
  /** In order of id (by code units). */
  readonly chains: readonly Chain[];
  /** The chain of an id. */
  chain(id: string): Chain | undefined;
  /** Chains that lack something. */
  readonly gaps: readonly Chain[];
  readonly orphans: readonly Chain[];
  readonly dangling: readonly Chain[];
  readonly duplicates: readonly Duplicate[];
  /** Types that no rule knows, with the ids that have them. */
  readonly extra: Readonly<Record<string, readonly string[]>>;
  readonly coverage: Coverage;
  /** Folders that hold tags, in order of name. Made when first looked at. */
  readonly folders: readonly FolderCoverage[];
  /** Ids that are nearly another one's. Made when first looked at. */
  readonly suggestions: readonly Suggestion[];
  /** Undefined where there is nothing of that dialect. */
  readonly items: ItemTrace | undefined;
  /** All that is wrong, by chain, then by item. Made at each call. */
  verdicts(): Iterable<Verdict>;
  toJSON(): object;
}
