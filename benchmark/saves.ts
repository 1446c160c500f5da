/** A watch in the host, which stays open from task to task. */
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { ScanOptions, WatchReport } from "../index.ts";
import type { Sample } from "./types.ts";

type Api = typeof import("../index.ts");

interface Place {
  readonly path: string;
  readonly options: ScanOptions;
}

/** Milliseconds that are counted, and those before them in which loading ends. */
const QUIET = 3000;

/** Milliseconds between saves: the watcher holds back, for 50 ms, what comes within 500 ms of something else. */
const APART = 600;

let open: AsyncIterableIterator<WatchReport> | undefined;

/** Opens the watch, and reads its first report. */
async function start({ watch }: Api, { path, options }: Place): Promise<AsyncIterableIterator<WatchReport>> {
  if (open === undefined) {
    open = watch(path, { ...options, debounce: 0 });
    await open.next();
  }
  return open;
}

/** Adds a line to a file: milliseconds until the report of it is there. */
export async function save(api: Api, task: Place & { readonly file: string }): Promise<Sample> {
  const reports = await start(api, task);
  const next = reports.next();
  await sleep(APART);
  const from = performance.now();
  appendFileSync(task.file, "\n");
  const { value } = await next;
  const ms = performance.now() - from;
  const { modified } = (value as WatchReport).files;
  if (modified.length !== 1) throw new Error(`${modified.length} files modified in place of 1`);
  return { ms, count: modified.length };
}

/** Milliseconds of CPU a second while nothing changes. */
export async function idle(api: Api, task: Place): Promise<Sample> {
  const reports = await start(api, task);
  void reports.next();
  await sleep(QUIET);
  const before = process.cpuUsage();
  await sleep(QUIET);
  const { user, system } = process.cpuUsage(before);
  await reports.return!();
  open = undefined;
  return { ms: (user + system) / QUIET };
}
