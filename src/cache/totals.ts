/** What a store did in all scans so far, in a small file beside it. Losing it, or a race of two writers, costs nothing but counts. */
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { CacheStats } from "../model/stats.ts";
import { hitsOf } from "../model/stats.ts";

const KEYS = ["scans", "lookups", "stat", "blob", "hash", "misses", "stale", "saved", "read", "written"] as const;

/** Sums over scans; the names are those of a scan's counters. */
export type Totals = Readonly<Record<(typeof KEYS)[number], number>> & {
  readonly hits: number;
  /** Per cent. */
  readonly hitRate: number;
};

type Counts = Record<(typeof KEYS)[number], number>;

const fileOf = (store: string): string => `${store}.json`;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** What a file holds; numbers that are none count as zero. */
function readCounts(store: string): Counts {
  let found: Partial<Record<string, unknown>> = {};
  try {
    // To open a pipe is to wait for who writes to it.
    if (!statSync(fileOf(store)).isFile()) throw new Error("not a file");
    found = Object(JSON.parse(readFileSync(fileOf(store), "utf8"))) as typeof found;
  } catch {
    // None yet, or none that can be read: counting begins anew.
  }
  return Object.fromEntries(KEYS.map((key) => [key, isCount(found[key]) ? found[key] : 0])) as Counts;
}

/** The sums of a store, whose path is given without its ending. */
export function readTotals(store: string): Totals {
  const counts = readCounts(store);
  return { ...counts, ...hitsOf(counts) };
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // There is no such folder, or it may not be written.
  }
}

/** Adds a scan. Where that cannot be written, it is not. */
export function addTotals(store: string, stats: CacheStats): void {
  const counts = readCounts(store);
  for (const key of KEYS) counts[key] += key === "scans" ? 1 : stats[key];
  const draft = `${fileOf(store)}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, `${JSON.stringify(counts)}\n`);
    renameSync(draft, fileOf(store));
  } catch {
    discard(draft);
  }
}
