/** The words of the benchmark. */

/** One run of one contender. */
export interface Sample {
  /** Milliseconds. */
  ms: number;
  /** What it found; absent if it does another job. */
  count?: number;
  /** CPU milliseconds of all its threads. */
  cpu?: number;
  /** Peak resident bytes. */
  rss?: number;
}

/** One contender in one group; all contenders of a group do the same work and take turns. */
export interface Entrant {
  readonly group: string;
  readonly name: string;
  /** How to do it by hand; DIR stands for the tree. */
  readonly command: string;
  /** `warm` is true for the first, uncounted run, which may take longer to learn CPU time and memory. */
  run(warm: boolean): Promise<Sample>;
}

/** All runs of one entrant. */
export interface Series {
  group: string;
  name: string;
  command: string;
  /** Milliseconds of each counted run. */
  runs: number[];
  median: number;
  min: number;
  max: number;
  /** Milliseconds of the first run, which is not counted unless it is the only one. */
  first: number;
  count?: number;
  cpu?: number;
  rss?: number;
}

export interface Tree {
  readonly name: string;
  readonly path: string;
}

/** What a part hands back. */
export interface Outcome {
  series: Series[];
  /** Named numbers: ratios, bytes, differences. */
  metrics: Record<string, number>;
  /** What must be the same at every run and on every machine. */
  counters?: Record<string, number>;
  /** Anything that makes the run a failure, such as counts that differ. */
  problems: string[];
  /** What was left out, and why. */
  notes: string[];
}

export interface Options {
  trees: Tree[];
  only: string[];
  without: string[];
  runs: number;
  threads: number;
  sizes: number[];
  rg: string[];
  out: string | undefined;
  /** Under which name to keep what was measured. */
  save: string | undefined;
  /** The name of what to compare with. */
  compare: string | undefined;
  /** What makes the run fail: a regression of anything, or of the counters alone. */
  gate: "all" | "counters";
}

export type Part = (options: Options) => Promise<Outcome>;
