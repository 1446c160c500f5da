/** `npm run bench -- --help` says how. Exit code 1: contenders found different counts, a part failed, or there is a regression. */
import { relative } from "node:path";

import { help, readArguments } from "./arguments.ts";
import { judge } from "./bars.ts";
import { adversarial } from "./parts/adversarial.ts";
import { pass } from "./gate/index.ts";
import { border } from "./parts/border.ts";
import { cache } from "./parts/cache.ts";
import { counters } from "./parts/counters.ts";
import { clones } from "./parts/clone.ts";
import { diff } from "./parts/diff.ts";
import { detectors } from "./parts/detectors.ts";
import { findings } from "./parts/findings.ts";
import { leasot } from "./parts/leasot.ts";
import { memory } from "./parts/memory.ts";
import { mmap } from "./parts/mmap.ts";
import { notes } from "./parts/notes.ts";
import { report } from "./parts/report.ts";
import { scan } from "./parts/scan.ts";
import { size } from "./parts/size.ts";
import { stall } from "./parts/stall.ts";
import { start } from "./parts/start.ts";
import { synthetic } from "./parts/synthetic.ts";
import { threads } from "./parts/threads.ts";
import { zones } from "./parts/zones.ts";
import { trace } from "./parts/trace.ts";
import { record } from "./record.ts";
import { barTable, metricTable, seriesTable } from "./table.ts";
import type { Options, Outcome, Part } from "./types.ts";

const parts: Readonly<Record<string, Part>> = {
  report,
  scan,
  start,
  threads,
  notes,
  zones,
  synthetic,
  detectors,
  clone: clones,
  diff,
  findings,
  border,
  adversarial,
  memory,
  mmap,
  stall,
  trace,
  size,
  leasot,
  counters,
  cache,
};

function choose(only: readonly string[]): string[] {
  const strange = only.find((name) => !(name in parts));
  if (strange !== undefined) throw new Error(`no part named ${strange}: there are ${Object.keys(parts).join(", ")}`);
  return Object.keys(parts).filter((name) => only.length === 0 || only.includes(name));
}

function show(name: string, outcome: Outcome): void {
  const texts = [
    `\n== ${name}`,
    outcome.series.length ? seriesTable(outcome.series) : "",
    Object.keys(outcome.metrics).length ? metricTable(outcome.metrics) : "",
    ...outcome.notes.map((note) => `note: ${note}`),
    ...outcome.problems.map((problem) => `PROBLEM: ${problem}`),
  ];
  console.log(texts.filter(Boolean).join("\n\n"));
}

/** A part that fails is a problem of the run, and the others still run. */
async function attempt(part: Part, options: Options): Promise<Outcome> {
  try {
    return await part(options);
  } catch (error) {
    return {
      series: [],
      metrics: {},
      notes: [],
      problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    };
  }
}

async function main(options: Options): Promise<void> {
  const outcomes: Record<string, Outcome> = {};
  for (const name of choose(options.only)) {
    outcomes[name] = await attempt(parts[name]!, options);
    show(name, outcomes[name]);
  }
  const all = Object.values(outcomes);
  const verdicts = judge(Object.assign({}, ...all.map((outcome) => outcome.metrics)));
  console.log(`\n${barTable(verdicts)}`);
  const isKept = options.save !== undefined || options.compare !== undefined;
  if (options.out !== undefined || !isKept)
    console.log(`\nrecord: ${relative(process.cwd(), record(options, outcomes, verdicts))}`);
  const isSound = all.every(({ problems }) => problems.length === 0);
  // What has a problem is not kept: all that is compared with it would be wrong.
  if (!isSound || !pass(options, outcomes)) process.exitCode = 1;
}

const options = readArguments(process.argv.slice(2));
if (options) await main(options);
else console.log(help);
