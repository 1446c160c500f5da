/**
 * A program that scans for a long time in one process, in rounds, and writes after each what it holds. Started by soak.test.ts and
 * `npm run soak`, with a plan as its argument; the last line says what is still open. It must come to its own end.
 */
import { readdirSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { scan, scanStream, scanSync } from "../../index.ts";
import type { Held, Plan, Report } from "./plan.ts";

declare const gc: () => void;

const counted = (folder: string): number => {
  try {
    return readdirSync(folder).length;
  } catch {
    // No such folder elsewhere than on Linux.
    return 0;
  }
};

/** What the process holds once garbage is collected. */
async function held(): Promise<Held> {
  // Twice: what finalizers free is counted at the next one.
  for (let round = 0; round < 2; round++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed, external, files: counted("/proc/self/fd"), threads: counted("/proc/self/task") };
}

/** Small steps of a fixed sequence, so that a run can be had again. */
function* numbers(): Generator<number, never> {
  let state = 1;
  for (;;) yield (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
const chance = numbers();
const random = (): number => chance.next().value;

/** One scan, each in the next of the ways to make one. */
const ways = [
  async (tree: string) => (await scan(tree)).tags.length,
  async (tree: string) => scanSync(tree).tags.length,
  async (tree: string) => (await scan(tree, { hash: true, context: 1 })).tags.toArray().length,
  async (tree: string) => {
    let sum = 0;
    for await (const { tags } of scanStream(tree)) sum += tags.length;
    return sum;
  },
];

async function repeat(times: number, tree: string, expected: number): Promise<void> {
  for (let index = 0; index < times; index++) {
    const found = await ways[index % ways.length]!(tree);
    if (found !== expected) throw new Error(`scan ${index} of ${tree} found ${found}, not ${expected}`);
  }
}

/** Scans that are told to stop at some moment, and streams that nobody reads to their end. Gives how many were stopped. */
async function abort(times: number, tree: string, length: number): Promise<number> {
  let stopped = 0;
  for (let index = 0; index < times; index++) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort("enough"), random() * length);
    try {
      await scan(tree, { signal: controller.signal });
    } catch (error) {
      if (error !== "enough") throw error;
      stopped++;
    } finally {
      clearTimeout(timer);
    }
    for await (const { tags } of scanStream(tree)) if (tags.length >= 0) break;
  }
  return stopped;
}

/** Workers that are ended while they scan. */
async function kill(times: number, tree: string): Promise<void> {
  for (let index = 0; index < times; index++) {
    const worker = new Worker(new URL(import.meta.url), { workerData: tree });
    await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
    await new Promise((resolve) => setTimeout(resolve, random() * 20));
    await worker.terminate();
  }
}

async function main({ small, large, rounds, scans, big, aborts, kills }: Plan): Promise<void> {
  const begin = performance.now();
  await scan(large.path);
  const length = performance.now() - begin;
  const report: Report = { rounds: [], stopped: 0, open: [] };
  for (let round = 0; round < rounds; round++) {
    await repeat(scans, small.path, small.tags);
    await repeat(big, large.path, large.tags);
    report.stopped += await abort(aborts, large.path, length * 1.5);
    await kill(kills, large.path);
    report.rounds.push(await held());
  }
  // Standard output is a pipe.
  report.open = process.getActiveResourcesInfo().filter((name) => !/^(PipeWrap|Immediate)$/.test(name));
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

if (isMainThread) await main(JSON.parse(process.argv[2]!) as Plan);
else {
  parentPort!.postMessage("begun");
  for (;;) await scan(workerData as string);
}
