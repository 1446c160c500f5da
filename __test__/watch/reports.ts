/** Watches, and what their reports say. */
import type { ExecutionContext } from "ava";
import { watch, type WatchOptions, type WatchReport } from "../../index.ts";

export const FILES = {
  "a.ts": "// @TAG[SPEC:a] one\n",
  "b/c.py": "# @TAG[CODE:c] two\n",
  "b/d.py": "# @TAG[TEST:d] three\n",
};

export type Reports = AsyncIterableIterator<WatchReport>;

/** A watch that ends with the test. What it knows lives in memory. */
export function start(t: ExecutionContext, path: string | string[], options: WatchOptions = {}): Reports {
  const reports = watch(path, { cache: false, debounce: 20, ...options });
  t.teardown(() => void reports.return!());
  return reports;
}

export async function next(reports: Reports): Promise<WatchReport> {
  const { value, done } = await reports.next();
  if (done === true) throw new Error("the watch ended");
  return value;
}

export const files = ({ files: { added, modified, deleted, renamed } }: WatchReport): string[] => [
  ...added.map((path) => `+ ${path}`),
  ...modified.map((path) => `~ ${path}`),
  ...deleted.map((path) => `- ${path}`),
  ...renamed.map(({ from, to }) => `${from} > ${to}`),
];

export const tags = ({ tags: { added, removed, changed, moved } }: WatchReport): string[] => [
  ...added.map(({ name }) => `+ ${name}`),
  ...removed.map(({ name }) => `- ${name}`),
  ...changed.map(({ after }) => `~ ${after.name}`),
  ...moved.map(({ after }) => `> ${after.name}`),
];

/** Reads reports until each of these was told of; a change may come in parts. Gives all that was told. */
export async function until(reports: Reports, wanted: readonly string[]): Promise<WatchReport[]> {
  const left = new Set(wanted);
  const all: WatchReport[] = [];
  while (left.size > 0) {
    const report = await next(reports);
    all.push(report);
    for (const word of [...files(report), ...tags(report)]) left.delete(word);
  }
  return all;
}

/** Applies reports to a set of paths: what is left is what a watcher believes to be there. */
export function believed(reports: readonly WatchReport[]): string[] {
  const paths = new Set<string>();
  for (const {
    files: { added, deleted, renamed },
  } of reports) {
    for (const path of [...deleted, ...renamed.map(({ from }) => from)]) paths.delete(path);
    for (const path of [...added, ...renamed.map(({ to }) => to)]) paths.add(path);
  }
  return [...paths].sort();
}
