import type { Origin } from "../model/reporter.ts";
import type { ScanResult } from "../model/result.ts";
import type { Tag } from "../model/tag.ts";

function linesOf(tags: Iterable<Tag>): Map<string, Set<number>> {
  const out = new Map<string, Set<number>>();
  for (const { path, line } of tags) {
    const lines = out.get(path);
    if (lines === undefined) out.set(path, new Set([line]));
    else lines.add(line);
  }
  return out;
}

/** Who wrote the lines of tags last: by tag, in the order of the tags. */
export async function blameTags(root: string, tags: Iterable<Tag>): Promise<Map<Tag, Origin>> {
  const all = [...tags];
  // What starts processes costs a start two milliseconds; most ask for no origins.
  const { blame } = await import("./blame.ts");
  const found = await blame(root, linesOf(all));
  const out = new Map<Tag, Origin>();
  for (const tag of all) {
    const origin = found.get(tag.path)?.get(tag.line);
    if (origin !== undefined) out.set(tag, origin);
  }
  return out;
}

/**
 * Who wrote the lines of tags last, and when, by `git blame`.
 *
 * @param result of a scan
 * @param tags of it: all, if left out
 * @returns by fingerprint of a tag; a tag that git knows nothing of, or that is not committed, is left out. One process a
 *   file, four at a time; answers are kept in git's folder by content of the file
 * @example
 * ```ts
 * import { origins, scan } from "tagwright";
 *
 * const result = await scan("src");
 * for (const { author, time } of (await origins(result)).values()) console.log(author, new Date(time).getFullYear());
 * ```
 */
export async function origins(
  { root, tags: all }: Pick<ScanResult, "root" | "tags">,
  tags: Iterable<Tag> = all,
): Promise<Map<string, Origin>> {
  const found = await blameTags(root, tags);
  return new Map([...found].map(([tag, origin]) => [tag.fingerprint, origin]));
}
