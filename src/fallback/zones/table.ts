/** The shape of the generated tables of languages: src/generated/syntax.ts. */

/** A rule as the tables have it, with only what differs from the default. */
export interface RuleRow {
  readonly kind: "line" | "block" | "string" | "hook";
  readonly open: string;
  readonly close?: string;
  readonly at?: Place;
  readonly closeAt?: Place;
  readonly escape?: Escape;
  readonly nested?: true;
  readonly multiline?: true;
  readonly fold?: true;
  /** Whether the closer means nothing in `[…]`. */
  readonly set?: true;
  /** Whether it asks for the code before it, so that the lexer must keep that. */
  readonly looks?: true;
  readonly late?: true;
  readonly prefixes?: readonly string[];
  readonly keep?: readonly string[];
  readonly quote?: string;
  readonly inner?: readonly [string, string];
  readonly hook?: string;
  /** The language that a hook begins. */
  readonly embed?: string;
}

/** A language as the tables have it. */
export interface Syntax {
  readonly name: string;
  /** What it is called to others: dialects share a name. */
  readonly as: string;
  /** Whether what no rule takes is prose. */
  readonly text: boolean;
  /** Whether it is only found inside another language. */
  readonly part: boolean;
  /** The language of what stands between `<?` and `?>` wherever that is in it; empty: none. */
  readonly islands: string;
  readonly rules: readonly RuleRow[];
}

/** What files, interpreters and fences are called, sorted, each with the index of its language. */
export interface NameTables {
  readonly names: readonly (readonly [string, number])[];
  readonly filenames: readonly (readonly [string, number])[];
  readonly extensions: readonly (readonly [string, number])[];
  readonly shebangs: readonly (readonly [string, number])[];
}

/**
 * Where an opener must stand. `word`: after white space; `token`: also after `;&|()<>`; `alone`: only blanks on its line; `value`:
 * where YAML has a value begin.
 */
export type Place = "anywhere" | "column1" | "column7" | "blank" | "word" | "token" | "alone" | "value";
/** What makes the next closer no closer. `double`: the closer twice; `continue`: a backslash joins lines. */
export type Escape = "none" | "backslash" | "double" | "backtick" | "continue";
