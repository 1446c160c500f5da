import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { work } from "./places.ts";
import type { Sample } from "./types.ts";

/** A whole process to time. Its output goes to a file, so that the reader's speed plays no part. */
export interface Job {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Exit codes that are no failure; [0] if not given. */
  readonly codes?: readonly number[];
  /** What its output says was found. */
  count?(output: Buffer): number;
}

/** Variables that change how long Node takes to start, whatever it runs: reading a bundle of certificates alone doubles it. */
const startVariables = ["NODE_EXTRA_CA_CERTS", "NODE_OPTIONS", "NODE_V8_COVERAGE"];

/** The environment of every contender. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !startVariables.includes(name)));

const gnuTime = "/usr/bin/time";
const hasTime = spawnSync(gnuTime, ["-f", "%M", "true"]).status === 0;

/** The numbers GNU time wrote after whatever the process itself said on stderr. */
function usage(path: string): { cpu: number; rss: number } {
  const [user, system, kib] = readFileSync(path, "utf8").trim().split("\n").at(-1)!.split(" ").map(Number);
  return { cpu: (user! + system!) * 1000, rss: kib! * 1024 };
}

function check(job: Job, result: ReturnType<typeof spawnSync>): void {
  if (result.error) throw result.error;
  if ((job.codes ?? [0]).includes(result.status!)) return;
  throw new Error(
    `${job.argv.join(" ")} ended with ${result.status ?? result.signal}: ${String(result.stderr).slice(-2000)}`,
  );
}

function spawn(job: Job, argv: readonly string[], output: number): number {
  const start = performance.now();
  const result = spawnSync(argv[0]!, argv.slice(1), {
    stdio: ["ignore", output, "pipe"],
    env: { ...environment, ...job.env },
    maxBuffer: 1 << 26,
    ...(job.cwd === undefined ? {} : { cwd: job.cwd }),
  });
  const ms = performance.now() - start;
  check(job, result);
  return ms;
}

/** Runs a process once. `weigh` asks for CPU time and peak memory too, which takes a wrapper and so about a millisecond. */
export function time(job: Job, weigh = false): Sample {
  const folder = mkdtempSync(join(work(), "run-"));
  const output = openSync(join(folder, "out"), "w");
  const report = join(folder, "usage");
  try {
    const weighed = weigh && hasTime;
    const ms = spawn(job, weighed ? [gnuTime, "-f", "%U %S %M", "-o", report, ...job.argv] : job.argv, output);
    const count = job.count?.(readFileSync(join(folder, "out")));
    return { ms, ...(count === undefined ? {} : { count }), ...(weighed ? usage(report) : {}) };
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true });
  }
}

/** The first line a command prints, or undefined if it cannot be run. */
export function firstLine(argv: readonly string[]): string | undefined {
  const result = spawnSync(argv[0]!, argv.slice(1), { encoding: "utf8" });
  return result.status === 0 ? result.stdout.split("\n", 1)[0]!.trim() : undefined;
}
