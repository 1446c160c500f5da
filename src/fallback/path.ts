/**
 * Paths as byte strings: one character for each byte, so that comparing strings compares bytes. Separators are `/`.
 * The Rust twin is crates/engine/src/path.rs.
 */
import { pathToBuffer } from "../model/path.ts";

const BEYOND_ASCII = /[^\0-\x7f]/;
const windows = process.platform === "win32";

/** A string that crossed the border (docs/design/walking.md, PEP 383) as bytes. */
export function toBytes(path: string): string {
  const bytes = BEYOND_ASCII.test(path) ? pathToBuffer(path).toString("latin1") : path;
  return windows ? bytes.replaceAll("\\", "/") : bytes;
}

/** A name that a folder was read as, in UTF-8, as bytes. */
export const nameToBytes = (name: string): string =>
  BEYOND_ASCII.test(name) ? Buffer.from(name, "utf8").toString("latin1") : name;

/** The path that those bytes stand for, as `node:fs` takes it. */
export function toSystem(bytes: string): string | Buffer {
  if (!BEYOND_ASCII.test(bytes)) return bytes;
  const buffer = Buffer.from(bytes, "latin1");
  return windows ? buffer.toString("utf8") : buffer;
}

/** A path below a folder: either may be empty. */
export const join = (folder: string, relative: string): string =>
  folder === "" || relative === "" || folder.endsWith("/") ? folder + relative : `${folder}/${relative}`;

/** What follows the last `/`. */
export const base = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A path relative to the root, which holds it. */
export function relative(root: string, path: string): string {
  const rest = path.startsWith(root) ? path.slice(root.length) : path;
  return rest.startsWith("/") ? rest.slice(1) : rest;
}

/** Whether a folder is, or holds, a path. */
export const holds = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
