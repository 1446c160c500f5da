/** What a run measured, to be kept and compared with. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commit, machine } from "../machine.ts";
import { root } from "../places.ts";
import type { Outcome, Series } from "../types.ts";
import { estimate } from "./interval.ts";
import type { Check, Kind } from "./verdict.ts";

/** A run under a name. */
export interface Snapshot {
  readonly name: string;
  readonly date: string;
  readonly commit: string;
  /** Times of two machines say nothing of each other. */
  readonly fingerprint: Readonly<Record<string, string | number>>;
  readonly checks: readonly Check[];
  /** The same on every machine. */
  readonly counters: Readonly<Record<string, number>>;
}

/** What is run beside us only to be compared with. */
const RIVALS = /^(ripgrep|GNU grep|ctags|naive|floor|node -e|N-API|leasot$|grep|universal)/;

const isOurs = ({ name, runs }: Series): boolean => !RIVALS.test(name) && runs.length >= 5;

const round = (value: number): number => Number(value.toPrecision(5));

function timed(part: string, { group, name, runs }: Series): Check {
  const { median, low, high, samples } = estimate(runs);
  const numbers = { median: round(median), low: round(low), high: round(high), samples };
  return { name: `${part}: ${group}, ${name}`, kind: "time", unit: "ms", ...numbers };
}

/** Metrics that are no ratio and no time, which series tell better, by how their name ends. */
const UNITS: readonly (readonly [RegExp, Kind, string])[] = [
  [/, MB\/s$/, "throughput", "MB/s"],
  [/, files\/s$/, "throughput", "files/s"],
  [/ a second$/, "throughput", "1/s"],
  [/, MB$/, "other", "MB"],
];

function metric([name, value]: readonly [string, number]): Check[] {
  const [, kind, unit] = UNITS.find(([ending]) => ending.test(name)) ?? [];
  if (kind === undefined) return [];
  return [{ name, kind, unit: unit!, median: round(value), low: round(value), high: round(value), samples: 1 }];
}

const checksOf = (part: string, { series, metrics }: Outcome): Check[] => [
  ...series.filter(isOurs).map((one) => timed(part, one)),
  ...Object.entries(metrics).flatMap(metric),
];

/** What times depend on, beside the code. */
const fingerprint = (): Snapshot["fingerprint"] => ({ ...machine(), node: process.version });

/** Puts a run's outcomes together. */
export function snapshot(name: string, outcomes: Readonly<Record<string, Outcome>>): Snapshot {
  return {
    name,
    date: new Date().toISOString(),
    commit: commit(),
    fingerprint: fingerprint(),
    checks: Object.entries(outcomes).flatMap(([part, outcome]) => checksOf(part, outcome)),
    counters: Object.assign({}, ...Object.values(outcomes).map(({ counters }) => counters ?? {})),
  };
}

const folder = join(root, "benchmark", "baselines");
const pathOf = (name: string): string => join(folder, `${name}.json`);

/** Keeps a snapshot under its name. Gives the path. */
export function save(one: Snapshot): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(pathOf(one.name), `${JSON.stringify(one, null, 1)}\n`);
  return pathOf(one.name);
}

/** The snapshot of a name. Throws where there is none, and says which there are. */
export function load(name: string): Snapshot {
  if (existsSync(pathOf(name))) return JSON.parse(readFileSync(pathOf(name), "utf8")) as Snapshot;
  const known = all().map((one) => one.name);
  throw new Error(`nothing is saved as ${name}: there is ${known.join(", ") || "nothing yet"}`);
}

/** All that are kept, the oldest first. */
export function all(): Snapshot[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Snapshot)
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}
