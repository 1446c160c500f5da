/** From a hundred files to a hundred thousand. */
import { host, type Host } from "../hosts.ts";
import { cli, inProcess } from "../ours.ts";
import { race } from "../race.ts";
import { synthetic as grow, tagsAmong } from "../synthetic.ts";
import type { Options, Outcome, Series } from "../types.ts";
import { everything, everythingFlags } from "../works.ts";

/** What each contender should have found is known here, so it is checked against that. */
function wrong(series: readonly Series[], files: number): string[] {
  const due = tagsAmong(files);
  return series
    .filter((one) => one.count !== due)
    .map((one) => `${one.group}: ${one.name} found ${one.count} tags, ${due} were written`);
}

async function size(hosts: { native: Host; fallback: Host }, files: number, runs: number): Promise<Outcome> {
  const tree = grow(files);
  const group = `${files} files`;
  const { series } = await race(
    [
      inProcess(hosts.native, "native", tree, group, everything),
      inProcess(hosts.fallback, "fallback", tree, group, everything),
      cli("cli", tree, group, everythingFlags),
    ],
    runs,
  );
  const rates = series.map((one) => [`synthetic ${group}: ${one.name}, files/s`, (files / one.median) * 1000]);
  return { series, problems: wrong(series, files), metrics: Object.fromEntries(rates), notes: [] };
}

export async function synthetic(options: Options): Promise<Outcome> {
  const hosts = { native: await host("native"), fallback: await host("fallback") };
  const all: Outcome = { series: [], problems: [], metrics: {}, notes: [] };
  try {
    for (const files of options.sizes) {
      const { series, problems, metrics } = await size(hosts, files, options.runs);
      all.series.push(...series);
      all.problems.push(...problems);
      Object.assign(all.metrics, metrics);
    }
    return all;
  } finally {
    hosts.native.close();
    hosts.fallback.close();
  }
}
