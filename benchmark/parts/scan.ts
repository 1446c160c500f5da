/** Side by side on real trees: the floor, the rivals, and ourselves. */
import { host, type Host } from "../hosts.ts";
import { floor, floorProgram, naiveEntrant, own } from "../ours.ts";
import { race } from "../race.ts";
import { entrant, present } from "../rivals.ts";
import { groups } from "../statistics.ts";
import type { Entrant, Options, Outcome, Series, Tree } from "../types.ts";
import { works, type Work } from "../works.ts";

const ways = [
  { way: "promises", name: "naive fs.promises" },
  { way: "sync", name: "naive readFileSync" },
  { way: "workers", name: "naive 2 workers" },
];

/** Each ratio and the two series it is made of; `rg` is whichever ripgrep was fastest. */
const ratios: readonly [over: string, under: string][] = [
  ["native", "floor"],
  ["native", "rg"],
  ["cli", "rg"],
  ["fallback", "native"],
  ["naive fs.promises", "fallback"],
  ["naive readFileSync", "fallback"],
  ["naive 2 workers", "fallback"],
];

function byName(series: readonly Series[]): Map<string, number> {
  const medians = new Map(series.map((one) => [one.name, one.median]));
  const rg = series.filter((one) => one.name.startsWith("ripgrep")).map((one) => one.median);
  if (rg.length) medians.set("rg", Math.min(...rg));
  return medians;
}

export function compare(series: readonly Series[]): Record<string, number> {
  const metrics: Record<string, number> = {};
  for (const [group, members] of groups(series, (one) => one.group)) {
    const medians = byName(members);
    for (const [over, under] of ratios)
      if (medians.has(over) && medians.has(under))
        metrics[`scan ${group}: ${over} / ${under}`] = medians.get(over)! / medians.get(under)!;
  }
  return metrics;
}

interface Field {
  hosts: { native: Host; fallback: Host; naive: Host };
  program: string | undefined;
  options: Options;
}

/** `ctags -R` does its own job whatever the work, so it runs beside the first alone. */
const isDue = (name: string, work: Work) => name !== "ctags -R" || work === works[0];

function entrants({ hosts, program, options }: Field, work: Work, tree: Tree): Entrant[] {
  const group = `${tree.name} ${work.name}`;
  const { rivals } = present(options);
  const all = [
    ...(program ? [floor(program, tree, group, options.threads)] : []),
    ...own(hosts, work, tree, options),
    ...rivals.filter((rival) => isDue(rival.name, work)).map((rival) => entrant(rival, work, tree)),
    ...ways.map(({ way, name }) => naiveEntrant(hosts.naive, way, name, work, tree)),
  ];
  return all.filter((one) => !options.without.includes(one.name));
}

async function run(field: Field): Promise<Pick<Outcome, "series" | "problems">> {
  const all: Pick<Outcome, "series" | "problems"> = { series: [], problems: [] };
  for (const tree of field.options.trees)
    for (const work of works) {
      const { series, problems } = await race(entrants(field, work, tree), field.options.runs);
      all.series.push(...series);
      all.problems.push(...problems);
    }
  return all;
}

export async function scan(options: Options): Promise<Outcome> {
  const program = floorProgram();
  const hosts = { native: await host("native"), fallback: await host("fallback"), naive: await host() };
  try {
    const { series, problems } = await run({ hosts, program, options });
    const absent = [...present(options).absent, ...(program ? [] : ["floor (no cargo)"])];
    return {
      series,
      problems,
      metrics: compare(series),
      notes: absent.map((name) => `${name}: not installed, left out`),
    };
  } finally {
    for (const one of Object.values(hosts)) one.close();
  }
}
