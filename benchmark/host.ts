/** A long-lived process that scans when told to, and times itself. It runs as plain JavaScript, under bare Node. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

import { crossings, type Addon } from "./crossing.ts";
import { naive } from "./naive.ts";
import { idle, save } from "./saves.ts";
import type { Reply, Task } from "./task.ts";

const api = (index: string): Promise<typeof import("../index.ts")> => import(pathToFileURL(index).href);

/** The longest time in ms that a one-millisecond timer was late while `run` was under way, and its result. */
async function stalled<T>(run: () => Promise<T>): Promise<[number, T]> {
  let last = performance.now();
  let worst = 0;
  const tick = () => {
    const now = performance.now();
    worst = Math.max(worst, now - last - 1);
    last = now;
  };
  const timer = setInterval(tick, 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  worst = 0;
  const result = await run();
  await new Promise((resolve) => setTimeout(resolve, 5));
  clearInterval(timer);
  return [worst, result];
}

async function timed(run: () => Promise<number> | number): Promise<Reply> {
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const count = await run();
  const ms = performance.now() - start;
  const used = process.cpuUsage(cpu);
  return { ms, count, cpu: (used.user + used.system) / 1000 };
}

const tasks: { [K in Task["do"]]: (task: Extract<Task, { do: K }>) => Promise<Reply> } = {
  async scan(task) {
    const { scan } = await api(task.index);
    return timed(async () => (await scan(task.paths, task.options)).tags.length);
  },
  async cached(task) {
    const { scan } = await api(task.index);
    let opened = 0;
    let files = 0;
    const reply = await timed(async () => {
      const { tags, stats } = await scan(task.path, task.options);
      [opened, files] = [stats.opened, stats.scanned + stats.skipped.binary];
      return tags.length;
    });
    const wanted = { nothing: 0, everything: files }[task.opens as string] ?? task.opens;
    if (opened !== wanted) throw new Error(`${opened} files opened in place of ${wanted}: ${JSON.stringify(task)}`);
    return reply;
  },
  async save(task) {
    return save(await api(task.index), task);
  },
  async idle(task) {
    return idle(await api(task.index), task);
  },
  async trace(task) {
    const { scan, trace } = await api(task.index);
    const result = await scan(task.path, { root: task.path });
    const reply = await timed(() => {
      const { chains, gaps, coverage } = trace(result);
      return chains.length - gaps.length + coverage.overall.covered - coverage.overall.total;
    });
    return { ...reply, rss: process.resourceUsage().maxRSS * 1024 };
  },
  async stall(task) {
    const { scan } = await api(task.index);
    const [ms, result] = await stalled(() => scan(task.paths, task.options));
    return { ms, count: result.tags.length };
  },
  async naive(task) {
    return timed(async () => (await naive[task.way]!(task.dir, new RegExp(task.pattern, "g"))).length);
  },
  async cross(task) {
    const addon: Addon = createRequire(import.meta.url)(task.addon);
    if (addon.prepare(task.count) !== task.count) throw new Error(`the addon has not ${task.count} records`);
    return timed(() => crossings[task.way](addon));
  },
};

process.on("message", async (task: Task) => {
  try {
    process.send!(await (tasks[task.do] as (task: Task) => Promise<Reply>)(task));
  } catch (error) {
    process.send!({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

// A watch that is still open would keep it alive after the benchmark.
process.once("disconnect", () => process.exit());
