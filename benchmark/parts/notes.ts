/** What the default detectors cost, notes among them, against a search for the note words alone. */
import { host, type Host } from "../hosts.ts";
import { inProcess } from "../ours.ts";
import { race } from "../race.ts";
import { entrant, present } from "../rivals.ts";
import type { Entrant, Options, Outcome, Series, Tree } from "../types.ts";
import { everything, noteWords, works } from "../works.ts";

/** A comment's note is not any word that reads like one, so counts are compared between our engines alone. */
function entrants(hosts: { native: Host; fallback: Host }, tree: Tree, options: Options): Entrant[] {
  const scan = { ...everything, threads: options.threads };
  const own = (name: "native" | "fallback") => inProcess(hosts[name], name, tree, `${tree.name} trace and note`, scan);
  const rivals = present(options).rivals.filter(({ name }) => name.startsWith("ripgrep"));
  // ripgrep looks at its own pattern alone.
  const words = rivals.map((rival) => entrant(rival, { ...works[0]!, ...noteWords }, tree));
  return [own("native"), own("fallback"), ...words].filter(({ name }) => !options.without.includes(name));
}

function compare(tree: Tree, series: readonly Series[]): Record<string, number> {
  const median = (name: string) => series.find((one) => one.name === name)?.median;
  const rg = series.filter(({ name }) => name.startsWith("ripgrep")).map((one) => one.median);
  const [native, fallback] = [median("native"), median("fallback")];
  return {
    ...(native && rg.length ? { [`notes ${tree.name}: native / rg`]: native / Math.min(...rg) } : {}),
    ...(native && fallback ? { [`notes ${tree.name}: fallback / native`]: fallback / native } : {}),
  };
}

export async function notes(options: Options): Promise<Outcome> {
  const hosts = { native: await host("native"), fallback: await host("fallback") };
  const all: Outcome = { series: [], problems: [], metrics: {}, notes: [] };
  try {
    for (const tree of options.trees) {
      const { series, problems } = await race(entrants(hosts, tree, options), options.runs);
      all.series.push(...series);
      all.problems.push(...problems);
      Object.assign(all.metrics, compare(tree, series));
    }
    return all;
  } finally {
    for (const one of Object.values(hosts)) one.close();
  }
}
