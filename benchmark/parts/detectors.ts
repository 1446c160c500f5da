/** What one more detector costs: the default one, then the patterns of patterns.json on top of it. */
import { readFileSync } from "node:fs";
import type { ScanOptions } from "../../index.ts";

import { host, type Host } from "../hosts.ts";
import { inProcess } from "../ours.ts";
import { race } from "../race.ts";
import type { Entrant, Options, Outcome, Series, Tree } from "../types.ts";
import { everything } from "../works.ts";

const counts = [1, 2, 5, 10, 20, 40];
const { patterns }: { patterns: Record<string, string> } = JSON.parse(
  readFileSync(new URL("../patterns.json", import.meta.url), "utf8"),
);
const names = Object.keys(patterns);
const dialects = ["tag", "hash", "moai", "oft"] as const;

/** The default detector and the first `count - 1` patterns. */
export function detectorsOf(count: number): ScanOptions {
  const chosen = names.slice(0, count - 1);
  return {
    detectors: ["trace", ...chosen],
    patterns: Object.fromEntries(chosen.map((name) => [name, patterns[name]!])),
  };
}

function entrants(engine: Host, tree: Tree, threads: number): Entrant[] {
  const one = (group: string, options: ScanOptions) =>
    inProcess(engine, "native", tree, `${tree.name} ${group}`, { ...everything, threads, ...options });
  return [
    ...counts.map((count) => ({ ...one(`${count} detectors`, detectorsOf(count)), command: `detectorsOf(${count})` })),
    one("all dialects", { dialects }),
  ];
}

function costs(tree: Tree, series: readonly Series[]): Record<string, number> {
  const cost = (of: Series) => of.median / series[0]!.median;
  const named = series
    .slice(1)
    .map((of) => [`detectors ${tree.name}: ${of.group.slice(tree.name.length + 1)} / 1`, cost(of)]);
  return Object.fromEntries(named);
}

export async function detectors(options: Options): Promise<Outcome> {
  const native = await host("native");
  const all: Outcome = { series: [], problems: [], metrics: {}, notes: [] };
  try {
    for (const tree of options.trees) {
      const { series, problems } = await race(entrants(native, tree, options.threads), options.runs);
      all.series.push(...series);
      all.problems.push(...problems);
      Object.assign(all.metrics, costs(tree, series));
    }
    return all;
  } finally {
    native.close();
  }
}
