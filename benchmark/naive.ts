/**
 * A scanner as a user would write it in an afternoon: list the files, read each as text, run one regular expression.
 * Three ways: promises, 64 at a time; synchronously; synchronously in two worker threads.
 */
import { readFileSync, readdirSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

interface Hit {
  path: string;
  line: number;
  text: string;
}

const isBinary = (text: string) => text.slice(0, 8192).includes("\0");

/** Line numbers are counted only where something was found. */
export function search(path: string, text: string, pattern: RegExp): Hit[] {
  const hits: Hit[] = [];
  let line = 1;
  let seen = 0;
  for (const match of text.matchAll(pattern)) {
    for (; seen < match.index; seen++) if (text.charCodeAt(seen) === 10) line++;
    hits.push({ path, line, text: match[0] });
  }
  return hits.length && isBinary(text) ? [] : hits;
}

export function searchFiles(paths: readonly string[], pattern: RegExp): Hit[] {
  return paths.flatMap((path) => search(path, readFileSync(path, "utf8"), pattern));
}

function list(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function promises(dir: string, pattern: RegExp): Promise<Hit[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hits: Hit[] = [];
  const next = paths.values();
  const loop = async () => {
    for (const path of next) hits.push(...search(path, await readFile(path, "utf8"), pattern));
  };
  await Promise.all(Array.from({ length: 64 }, loop));
  return hits;
}

function inWorker(paths: readonly string[], pattern: RegExp): Promise<Hit[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(new URL("worker.js", import.meta.url)), { workerData: { paths, pattern } });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

async function workers(dir: string, pattern: RegExp): Promise<Hit[]> {
  const paths = list(dir);
  const half = paths.length >> 1;
  const found = await Promise.all([inWorker(paths.slice(0, half), pattern), inWorker(paths.slice(half), pattern)]);
  return found.flat();
}

export const naive: Record<string, (dir: string, pattern: RegExp) => Promise<Hit[]>> = {
  promises,
  sync: async (dir, pattern) => searchFiles(list(dir), pattern),
  workers,
};
