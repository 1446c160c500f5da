/** Where stores lie, and what the files there are called. */
import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { pathToBuffer } from "../model/path.ts";
import { isInside } from "../options/paths.ts";
import { sha256 } from "./fingerprint.ts";

/** Digits of the names of folders and stores. */
const DIGITS = 16;
/** A folder of the platform's cache that belongs to a root. */
const FOLDER = /^[0-9a-f]{16}$/;
/** A file of a store: base, patch, lock, counters, or one that is being written. */
const FILE = /^([0-9a-f]{16})\.(?:tw[cp]|lock|lock\.steal|json|(?:tw[cp]|json)\.[0-9a-z.]+\.tmp)$/;

const { env } = process;

/** A variable that names a folder; a relative one does not count, as XDG has it. */
const folderIn = (variable: string): string | undefined => {
  const value = env[variable];
  return value !== undefined && isAbsolute(value) ? value : undefined;
};

/** The platform's folder for what can be made anew. */
function platformFolder(): string {
  if (process.platform === "win32") return folderIn("LOCALAPPDATA") ?? join(homedir(), "AppData", "Local");
  const xdg = folderIn("XDG_CACHE_HOME");
  if (xdg !== undefined) return xdg;
  return process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
}

/** The folder that holds a folder for each root. */
export const homeOfStores = (): string => join(platformFolder(), "tagwright");

function realRoot(root: string): Buffer {
  const bytes = pathToBuffer(root);
  try {
    return realpathSync.native(bytes, { encoding: "buffer" });
  } catch {
    return bytes;
  }
}

// @CODE:CACHE-002
/**
 * The folder of a root's stores.
 *
 * @param said `true`, or a folder that is used as it is; a relative one starts at `cwd`
 */
export function folderOf(said: true | string, root: string, cwd: string): string {
  return said === true ? join(homeOfStores(), sha256(realRoot(root)).slice(0, DIGITS)) : resolve(cwd, said);
}

/** The path of a store without its ending. */
export const storeIn = (folder: string, fingerprint: string): string => join(folder, fingerprint.slice(0, DIGITS));

/** gitignore lines for the files of stores in a folder below a root, which are no part of the tree; none for one elsewhere. */
export function linesFor(folder: string, root: string): string[] {
  if (!isInside(root, folder)) return [];
  const start = relative(root, folder)
    .split(sep)
    .map((name) => name && `/${name.replace(/[\\*?[\]!# ]/g, String.raw`\$&`)}`)
    .join("");
  const name = "[0-9a-f]".repeat(DIGITS);
  return ["tw[cp]", "tw[cp].*.tmp", "json", "json.*.tmp", "lock", "lock.steal"].map((end) => `${start}/${name}.${end}`);
}

/** Whether a name is that of a root's folder. */
export const isFolderName = (name: string): boolean => FOLDER.test(name);

/** The store that a file's name says it belongs to; undefined for a foreign file. */
export const storeOf = (name: string): string | undefined => FILE.exec(name)?.[1];
