/** What is compared of two results. */
import { engineInfo, pathToBuffer } from "../../index.ts";
import type { ScanResult, Stats } from "../../index.ts";

export type EngineName = "native" | "fallback";

/** The engines that can be compared here: both where the addon is there. */
export const engines: readonly EngineName[] =
  engineInfo().native.state === "loaded" ? ["native", "fallback"] : ["fallback"];

/**
 * Everything that must be the same whatever the engine, the threads and the way of reading. `free`: a pattern has no literals, and
 * the engines may judge different lines.
 */
export function outcome({ tags, diagnostics, stats }: ScanResult, free = false): object {
  const { candidateLines, ...others } = counters(stats);
  return {
    tags: tags.toArray(),
    diagnostics,
    stats: free ? others : { ...others, candidateLines },
    paths: pathsOf(tags),
  };
}

/** The paths of tags as bytes, in hexadecimal. */
export const pathsOf = (tags: ScanResult["tags"]): string[] =>
  [...tags].map((tag) => pathToBuffer(tag.path).toString("hex"));

/** The counters that do not depend on how the work was done. */
export function counters(stats: Stats) {
  const { directories, files, scanned, failed, opened, skipped, skippedDirectories } = stats;
  const { bytesMatched, candidateLines, tags, diagnostics } = stats;
  return {
    ...{ directories, files, scanned, failed, opened, skipped, skippedDirectories },
    ...{ bytesMatched, candidateLines, tags, diagnostics },
  };
}

const sum = (one: object, two: object): object =>
  Object.fromEntries(
    Object.entries(one).map(([key, value]) => {
      const other = (two as Record<string, unknown>)[key];
      return [key, typeof value === "number" ? value + (other as number) : sum(value as object, other as object)];
    }),
  );

/** The results of a stream as if they were one. */
export function joined(batches: readonly ScanResult[]): object {
  return {
    tags: batches.flatMap(({ tags }) => tags.toArray()),
    diagnostics: batches.flatMap(({ diagnostics }) => diagnostics),
    stats: batches.map(({ stats }): object => counters(stats)).reduce(sum),
    paths: batches.flatMap(({ tags }) => pathsOf(tags)),
  };
}
