/** The words of the oracles. */

/** Where the comments of a file are, flat and in order: start, end, start, end, … in bytes. */
export type Ranges = readonly number[];

/** What an oracle says of one file. */
export interface Answer {
  readonly comments: Ranges;
  /** Why it can't parse the file; `comments` is then what it found all the same. */
  readonly broken?: string;
}

/** Something no one here wrote that knows where a language's comments are. */
export interface Oracle {
  /** Its name and version. */
  readonly name: string;
  /** The comments of a file. Throws only if the oracle itself is in trouble. */
  ask(path: string, bytes: Uint8Array): Answer | Promise<Answer>;
  close(): void;
}

/** A language that is compared. */
export interface Subject {
  readonly name: string;
  /** How the names of its files end. */
  readonly suffixes: readonly string[];
  /** The share of equal files that is asked for. */
  readonly bar: number;
  open(): Promise<Oracle>;
}

/** The first place where two answers part. */
export interface Difference {
  readonly path: string;
  /** 1-based line of the first of the two ranges. */
  readonly line: number;
  /** The ranges there, or null where one side has no more. */
  readonly ours: readonly [number, number] | null;
  readonly theirs: readonly [number, number] | null;
  /** How the earlier range begins. */
  readonly text: string;
  /** Why it is so: a key of the reasons; absent if nobody has explained it. */
  readonly reason?: string;
}

/** All files of one language in one tree. */
export interface Tally {
  readonly language: string;
  readonly tree: string;
  readonly oracle: string;
  /** Files compared: those the oracle can parse. */
  files: number;
  equal: number;
  comments: number;
  /** Files the oracle can't parse, and how many of these are equal all the same. */
  unparseable: number;
  unparseableEqual: number;
  readonly differences: Difference[];
}
