import { realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { TagwrightError } from "../model/error.ts";
import { decodePath, hasStray, pathToBuffer } from "../model/path.ts";
import { badValue } from "./validate.ts";

/** Absolute, lexically clean paths below an absolute root. */
export interface Place {
  readonly root: string;
  readonly paths: readonly string[];
}

/** A path as `node:fs` needs it: bytes where the name is not UTF-8. */
const native = (path: string): string | Buffer => (hasStray(path) ? pathToBuffer(path) : path);

/** Whether a path is a folder or below it, by the words alone: `/base-evil` is not inside `/base`. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

export const isFolder = (path: string): boolean =>
  statSync(native(path), { throwIfNoEntry: false })?.isDirectory() ?? false;

function tryFolder(path: string): boolean {
  try {
    return isFolder(path);
  } catch {
    // Unreadable, too long or looping: the engine says so about the path itself.
    return false;
  }
}

/** The real path of what exists of a path, with the rest appended. */
function realPath(path: string): string {
  try {
    return decodePath(realpathSync.native(native(path), { encoding: "buffer" }));
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), path.slice(parent.length));
  }
}

const outsideError = (path: string, root: string, how: string): TagwrightError =>
  new TagwrightError("E_PATH_OUTSIDE", `${JSON.stringify(path)} ${how} outside the root ${JSON.stringify(root)}`);

function checkInside(root: string, realRoot: string, path: string, outside: boolean): void {
  if (!isInside(root, path)) throw outsideError(path, root, "lies");
  if (!outside && !isInside(realRoot, realPath(path))) throw outsideError(path, root, "leads");
}

const common = (one: string, two: string): string => (isInside(one, two) ? one : common(dirname(one), two));

function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => (tryFolder(path) ? path : dirname(path)));
  const drives = new Set(folders.map((folder) => resolve(folder, "/")));
  if (drives.size > 1)
    throw new TagwrightError("E_PATH_OUTSIDE", `the paths have no folder in common: ${[...drives].join(", ")}`);
  return folders.reduce(common);
}

/** Checks one path as the caller wrote it. An empty one would silently be the whole working folder. */
function checkPath(path: unknown, place: string): asserts path is string {
  if (typeof path !== "string" || path === "" || path.includes("\0")) {
    throw badValue(place, "a path, not empty and without NUL", path);
  }
}

const checked = (path: unknown, place: string): string => {
  checkPath(path, place);
  return path;
};

function readPaths(paths: unknown): readonly string[] {
  if (!Array.isArray(paths)) return [checked(paths, "paths")];
  return paths.map((path: unknown, index) => checked(path, `paths[${index}]`));
}

/**
 * Where a scan takes place.
 *
 * @param input what the caller named, relative to `cwd`
 * @param options `root` and `cwd` as the caller gave them; `outside`: links may lead out of the root
 * @returns the root: the given one; else `cwd` if all paths are inside it; else their deepest common folder. Throws
 *   E_PATH_OUTSIDE for a path that is not inside a given root, by its words or by its real path; E_OPTION_VALUE for no
 *   path at all. Costs a few system calls a path
 */
export function resolvePaths(
  input: unknown,
  options: { root?: string | undefined; cwd?: string | undefined; outside: boolean },
): Place {
  const cwd = resolve(options.cwd ?? ".");
  if (options.cwd !== undefined && !tryFolder(cwd)) throw badValue("cwd", "an existing folder", options.cwd);
  const paths = readPaths(input).map((path) => resolve(cwd, path));
  if (options.root === undefined) {
    return { root: paths.every((path) => isInside(cwd, path)) ? cwd : commonFolder(paths), paths };
  }
  const root = resolve(cwd, options.root);
  if (!tryFolder(root)) throw badValue("root", "an existing folder", options.root);
  const realRoot = realPath(root);
  for (const path of paths) checkInside(root, realRoot, path, options.outside);
  return { root, paths };
}

/**
 * Where a text held in memory belongs: nothing is looked up.
 *
 * @returns the root and the root-relative path with `/`. Throws as `resolvePaths` does
 */
export function resolveName(
  name: unknown,
  options: { root?: string | undefined; cwd?: string | undefined },
): { root: string; path: string } {
  const cwd = resolve(options.cwd ?? ".");
  const root = resolve(cwd, options.root ?? ".");
  const full = resolve(options.root === undefined ? cwd : root, checked(name, "path"));
  if (!isInside(root, full) || full === root) throw outsideError(full, root, "lies");
  return { root, path: relative(root, full).split(sep).join("/") };
}
