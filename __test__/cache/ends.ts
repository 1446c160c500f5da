/** What a scan with a cache came to. */
import { deepStrictEqual } from "node:assert";
import type { CacheUse, ScanResult } from "../../index.ts";
import { pathsOf } from "../oracle/compare.ts";

/** What must be the same with a cache and without. */
export function outcome({ tags, diagnostics, files, stats }: ScanResult): object {
  const { directories, failed, scanned, skipped, skippedDirectories } = stats;
  // How much is opened and matched is what a cache is for.
  const counts = { directories, files: stats.files, failed, scanned, skipped, skippedDirectories };
  return { tags: tags.toArray(), paths: pathsOf(tags), diagnostics, files, counts };
}

/** How look-ups ended, those that are 0 left out. */
export function endsOf({ lookups, stat, blob, hash, misses, stale }: CacheUse): Record<string, number> {
  deepStrictEqual(stat + blob + hash + misses, lookups, "look-ups");
  const all = { stat, blob, hash, misses, stale };
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0));
}
