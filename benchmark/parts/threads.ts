/** How the native engine gains from threads, and what asking for the size of every file costs. */
import { host } from "../hosts.ts";
import { inProcess } from "../ours.ts";
import { race } from "../race.ts";
import type { Options, Outcome, Series, Tree } from "../types.ts";
import { everything } from "../works.ts";

const counts = [1, 2, 4];

function gains(tree: Tree, series: readonly Series[]): Record<string, number> {
  const medians = series.filter((one) => one.group === `${tree.name} threads`).map((one) => one.median);
  return Object.fromEntries(
    counts.slice(1).map((count, at) => [`threads ${tree.name}: 1 / ${count}`, medians[0]! / medians[at + 1]!]),
  );
}

/** A limit that no file reaches: sizes are asked for, and the largest files go first. */
const sized = { ...everything, maxFileSize: Number.MAX_SAFE_INTEGER };

function sizesCost(tree: Tree, series: readonly Series[], threads: number): Record<string, number> {
  const name = `${threads} threads`;
  const median = (group: string) =>
    series.find((one) => one.group === `${tree.name} ${group}` && one.name === name)?.median;
  const [without, withSizes] = [median("threads"), median("sizes")];
  if (without === undefined || withSizes === undefined) return {};
  return { [`threads ${tree.name}: sizes / none, ${threads} threads`]: withSizes / without };
}

export async function threads(options: Options): Promise<Outcome> {
  const native = await host("native");
  const all: Outcome = { series: [], problems: [], metrics: {}, notes: [] };
  try {
    for (const tree of options.trees) {
      const entrants = counts.map((count) =>
        inProcess(native, `${count} threads`, tree, `${tree.name} threads`, { ...everything, threads: count }),
      );
      entrants.push(
        inProcess(native, `${options.threads} threads`, tree, `${tree.name} sizes`, {
          ...sized,
          threads: options.threads,
        }),
      );
      const { series, problems } = await race(entrants, options.runs);
      all.series.push(...series);
      all.problems.push(...problems);
      Object.assign(all.metrics, gains(tree, series), sizesCost(tree, series, options.threads));
    }
    return all;
  } finally {
    native.close();
  }
}
