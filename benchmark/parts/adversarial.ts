/** Inputs made to hurt: twice as much of them must take about twice the time. */
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScanOptions } from "../../index.ts";

import { host, type Host } from "../hosts.ts";
import { built, work } from "../places.ts";
import { race } from "../race.ts";
import type { Entrant, Options, Outcome, Series } from "../types.ts";

const engines = ["native", "fallback"] as const;
const megabytes = [10, 20];

interface Hostile {
  readonly name: string;
  readonly head: string;
  readonly body: string;
  readonly options: ScanOptions;
}

/** Each with the detectors that have something to try there; two patterns stand for the comment forms. */
const hostiles: readonly Hostile[] = [
  { name: "@TAG[", head: "", body: "@TAG[", options: {} },
  {
    name: "spaces after <!-- TODO",
    head: "<!-- TODO",
    body: " ",
    options: {
      detectors: ["note"],
      patterns: { note: String.raw`<!--[ \t]*(?<kind>TODO)\b[ \t]*(?<text>.*?)[ \t]*-->` },
    },
  },
  { name: "[impl->", head: "", body: "[impl->", options: { dialects: ["tag", "hash", "moai", "oft"] } },
  { name: "[impl~a->", head: "", body: "[impl~a->", options: { dialects: ["tag", "hash", "moai", "oft"] } },
  {
    name: "quotes",
    head: "",
    body: '"',
    options: { detectors: ["trace", "quoted"], patterns: { quoted: String.raw`"(?<text>[^"]*(?:TODO|FIXME)[^"]*)"` } },
  },
];

/** One line of so many bytes, or lines of a hundred; numbered by its place in the table, as a name may hold anything. */
function write(hostile: Hostile, size: number, lines: boolean): string {
  const path = join(work("hostile"), `${hostiles.indexOf(hostile)}-${lines ? "lines" : "line"}-${size}.txt`);
  const bytes = size * 1_000_000;
  if (existsSync(path) && statSync(path).size === bytes) return path;
  const unit = lines ? `${(hostile.head + hostile.body.repeat(100)).slice(0, 99)}\n` : hostile.body;
  const text = (lines ? "" : hostile.head) + unit.repeat(Math.ceil(bytes / unit.length));
  writeFileSync(path, text.slice(0, bytes));
  return path;
}

function entrants(hosts: readonly Host[], hostile: Hostile, lines: boolean): Entrant[] {
  const shape = lines ? "in lines" : "in one line";
  return hosts.flatMap((one, at) =>
    megabytes.map((size): Entrant => {
      const paths = [write(hostile, size, lines)];
      const ask = { do: "scan" as const, index: built("index"), paths, options: hostile.options };
      const command = `scan([FILE], ${JSON.stringify(hostile.options)})`;
      return { group: `${hostile.name} ${shape}, ${size} MB`, name: engines[at]!, command, run: () => one.ask(ask) };
    }),
  );
}

/** The time for 20 MB over that for 10, medians of each, for both engines. */
export function growth(series: readonly Series[]): Record<string, number> {
  const metrics: Record<string, number> = {};
  for (let at = 0; at + 1 < series.length; at += 2) {
    const [small, large] = [series[at]!, series[at + 1]!];
    metrics[`adversarial ${small.group.replace(/, \d+ MB$/, "")}: ${small.name}, 20 MB / 10 MB`] =
      large.median / small.median;
  }
  return metrics;
}

/** The slowest each engine got on any of them: growth alone does not show what is slow from the start. */
export function slowest(series: readonly Series[]): Record<string, number> {
  const megabytesOf = (one: Series) => Number(/(\d+) MB$/.exec(one.group)![1]);
  const rates = (name: string) =>
    series.filter((one) => one.name === name).map((one) => (megabytesOf(one) / one.median) * 1000);
  return Object.fromEntries(engines.map((name) => [`adversarial slowest: ${name}, MB/s`, Math.min(...rates(name))]));
}

export async function adversarial(options: Options): Promise<Outcome> {
  const hosts = await Promise.all(engines.map((engine) => host(engine)));
  try {
    const all = [false, true].flatMap((lines) => hostiles.flatMap((hostile) => entrants(hosts, hostile, lines)));
    const { series, problems } = await race(all, options.runs);
    const each = growth(series);
    return {
      series,
      problems,
      metrics: { ...each, ...slowest(series), "adversarial: worst": Math.max(...Object.values(each)) },
      notes: [],
    };
  } finally {
    for (const one of hosts) one.close();
  }
}
