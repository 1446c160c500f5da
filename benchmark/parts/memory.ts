/** Peak resident memory of the command line, whole process. */
import { cli } from "../ours.ts";
import { race } from "../race.ts";
import { synthetic } from "../synthetic.ts";
import type { Entrant, Options, Outcome, Tree } from "../types.ts";
import { everythingFlags } from "../works.ts";

function entrants(tree: Tree): Entrant[] {
  const group = `${tree.name} memory`;
  return ["native", "fallback"].map((engine) => {
    const entrant = cli(engine, tree, group, [...everythingFlags, "--engine", engine]);
    return { ...entrant, run: () => entrant.run(true) };
  });
}

export async function memory(options: Options): Promise<Outcome> {
  const trees = [...options.trees, synthetic(Math.max(...options.sizes))];
  const { series, problems } = await race(trees.flatMap(entrants), Math.min(options.runs, 3));
  const peaks = series.flatMap((one) =>
    one.rss === undefined ? [] : [[`memory ${one.group.replace(/ memory$/, "")}: ${one.name} cli, MB`, one.rss / 1e6]],
  );
  const notes = peaks.length ? [] : ["GNU time is not installed: no peak memory"];
  return { series, problems, metrics: Object.fromEntries(peaks), notes };
}
