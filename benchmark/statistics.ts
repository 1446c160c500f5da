import type { Sample, Series } from "./types.ts";

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("no median of nothing");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const largest = (values: readonly (number | undefined)[]) => {
  const known = values.filter((value) => value !== undefined);
  return known.length ? Math.max(...known) : undefined;
};

/** Puts one entrant's samples together; the first is the warm-up. */
export function summarise(who: { group: string; name: string; command: string }, samples: readonly Sample[]): Series {
  const counted = samples.length > 1 ? samples.slice(1) : samples;
  const runs = counted.map((sample) => sample.ms);
  const cpus = samples.map((sample) => sample.cpu).filter((cpu) => cpu !== undefined);
  const rss = largest(samples.map((sample) => sample.rss));
  const count = samples.at(-1)!.count;
  return {
    group: who.group,
    name: who.name,
    command: who.command,
    runs,
    median: median(runs),
    min: Math.min(...runs),
    max: Math.max(...runs),
    first: samples[0]!.ms,
    ...(count === undefined ? {} : { count }),
    ...(cpus.length ? { cpu: median(cpus) } : {}),
    ...(rss === undefined ? {} : { rss }),
  };
}

/** Sorts things into lists by a word of theirs, in order of appearance. */
export function groups<T>(items: readonly T[], word: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = word(item);
    found.set(key, [...(found.get(key) ?? []), item]);
  }
  return found;
}

/** The groups of which some member found another count than the rest, as sentences. */
export function mismatches(found: readonly { group: string; name: string; count?: number | undefined }[]): string[] {
  const problems: string[] = [];
  for (const [group, members] of groups(found, (one) => one.group)) {
    const counts = members.filter((one) => one.count !== undefined);
    if (new Set(counts.map((one) => one.count)).size < 2) continue;
    const said = new Set(counts.map((one) => `${one.name} ${one.count}`));
    problems.push(`${group}: counts differ: ${[...said].join(", ")}`);
  }
  return problems;
}
