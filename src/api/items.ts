import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Item } from "../model/trace.ts";
import type { ScanOptions } from "../options/types.ts";
import { markupOf, parseItems } from "../trace/items/markup.ts";
import { decodeText } from "../model/encoding.ts";
import { pathToBuffer } from "../model/path.ts";
import { scan } from "./scan.ts";

/** An id on a line: the engine finds the few files that can hold an item, and only these are read whole. */
const PATTERN = String.raw`[A-Za-z]+~[^~\s]+~[0-9]`;
const FILES = ["*.[mM][dD]", "*.[mM][aA][rR][kK][dD][oO][wW][nN]", "*.[rR][sS][tT]"];

async function readOne(root: string, path: string): Promise<Item[]> {
  const bytes = await readFile(Buffer.concat([Buffer.from(`${join(root)}/`), pathToBuffer(path)]));
  return parseItems(decodeText(bytes), path);
}

/**
 * Reads OpenFastTrace's specification items from the Markdown and reStructuredText files of a tree.
 *
 * @param paths files and folders, as for `scan`
 * @param options those of the scan; `detectors`, `dialects` and `patterns` have no effect
 * @returns items sorted by path and line. A file that vanishes meanwhile has none
 * @throws TagwrightError as `scan` rejects with
 * @example
 * ```ts
 * import { readItems, scan, trace } from "tagwright";
 *
 * const result = await scan(".", { dialects: ["tag", "oft"] });
 * const { items } = trace(result, { items: await readItems(".") });
 * console.log(items?.coverage.percent ?? "no items");
 * ```
 */
export async function readItems(paths: string | readonly string[], options: ScanOptions = {}): Promise<Item[]> {
  const { include = [], dialects: _, hash: __, context: ___, onProgress: ____, ...rest } = options;
  const wanted = { include: include.length === 0 ? FILES : include, detectors: ["item"], patterns: { item: PATTERN } };
  const { root, tags } = await scan(paths, { ...rest, ...wanted });
  const files = [...tags.groupBy("path").keys()].filter((path) => markupOf(path) !== undefined);
  const out: Item[] = [];
  for (const path of files) {
    out.push(
      ...(await readOne(root, path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return [];
        throw error;
      })),
    );
  }
  return out;
}
