/** How the native engine and the floor gain from threads, and what asking for the size of every file costs. */
import { host } from "../hosts.ts";
import { floor, floorProgram, inProcess } from "../ours.ts";
import { race } from "../race.ts";
import type { Entrant, Options, Outcome, Series, Tree } from "../types.ts";
import { everything } from "../works.ts";

const counts = [1, 2, 4];

const threadsOf = (count: number): string => `${count} threads`;

function gains(tree: Tree, who: string, series: readonly Series[]): Record<string, number> {
  const medians = series.filter((one) => one.group === `${tree.name} ${who}`).map((one) => one.median);
  return Object.fromEntries(
    medians.slice(1).map((median, at) => [`${who} ${tree.name}: 1 / ${counts[at + 1]}`, medians[0]! / median]),
  );
}

/** What no scan can gain more than: how far the system's calls scale. */
const floors = (program: string, tree: Tree): Entrant[] =>
  counts.map((count) => ({ ...floor(program, tree, `${tree.name} floor`, count), name: threadsOf(count) }));

/** A limit that no file reaches: sizes are asked for, and the largest files go first. */
const sized = { ...everything, maxFileSize: Number.MAX_SAFE_INTEGER };

function sizesCost(tree: Tree, series: readonly Series[], threads: number): Record<string, number> {
  const name = threadsOf(threads);
  const median = (group: string) =>
    series.find((one) => one.group === `${tree.name} ${group}` && one.name === name)?.median;
  const [without, withSizes] = [median("threads"), median("sizes")];
  if (without === undefined || withSizes === undefined) return {};
  return { [`threads ${tree.name}: sizes / none, ${threads} threads`]: withSizes / without };
}

export async function threads(options: Options): Promise<Outcome> {
  const native = await host("native");
  const program = floorProgram();
  const all: Outcome = { series: [], problems: [], metrics: {}, notes: [] };
  try {
    for (const tree of options.trees) {
      const entrants = counts.map((count) =>
        inProcess(native, threadsOf(count), tree, `${tree.name} threads`, { ...everything, threads: count }),
      );
      entrants.push(
        inProcess(native, threadsOf(options.threads), tree, `${tree.name} sizes`, {
          ...sized,
          threads: options.threads,
        }),
        ...(program === undefined ? [] : floors(program, tree)),
      );
      const { series, problems } = await race(entrants, options.runs);
      all.series.push(...series);
      all.problems.push(...problems);
      Object.assign(
        all.metrics,
        gains(tree, "threads", series),
        gains(tree, "floor", series),
        sizesCost(tree, series, options.threads),
      );
    }
    return all;
  } finally {
    native.close();
  }
}
