/** What git says of two states of a tree. Paths are bytes. */
import { git } from "./git.ts";

/** A regular file on one side. */
export interface Side {
  /** Relative to the root. */
  readonly path: string;
  /** Undefined: what stands in the work tree. */
  readonly blob: string | undefined;
}

/** A file that differs; one side is missing where there is no regular file. */
export interface Differing<S extends Side = Side> {
  readonly before: S | undefined;
  readonly after: S | undefined;
}

/** A file that a commit holds. */
export interface Held {
  readonly path: string;
  readonly blob: string;
  /** Bytes; 0 where it was not asked for. */
  readonly size: number;
}

const UNKNOWN = /^0+$/;
const REGULAR = /^100/;
const RAW = ["--raw", "-z", "-M", "-r", "--no-abbrev", "--relative", "--no-ext-diff", "--ignore-submodules=all"];

/** NUL-separated fields. */
export const fieldsOf = (bytes: Buffer): string[] => bytes.toString("latin1").split("\0").slice(0, -1);

const side = (mode: string, blob: string, path: string): Side | undefined =>
  REGULAR.test(mode) ? { path, blob: UNKNOWN.test(blob) ? undefined : blob } : undefined;

/** Reads what `git diff --raw -z` writes. */
export function readRaw(fields: readonly string[]): Differing[] {
  const out: Differing[] = [];
  for (let at = 0; at < fields.length;) {
    const [oldMode = "", newMode = "", oldBlob = "", newBlob = "", status = ""] = fields[at++]!.slice(1).split(" ");
    const from = fields[at++]!;
    const to = /^[RC]/.test(status) ? fields[at++]! : from;
    // What is not merged yet comes again as modified.
    if (status === "U") continue;
    out.push({ before: side(oldMode, oldBlob, from), after: side(newMode, newBlob, to) });
  }
  return out;
}

/** Files that differ between a commit and another one, or the work tree with all that git would not ignore. */
export async function differing(root: string, before: string, after: string | undefined): Promise<Differing[]> {
  if (after !== undefined) return readRaw(fieldsOf(await git(root, ["diff-tree", ...RAW, before, after, "--"])));
  const [raw, others] = await Promise.all([
    git(root, ["diff", ...RAW, before, "--"]),
    git(root, ["ls-files", "-z", "--others", "--exclude-standard"]),
  ]);
  const added = fieldsOf(others).map((path) => ({ before: undefined, after: { path, blob: undefined } }));
  return [...readRaw(fieldsOf(raw)), ...added];
}

/** Regular files of a commit below a folder, or only some paths below it. `sized`: with their sizes, which git has to look for. */
export async function held(
  folder: string,
  commit: string,
  sized: boolean,
  paths: readonly string[] = [],
): Promise<Held[]> {
  const wanted = paths.length === 0 ? ["-r"] : ["--", ...paths];
  const out = await git(folder, ["ls-tree", "-z", ...(sized ? ["-l"] : []), commit, ...wanted]);
  return fieldsOf(out).flatMap((field) => {
    const tab = field.indexOf("\t");
    const [mode, , blob, size] = field.slice(0, tab).split(/ +/);
    return REGULAR.test(mode!) ? [{ path: field.slice(tab + 1), blob: blob!, size: Number(size ?? 0) }] : [];
  });
}
