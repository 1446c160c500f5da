/** What was wrong with a cache becomes a warning of the process: the result is right all the same. */
import type { CacheStats } from "../model/stats.ts";
import { TagwrightError } from "../model/error.ts";

/** Codes and files that were told already. */
const said = new Set<string>();

/** Warns once a process for each code and file. */
export function warnOf(stats: CacheStats | undefined): void {
  for (const { code, detail } of stats?.notices ?? []) {
    const key = `${code}\0${detail}`;
    if (said.has(key)) continue;
    said.add(key);
    process.emitWarning(new TagwrightError(code, detail).message, { type: "TagwrightWarning", code });
  }
}
