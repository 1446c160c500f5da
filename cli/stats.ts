/** Counters as a table for people; programs read them in JSON. */
import type { Stats } from "../index.ts";
import { counted, grouped, sized, timed } from "./number.ts";
import { table } from "./table.ts";

const words: Readonly<Record<string, string>> = {
  tooLarge: "too large",
  skipDirs: "by name",
  special: "special files",
  symlink: "links",
};

/** The counts that are not zero, largest first. */
function reasons(counts: Readonly<Record<string, number>>): string {
  const found = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, two]) => two - one);
  const told = found.map(([name, count]) => `${grouped(count)} ${words[name] ?? name}`);
  return told.length === 0 ? "none skipped" : `skipped: ${told.join(", ")}`;
}

const cacheRows = ({ cache }: Stats): [string, string][] => {
  if (cache === undefined) return [];
  const { lookups, hits, hitRate, stat, blob, hash, misses, saved, bytes, read, written } = cache;
  return [
    [
      "cache",
      `${grouped(lookups)} look-ups, ${grouped(hits)} hits (${hitRate} %: ${grouped(stat)} by stat, ${grouped(blob)} by blob id, ${grouped(hash)} by hash), ${grouped(misses)} not; ${timed(saved / 1000)} saved; ${sized(bytes)} on disk, ${sized(read)} read, ${sized(written)} written`,
    ],
  ];
};

const rows = (stats: Stats): [string, string][] => [
  ["engine", `${stats.engine}, ${counted(stats.threads, "thread")}`],
  ["folders", `${grouped(stats.directories)} entered; ${reasons(stats.skippedDirectories)}`],
  [
    "files",
    `${grouped(stats.files)} seen, ${grouped(stats.opened)} opened, ${grouped(stats.scanned)} scanned, ${grouped(stats.failed)} failed; ${reasons(stats.skipped)}`,
  ],
  ["bytes", `${sized(stats.bytesRead)} read, ${sized(stats.bytesMatched)} matched`],
  [
    "found",
    `${counted(stats.tags, "tag")}, ${counted(stats.diagnostics, "diagnostic")}, ${counted(stats.candidateLines, "candidate line")}`,
  ],
  [
    "time",
    `${timed(stats.times.total)}: walk ${timed(stats.times.walk)}, merge ${timed(stats.times.merge)}; over all threads: read ${timed(stats.times.read)}, match ${timed(stats.times.match)}`,
  ],
  ["speed", `${grouped(stats.filesPerSecond)} files/s, ${sized(stats.bytesPerSecond)}/s`],
  [
    "per file",
    `p50 ${grouped(stats.latency.p50)} µs, p90 ${grouped(stats.latency.p90)} µs, p99 ${grouped(stats.latency.p99)} µs, max ${grouped(stats.latency.max)} µs`,
  ],
  ...cacheRows(stats),
  [
    "memory",
    `${sized(stats.peakMemory)} at most${stats.deferred === 0 ? "" : `; ${counted(stats.deferred, "wait")} for the limit`}`,
  ],
];

/** Lines for stderr. */
export function* showStats(stats: Stats): Iterable<string> {
  yield "\nStatistics\n";
  yield* table(rows(stats));
}
