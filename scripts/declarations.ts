/** Takes away the declarations that no public one leads to: tsc writes one for every source. */
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";

/** Every declaration that the given ones import, and they themselves. */
function reachable(entries: readonly string[]): Set<string> {
  const found = new Set(entries);
  // A set that grows is gone through to its new end.
  for (const path of found) {
    const { importedFiles } = ts.preProcessFile(readFileSync(path, "utf8"), true, true);
    for (const { fileName } of importedFiles)
      if (fileName.startsWith(".")) found.add(resolve(dirname(path), fileName.replace(/(\.d)?\.[jt]s$/, ".d.ts")));
  }
  return found;
}

/**
 * Removes from a folder what is not needed.
 *
 * @param folder where tsc wrote to
 * @param entries declarations that users see, relative to it
 */
export function prune(folder: string, entries: readonly string[]): void {
  const kept = reachable(entries.map((entry) => resolve(folder, entry)));
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(resolve(folder), name);
    if (name.endsWith(".d.ts") && !kept.has(path)) rmSync(path);
  }
}
