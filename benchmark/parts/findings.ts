/** What it costs to make one list of many findings, and to check this project. */
import { aggregate, type Columns } from "../../src/findings/aggregate.ts";
import { cluster } from "../../src/findings/clusters.ts";
import { PRINT } from "../../src/findings/dedupe.ts";
import { built, entry, root } from "../places.ts";
import { time } from "../process.ts";
import { median } from "../statistics.ts";
import type { Options, Outcome, Series } from "../types.ts";

const MOST = 1_000_000;
const SIZES = [10_000, 100_000, MOST] as const;
const RULES = 10;
/** Findings of a file. */
const FILE = 50;
/** One of so many is a repeat of the one before. */
const REPEAT = 20;

/** The same numbers each time. */
function generator(): (limit: number) => number {
  let state = 12_345;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const pad = (number: number): string => String(number).padStart(8, "0");

function emptyColumns(count: number) {
  const files = Math.ceil(count / FILE);
  return {
    count,
    path: new Uint32Array(count),
    line: new Uint32Array(count),
    column: new Uint32Array(count),
    rule: new Uint32Array(count),
    severity: new Uint8Array(count),
    prints: new Uint32Array(count * PRINT),
    paths: Array.from({ length: files }, (_, file) => `src/${pad(file)}.ts`),
    rules: Array.from({ length: RULES }, (_, rule) => `rule-${rule}`),
  };
}

/** As rules give them: rule by rule, each in order of path, some of them twice. */
function asRulesGive(count: number): Columns {
  const below = generator();
  const columns = emptyColumns(count);
  const share = count / RULES;
  for (let row = 0; row < count; row++) {
    const from = row % REPEAT === REPEAT - 1 ? row - 1 : row;
    const within = from % share;
    columns.rule[row] = Math.floor(from / share);
    columns.path[row] = Math.floor((within / share) * columns.paths.length);
    columns.line[row] = from === row ? (within % 5) * 400 + below(400) : columns.line[from]!;
    columns.column[row] = from === row ? below(100) : columns.column[from]!;
    columns.severity[row] = below(3);
    for (let word = 0; word < PRINT; word++) {
      columns.prints[row * PRINT + word] = from === row ? below(2 ** 32) : columns.prints[from * PRINT + word]!;
    }
  }
  return columns;
}

/**
 * Milliseconds a list, of each run, by size. Whatever the size, a run goes over a million findings: a short list that is done
 * again and again would be read from the processor's cache, where no list of a real run is. The sizes take turns.
 */
function measure(runs: number): number[][] {
  const all = SIZES.map((count) => Array.from({ length: MOST / count }, () => asRulesGive(count)));
  const times: number[][] = SIZES.map(() => []);
  for (let run = 0; run < runs; run++) {
    for (const [size, lists] of all.entries()) {
      const start = performance.now();
      for (const columns of lists) cluster(columns, aggregate(columns));
      times[size]!.push((performance.now() - start) / lists.length);
    }
  }
  return times;
}

/** Milliseconds a list of the smallest size, the same one again and again: all that it holds is in the processor's cache. */
function measureAgain(runs: number): number[] {
  const columns = asRulesGive(SIZES[0]);
  const many = MOST / SIZES[0];
  return Array.from({ length: runs }, () => {
    const start = performance.now();
    for (let again = 0; again < many; again++) cluster(columns, aggregate(columns));
    return (performance.now() - start) / many;
  });
}

const seriesOf = (count: number, all: readonly number[]): Series => {
  // The first ones teach the compiler.
  const runs = all.slice(Math.floor(all.length / 4));
  const name = `${count} findings`;
  const range = { median: median(runs), min: Math.min(...runs), max: Math.max(...runs), first: all[0]! };
  return { group: "aggregate", name, command: "cluster(columns, aggregate(columns))", runs, ...range, count };
};

const runsOf = ({ runs }: Options): number => Math.max(20, 4 * runs);

const aggregateAll = (options: Options): Series[] =>
  measure(runsOf(options)).map((runs, size) => seriesOf(SIZES[size]!, runs));

/** The whole process, on this project with its own policy. */
function checkOwn(options: Options): Series {
  const job = { argv: [process.execPath, built("cli"), "check"], cwd: root };
  const all = Array.from({ length: options.runs + 1 }, () => time(job).ms);
  const runs = all.slice(1);
  const range = { median: median(runs), min: Math.min(...runs), max: Math.max(...runs), first: all[0]! };
  return { group: "check", name: "own project", command: `node ${entry("cli")} check`, runs, ...range };
}

/** Nanoseconds a finding. */
const each = ({ median: ms, count }: Series): number => (ms * 1e6) / count!;

export async function findings(options: Options): Promise<Outcome> {
  const [small, middle, large] = aggregateAll(options) as [Series, Series, Series];
  const again = {
    ...seriesOf(SIZES[0], measureAgain(runsOf(options))),
    name: "10000 findings, one list again and again",
  };
  const own = checkOwn(options);
  const metrics = {
    "findings: million a second": large.count! / large.median / 1000,
    "findings: each of 1,000,000 / each of 10,000": each(large) / each(small),
    "findings: each of 1,000,000 / each of 10,000, one list again and again": each(large) / each(again),
    "findings: check of this project, ms": own.median,
  };
  return { series: [small, middle, large, again, own], metrics, problems: [], notes: [] };
}
