/** How long to soak, and what is to hold then. */

/** A folder and how many tags it has. */
export interface Counted {
  readonly path: string;
  readonly tags: number;
}

/** In each of some rounds: so many scans of a small tree and of a large one, aborted scans, killed workers. */
export interface Plan {
  readonly small: Counted;
  readonly large: Counted;
  readonly rounds: number;
  readonly scans: number;
  readonly big: number;
  readonly aborts: number;
  readonly kills: number;
}

/** After a round: bytes, and things that are open. */
export interface Held {
  readonly rss: number;
  readonly heap: number;
  readonly external: number;
  readonly files: number;
  readonly threads: number;
}

/** What a soak gives. */
export interface Report {
  readonly rounds: Held[];
  stopped: number;
  open: string[];
}

/** The short form takes some ten seconds an engine; the long one does 2,000 small scans and 50 large ones in all. */
export const forms = {
  short: { rounds: 10, scans: 40, big: 1, aborts: 4, kills: 1 },
  long: { rounds: 50, scans: 40, big: 1, aborts: 10, kills: 4 },
} as const;

/** Bytes that a process may hold more of at its end than when it was warm. */
export const BOUNDS = { rss: 24e6, heap: 2e6, external: 1e6 } as const;

/** The median, of bytes after garbage was collected: a round may be caught in the middle of something. */
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** How much more the last third of the rounds holds than the second: the first is the warm-up. */
export function growth(rounds: readonly Held[], what: keyof Held): number {
  const third = Math.floor(rounds.length / 3);
  const of = (from: number, to?: number) => middle(rounds.slice(from, to).map((one) => one[what]));
  return of(-third) - of(third, 2 * third);
}
