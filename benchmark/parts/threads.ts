/** How the native engine gains from threads. */
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

export async function threads(options: Options): Promise<Outcome> {
  const native = await host("native");
  const all: Outcome = { series: [], problems: [], metrics: {}, notes: [] };
  try {
    for (const tree of options.trees) {
      const entrants = counts.map((count) =>
        inProcess(native, `${count} threads`, tree, `${tree.name} threads`, { ...everything, threads: count }),
      );
      const { series, problems } = await race(entrants, options.runs);
      all.series.push(...series);
      all.problems.push(...problems);
      Object.assign(all.metrics, gains(tree, series));
    }
    return all;
  } finally {
    native.close();
  }
}
