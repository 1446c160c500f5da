/**
 * File patterns that can be read without a glob library: plain paths, folders, and `**`, `*` with or without an ending behind a
 * plain folder. Their files come in the order in which leasot's walk meets them: files that were named, then level by level.
 */
import { statSync } from "node:fs";
import { posix, resolve } from "node:path";

/** Files of a folder, by how their names end. */
export interface Wild {
  /** Empty for the current folder. */
  readonly base: string;
  /** Whether folders below count. */
  readonly isDeep: boolean;
  /** As `.js`; empty for all. */
  readonly ending: string;
}

/** One walk. */
export interface Walk {
  readonly base: string;
  readonly wilds: readonly Wild[];
}

/** What patterns stand for. */
export interface Plan {
  readonly files: readonly string[];
  readonly walks: readonly Walk[];
  /** Lines as .gitignore has them. */
  readonly exclude: readonly string[];
}

const wild = /^(?:(?<base>[^*]+)\/)?(?<deep>\*\*\/)?\*(?<ending>\.[^*/]*[^*/.])?$/;
const everything = /^(?:(?<base>[^*]+)\/)?\*\*$/;
const ignored = /^(?<deep>\*\*\/)?(?<path>[^*]+?)(?:\/\*\*)?$/;

/** Signs that mean something in a glob. */
const SIGNS = /[\\*?[\]{}()|!"]/;

/** Whether a path means itself, and is spelled as results are. */
const isPlain = (path: string): boolean =>
  !SIGNS.test(path) && path.split("/").every((name) => name !== "" && name !== "." && name !== "..");

function kindOf(path: string): "folder" | "file" | "other" | "none" {
  const stats = statSync(resolve(path), { throwIfNoEntry: false });
  if (stats === undefined) return "none";
  if (stats.isDirectory()) return "folder";
  return stats.isFile() ? "file" : "other";
}

/** A pattern as files of a folder; undefined where it is not of that kind. */
function readWild(pattern: string): Wild | undefined {
  const some = wild.exec(pattern)?.groups;
  const all = some ?? everything.exec(pattern)?.groups;
  const { base = "", deep, ending = "" } = all ?? {};
  if (all !== undefined) {
    if ((base !== "" && !isPlain(base)) || SIGNS.test(ending)) return undefined;
    return { base, isDeep: some === undefined || deep !== undefined, ending };
  }
  return isPlain(pattern) && kindOf(pattern) === "folder" ? { base: pattern, isDeep: true, ending: "" } : undefined;
}

/** Groups by folder; if one is the current folder, then that one holds all. */
function group<T>(items: readonly T[], folderOf: (item: T) => string): T[][] {
  if (items.some((item) => folderOf(item) === "")) return [[...items]];
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(folderOf(item), [...(groups.get(folderOf(item)) ?? []), item]);
  return [...groups.values()];
}

const folderOf = (path: string): string => (path.includes("/") ? posix.dirname(path) : "");

function readExclude(pattern: string): string | undefined {
  const { deep = "", path } = ignored.exec(pattern)?.groups ?? {};
  return path === undefined || !isPlain(path) ? undefined : `/${deep}${path}`;
}

/** Whether a folder can be walked, or is not there, so that nothing is found. */
const isWalkable = ({ base }: Wild): boolean => base === "" || ["folder", "none"].includes(kindOf(base));

const isTrue = <T>(value: T | undefined): value is T => value !== undefined;

/**
 * What patterns stand for; undefined where a glob library has to say it.
 *
 * @param patterns as `leasot` takes them
 * @param ignore the same, for what is left out
 */
export function readPlan(patterns: readonly string[], ignore: readonly string[]): Plan | undefined {
  const unique = [...new Set(patterns)];
  const wilds = unique.map(readWild);
  const named = unique.filter((_, index) => wilds[index] === undefined);
  const exclude = ignore.map(readExclude);
  const isNamed = named.length > 0;
  if (!named.every(isPlain) || !exclude.every(isTrue) || (isNamed && exclude.length > 0)) return undefined;
  const known = wilds.filter(isTrue);
  if (!known.every(isWalkable)) return undefined;
  return {
    files: group(
      named.filter((path) => kindOf(path) === "file"),
      folderOf,
    ).flat(),
    walks: group(known, ({ base }) => base).map((members) => ({
      base: members.some(({ base }) => base === "") ? "" : members[0]!.base,
      wilds: members,
    })),
    exclude,
  };
}

/** The line of .gitignore for the files of a folder; it fits more where a folder's name has the ending. */
export const lineOf = ({ base, isDeep, ending }: Wild): string =>
  `/${base === "" ? "" : `${base}/`}${isDeep ? "**/" : ""}*${ending}`;

/** Whether a path relative to the current folder is one of the files. */
export function fits({ base, isDeep, ending }: Wild, path: string): boolean {
  const prefix = base === "" ? "" : `${base}/`;
  return path.startsWith(prefix) && path.endsWith(ending) && (isDeep || !path.includes("/", prefix.length));
}

const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** By depth, then name by name. */
export function compareLevels(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  if (left.length !== right.length) return left.length - right.length;
  const index = left.findIndex((name, at) => name !== right[at]);
  return index < 0 ? 0 : compareBytes(left[index]!, right[index]!);
}
