/**
 * Where a work tree's git folder is, and whether its configuration leaves the bytes of files alone.
 * The Rust twin is crates/engine/src/git/place.rs.
 */
import { statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { isSystemError } from "../file.ts";
import { join, toSystem } from "../path.ts";
import { line, read } from "./file.ts";

/** Of one file of configuration. */
const LARGEST = 2 ** 20;
/** Files of configuration that include one another. */
const MOST = 100;
/** Other hashes; other attributes files; attributes from a tree. In lower case, wherever they stand. */
const REFUSED = ["objectformat", "attributesfile", "[attr"];

/** The folders of git that belong to a work tree. Paths are bytes. */
export interface Place {
  /** Holds the index. */
  readonly own: string;
  /** Holds what all work trees of a repository share. */
  readonly common: string;
}

/** Of the work tree whose top is a folder; undefined if it is no top. */
export function placeOf(top: string): Place | undefined {
  const dot = join(top, ".git");
  const own = isFolder(dot) ? dot : linked(top, line(dot));
  if (own === undefined) return undefined;
  const common = line(join(own, "commondir"));
  return { own, common: common === undefined ? own : below(own, common) };
}

/** Whether its configuration is one under which the index tells what a work tree holds. */
export function isPlain({ own, common }: Place): boolean {
  const left = [join(common, "config"), join(common, "config.worktree")];
  if (own !== common) left.push(join(own, "config.worktree"));
  for (let count = 0; count < MOST; count++) {
    const path = left.pop();
    if (path === undefined) return true;
    const content = read(path, LARGEST, true);
    if (content === "missing") continue;
    const more = content === "unreadable" ? undefined : included(path, content.bytes.toString("latin1"));
    if (more === undefined) return false;
    left.push(...more);
  }
  return false;
}

function isFolder(path: string): boolean {
  try {
    return statSync(toSystem(path)).isDirectory();
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

/** What a `.git` that is a file names. */
const linked = (top: string, text: string | undefined): string | undefined =>
  text?.startsWith("gitdir: ") === true ? below(top, text.slice("gitdir: ".length)) : undefined;

/** The files that a configuration includes; undefined if it says something that must not be. */
function included(path: string, text: string): string[] | undefined {
  const lower = text.toLowerCase();
  if (REFUSED.some((word) => lower.includes(word))) return undefined;
  if (!lower.includes("[include")) return [];
  const folder = path.slice(0, path.lastIndexOf("/"));
  const values = text.split("\n").flatMap(pathValue).map(unquoted);
  return values.every((value) => value !== undefined) ? values.map((value) => below(folder, value)) : undefined;
}

/** What a line sets `path` to, whatever its section. */
function pathValue(line: string): string[] {
  const match = /^[ \t\f\r]*(?:\[[^\]]*\][ \t\f\r]*)?path[ \t\f\r]*=([^]*)$/i.exec(line);
  return match === null ? [] : [match[1]!.replaceAll(/^[ \t\f\r]+|[ \t\f\r]+$/g, "")];
}

/** A value's bytes; undefined if it is written, or to be expanded, in a way that is not understood. */
function unquoted(written: string): string | undefined {
  const value = /^"[^]*"$/.test(written) && written.length > 1 ? written.slice(1, -1) : written;
  const plain = value.replaceAll(/\\[\\"]/g, "");
  if (/[\\"#;]/.test(plain) || /^(?:$|[~%])/.test(value)) return undefined;
  return value.replaceAll(/\\([\\"])/g, "$1");
}

/** A path that may be relative to a folder. */
const below = (folder: string, path: string): string => (isAbsolute(path) ? path : join(folder, path));
