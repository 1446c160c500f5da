/** The record of a run, without paths of the machine it ran on. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Verdict } from "./bars.ts";
import { extent, machine, versions } from "./machine.ts";
import { root } from "./places.ts";
import type { Options, Outcome } from "./types.ts";

const round = (value: number) => Number(value.toPrecision(5));

function tidy(outcome: Outcome): Outcome {
  const series = outcome.series.map((one) => ({
    ...one,
    runs: one.runs.map(round),
    median: round(one.median),
    min: round(one.min),
    max: round(one.max),
    first: round(one.first),
    ...(one.cpu === undefined ? {} : { cpu: round(one.cpu) }),
  }));
  const metrics = Object.fromEntries(Object.entries(outcome.metrics).map(([name, value]) => [name, round(value)]));
  return { ...outcome, series, metrics };
}

/** The command that gives these numbers again, with a tree's name for its path. */
export function again(options: Options): string {
  const words = [
    ["--corpus", options.trees.map((tree) => tree.name).join(",")],
    ["--only", options.only.join(",")],
    ["--without", options.without.join(",")],
    ["--runs", String(options.runs)],
    ["--threads", String(options.threads)],
    ["--sizes", options.sizes.join(",")],
    ["--rg", options.rg.map((path) => (path.includes("/") ? "PATH" : path)).join(",")],
  ];
  const given = words
    .filter(([, value]) => value)
    .map(([flag, value]) => `${flag} ${/[^\w,-]/.test(value!) ? `'${value}'` : value}`);
  return `npm run bench -- ${given.join(" ")}`;
}

/** Writes the record. Gives its path. */
export function record(options: Options, parts: Record<string, Outcome>, verdicts: readonly Verdict[]): string {
  const date = new Date().toISOString();
  const path = options.out ?? join(root, "benchmark", "records", `${date.slice(0, 16).replace(":", "")}.json`);
  const tidied = Object.fromEntries(Object.entries(parts).map(([name, outcome]) => [name, tidy(outcome)]));
  const body = {
    date,
    command: again(options),
    machine: machine(),
    versions: versions(options),
    trees: options.trees.map(extent),
    bars: verdicts,
    parts: tidied,
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(body, null, 1)}\n`);
  return path;
}
