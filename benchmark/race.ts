import { summarise, mismatches } from "./statistics.ts";
import type { Entrant, Sample, Series } from "./types.ts";

/** An entrant whose warm-up took longer than the limit runs so many times more only; the slowest has its one run counted. */
const limits = [
  { over: 20_000, more: 0 },
  { over: 4_000, more: 3 },
];

const turns = (first: number, runs: number) => limits.find((limit) => first > limit.over)?.more ?? runs;

/** Runs each entrant once to warm up, then in turns, so that noise falls on all alike. */
export async function race(
  entrants: readonly Entrant[],
  runs: number,
): Promise<{ series: Series[]; problems: string[] }> {
  const samples = new Map<Entrant, Sample[]>();
  for (const entrant of entrants) samples.set(entrant, [await entrant.run(true)]);
  for (let round = 0; round < runs; round++)
    for (const [entrant, seen] of samples)
      if (round < Math.min(runs, turns(seen[0]!.ms, runs))) seen.push(await entrant.run(false));
  const counted = [...samples].flatMap(([{ group, name }, seen]) => seen.map(({ count }) => ({ group, name, count })));
  return {
    series: [...samples].map(([entrant, seen]) => summarise(entrant, seen)),
    problems: mismatches(counted),
  };
}
