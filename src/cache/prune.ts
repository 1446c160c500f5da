/** Which stores may stay. Only files whose names are those of stores are ever removed. */
import { lstatSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { lockAge } from "../model/lock.ts";
import { homeOfStores, isFolderName, storeOf } from "./place.ts";

const DAY = 24 * 60 * 60 * 1000;
/** Milliseconds after which a store that nobody used goes. */
const AGE = 30 * DAY;
/** Bytes that all stores may take. */
const TOTAL = 1024 ** 3;

/** What was removed. */
export interface Pruned {
  readonly stores: number;
  readonly bytes: number;
}

/** A store on disk, with all its files. */
interface Found {
  /** Its path without ending. */
  readonly store: string;
  readonly files: string[];
  bytes: number;
  /** When it was last used: milliseconds since 1970. */
  used: number;
  isHeld: boolean;
}

const names = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** A regular file's size and time; a link is not followed, and is none of ours. */
function fileAt(path: string): { size: number; mtimeMs: number } | undefined {
  try {
    const found = lstatSync(path);
    return found.isFile() ? found : undefined;
  } catch {
    return undefined;
  }
}

function storesIn(folder: string): Found[] {
  const out = new Map<string, Found>();
  for (const name of names(folder)) {
    const store = storeOf(name);
    const path = join(folder, name);
    const file = store === undefined ? undefined : fileAt(path);
    if (store === undefined || file === undefined) continue;
    const found = out.get(store) ?? { store: join(folder, store), files: [], bytes: 0, used: 0, isHeld: false };
    out.set(store, found);
    found.files.push(path);
    found.bytes += file.size;
    found.used = Math.max(found.used, file.mtimeMs);
    found.isHeld ||= name.endsWith(".lock") && Date.now() - file.mtimeMs < lockAge;
  }
  return [...out.values()];
}

/** The folders of all roots, or the folder that was given, which is nobody else's. */
function foldersFor(store: string): string[] {
  const home = homeOfStores();
  const folder = dirname(store);
  if (dirname(folder) !== home || !isFolderName(basename(folder))) return [folder];
  return names(home)
    .filter(isFolderName)
    .map((name) => join(home, name));
}

function remove(stores: readonly Found[]): Pruned {
  let [count, bytes] = [0, 0];
  for (const found of stores) {
    try {
      for (const file of found.files) rmSync(file, { force: true });
      [count, bytes] = [count + 1, bytes + found.bytes];
      // Only an empty folder goes, and only a root's.
      if (isFolderName(basename(dirname(found.store)))) rmdirSync(dirname(found.store));
    } catch {
      // Not ours to remove, or not empty.
    }
  }
  return { stores: count, bytes };
}

/** Those that make the rest fit, least recently used first. */
function beyond(stores: readonly Found[], total: number): Found[] {
  let bytes = stores.reduce((sum, found) => sum + found.bytes, 0);
  const out: Found[] = [];
  for (const found of stores.toSorted((one, other) => one.used - other.used)) {
    if (bytes <= total) break;
    out.push(found);
    bytes -= found.bytes;
  }
  return out;
}

/**
 * Removes stores beside one that nobody used for 30 days, then, while all take more than 1 GiB, those used least recently.
 *
 * @param store the one that stays, without ending: its own limits are the engine's matter
 * @param limits for tests
 */
export function pruneStores(store: string, limits = { age: AGE, total: TOTAL }): Pruned {
  const others = foldersFor(store)
    .flatMap(storesIn)
    .filter((found) => found.store !== store && !found.isHeld);
  const since = Date.now() - limits.age;
  const old = others.filter(({ used }) => used < since);
  const rest = others.filter(({ used }) => used >= since);
  return remove([...old, ...beyond(rest, limits.total)]);
}

/** Removes every store in a folder. */
export const removeStores = (folder: string): Pruned => remove(storesIn(folder).filter(({ isHeld }) => !isHeld));
