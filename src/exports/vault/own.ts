/** Tags that stand in what we wrote into a vault: a note quotes the lines around a tag, and they must not count as tags. */
import { readFileSync, realpathSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import type { Tag } from "../../model/tag.ts";
import { pathToBuffer } from "../../model/path.ts";
import { takeApart } from "./merge.ts";

/** Bytes of a file that are ours, the first and one past the last. */
type Span = readonly [start: number, end: number];

const bytes = (text: string): number => Buffer.byteLength(text, "utf8");

function spanOf(path: string): Span | undefined {
  try {
    const content = readFileSync(pathToBuffer(path));
    const text = content.toString("utf8");
    const { block, after } = takeApart(text);
    if (block === undefined || bytes(text) !== content.length) return undefined;
    const end = content.length - bytes(after);
    return [end - bytes(block), end];
  } catch {
    return undefined;
  }
}

/** Two names of one folder must not hide that one lies in the other. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/**
 * Whether a tag was quoted by us.
 *
 * @param root of the scan, absolute
 * @param vault absolute
 * @returns a test that reads each note of the vault once
 */
export function quotedIn(root: string, vault: string): (tag: Tag) => boolean {
  const way = relative(real(root), real(vault)).split(sep).join("/");
  if (way === ".." || way.startsWith("../") || isAbsolute(way)) return () => false;
  const spans = new Map<string, Span | undefined>();
  return ({ path, offset }) => {
    if (!path.endsWith(".md") || !(way === "" || path.startsWith(`${way}/`))) return false;
    if (!spans.has(path)) spans.set(path, spanOf(join(root, path)));
    const span = spans.get(path);
    return span !== undefined && span[0] <= offset && offset < span[1];
  };
}
