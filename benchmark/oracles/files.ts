/** Which files of a tree are compared. */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

import type { Subject } from "./types.ts";

const skipped: ReadonlySet<string> = new Set([".git", ".work", "target"]);

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* walk(path);
    else if (entry.isFile()) yield path;
  }
}

const lot = (path: string) => createHash("sha1").update(path).digest("hex");

/** The same `count` of the paths each time, wherever they stand in the list: those whose hashes are least. */
export function sample(paths: readonly string[], count: number): string[] {
  if (paths.length <= count) return [...paths];
  const drawn = paths.map((path) => [lot(path), path] as const).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return drawn
    .slice(0, count)
    .map(([, path]) => path)
    .sort();
}

/** The files of a tree, sorted, relative to it, with "/". Links are not followed. */
export function files(tree: string): string[] {
  return [...walk(tree)].map((path) => relative(tree, path).replaceAll(sep, "/")).sort();
}

/** Those of them that are of that language. */
export const filesOf = (paths: readonly string[], { suffixes }: Subject): string[] =>
  paths.filter((path) => suffixes.some((suffix) => path.endsWith(suffix)));
