/** What the HTML page holds: the contract between its reporter and its script. Strings that repeat are numbers into `words`. */

/** Columns of tags, in the order of the report. */
export interface PageTags {
  readonly detector: readonly number[];
  readonly kind: readonly number[];
  readonly name: readonly number[];
  readonly path: readonly number[];
  readonly line: readonly number[];
  readonly column: readonly number[];
  readonly text: readonly string[];
}

/** A type of a chain, and rows of the tags that count as it: a kind may be mapped to a type. */
export type PageGroup = readonly [type: number, rows: readonly number[]];

/** A chain; its groups are in the chain's order, none of them empty. */
export interface PageChain {
  readonly id: string;
  readonly missing: readonly number[];
  readonly groups: readonly PageGroup[];
  readonly isOrphan: boolean;
  readonly isDangling: boolean;
}

/** Covered, total, percent. */
export type PageShare = readonly [covered: number, total: number, percent: number];

/** A folder: its complete chains, then a share for each type of `order`. */
export interface PageFolder {
  readonly folder: string;
  readonly overall: PageShare;
  readonly types: readonly PageShare[];
}

/** A finding. `severity`: 0 error, 1 warning, 2 info. */
export interface PageFinding {
  readonly rule: number;
  readonly severity: number;
  readonly message: string;
  readonly help: number;
  readonly path: number;
  readonly line: number;
  readonly column: number;
  readonly related: readonly (readonly [message: string, path: number, line: number, column: number])[];
}

/** A note: a row of the tags, who wrote it (word, or -1) and when (milliseconds since 1970, or 0). */
export interface PageNote {
  readonly tag: number;
  readonly owner: number;
  readonly time: number;
  readonly issue: string;
  readonly expires: string;
}

/** States of a link, by the numbers they have in the page. */
export const linkStates = ["covers", "outdated", "predated", "orphaned", "unwanted", "ambiguous", "duplicate"] as const;

/** A link of an item: to which (-1: there is none), the id it asks for, and a number of `linkStates`. */
export type PageLink = readonly [to: number, id: number, state: number];

/** An item of OpenFastTrace. */
export interface PageItem {
  readonly id: string;
  readonly type: number;
  readonly title: string;
  /** Approved, proposed, draft or rejected. */
  readonly status: number;
  readonly path: number;
  readonly line: number;
  readonly column: number;
  /** Whether it is a tag, which is known by its place. */
  readonly isTag: boolean;
  readonly needs: readonly number[];
  /** Those of its needs that nothing covers. */
  readonly uncovered: readonly number[];
  readonly deep: "covered" | "uncovered" | "cycle";
  readonly isDefect: boolean;
  /** What it covers. */
  readonly links: readonly PageLink[];
}

/** All of it. */
export interface PageData {
  readonly title: string;
  readonly root: string;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly made: number;
  readonly editor: string;
  readonly repository: string;
  readonly about: "tags" | "trace" | "findings";
  readonly files: number;
  readonly order: readonly number[];
  readonly overall: PageShare;
  /** One for each of `order`. */
  readonly shares: readonly PageShare[];
  readonly folders: readonly PageFolder[];
  readonly suppressed: number;
  /** Types of items, in the order in which they need each other. */
  readonly itemTypes: readonly number[];
  readonly items: readonly PageItem[];
  readonly tags: PageTags;
  readonly chains: readonly PageChain[];
  readonly findings: readonly PageFinding[];
  readonly notes: readonly PageNote[];
  readonly words: readonly string[];
}
