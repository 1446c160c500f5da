/** Finds the configuration file and loads it. */
import { readFileSync, statSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import type { Loader } from "lilconfig";
import { TagwrightError } from "../model/error.ts";
import { reasonOf } from "../model/reason.ts";
import { importModule, importTypeScript } from "./module.ts";

/** What a file holds; nothing is checked yet. */
export interface ConfigFile {
  readonly path: string;
  readonly content: unknown;
}

const KEY = "tagwright";
const MANIFEST = "package.json";
/** The first that a folder holds is taken. */
const PLACES = [".json", ".js", ".mjs", ".ts"].map((extension) => `tagwright.config${extension}`).concat(MANIFEST);

/** On one line: parsers like to draw. */
const words = (error: unknown): string => reasonOf(error).replaceAll(/\s*\n\s*/g, " ");

const failure = (path: string, error: unknown): TagwrightError =>
  new TagwrightError("E_CONFIG", `${path}: ${words(error)}`, { cause: error });

const loaders: Readonly<Record<string, Loader>> = {
  ".json": (_, text) => JSON.parse(text.replace(/^\uFEFF/, "")) as unknown,
  ".js": importModule,
  ".mjs": importModule,
  ".cjs": importModule,
  ".ts": importTypeScript,
  ".mts": importTypeScript,
};

/** Loads one file; undefined for a manifest without the key. Throws E_CONFIG. */
async function load(path: string): Promise<ConfigFile | undefined> {
  if (!Object.hasOwn(loaders, extname(path))) {
    throw new TagwrightError("E_CONFIG", `${path}: expected a file that ends in ${Object.keys(loaders).join(", ")}`);
  }
  const { lilconfig } = await import("lilconfig");
  const options = { loaders, searchPlaces: PLACES, packageProp: [KEY], ignoreEmptySearchPlaces: false };
  const found = await lilconfig(KEY, options)
    .load(path)
    .catch((error: unknown) => {
      throw failure(path, error);
    });
  if (found?.isEmpty) throw new TagwrightError("E_CONFIG", `${path}: the file is empty`);
  return (found?.config ?? undefined) === undefined && path.endsWith(MANIFEST)
    ? undefined
    : { path, content: found?.config };
}

/** Whether a manifest has our key. One that is broken goes to the loader, which says so, if the key seems to be there. */
function hasKey(text: string): boolean {
  if (!/"tagwright"\s*:/.test(text)) return false;
  try {
    return Object.hasOwn(JSON.parse(text) as object, KEY);
  } catch {
    return true;
  }
}

/** Whether a place is worth loading: most folders hold nothing, and a start must not pay for a loader. */
function isPromising(path: string): boolean {
  try {
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    return !path.endsWith(MANIFEST) || hasKey(readFileSync(path, "utf8"));
  } catch {
    // Not to be read by us, so not meant for us. A file that is named is another matter: see readFile.
    return false;
  }
}

function foldersAbove(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}

/** The nearest configuration in a folder or above it. Costs a few stat calls a folder where there is none. */
export async function findFile(folder: string): Promise<ConfigFile | undefined> {
  for (const above of foldersAbove(resolve(folder))) {
    for (const place of PLACES) {
      const path = resolve(above, place);
      const found = isPromising(path) ? await load(path) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Why a path cannot be a configuration; undefined if it can. */
function badFile(path: string): string | undefined {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return "it is a folder";
    return found.isFile() ? undefined : "it is no regular file";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : reasonOf(error);
  }
}

/** A configuration that the caller names. Throws E_CONFIG where it is missing, not readable or holds none. */
export async function readFile(path: string): Promise<ConfigFile> {
  const full = resolve(path);
  const bad = badFile(full);
  if (bad !== undefined) throw new TagwrightError("E_CONFIG", `${full}: ${bad}`);
  const found = await load(full);
  if (found === undefined) throw new TagwrightError("E_CONFIG", `${full}: has no key ${JSON.stringify(KEY)}`);
  return found;
}
