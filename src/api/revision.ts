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

/** A file that a commit or the index holds. */
export interface Held {
  readonly path: string;
  readonly blob: string;
}

const UNKNOWN = /^0+$/;
const REGULAR = /^100/;
const RAW = ["--raw", "-z", "-M", "-r", "--no-abbrev", "--relative", "--no-ext-diff", "--ignore-submodules=all"];

/** NUL-separated fields. */
export const fieldsOf = (bytes: Buffer): string[] => bytes.toString("latin1").split("\0").slice(0, -1);

/** The id of the commit that a user names. Throws E_GIT if there is none. */
export async function commitOf(root: string, ref: string): Promise<string> {
  // A ref that begins with a dash would be an option.
  const out = await git(root, ["rev-parse", "--verify", "--end-of-options", `${ref}^{commit}`]);
  return out.toString().trim();
}

/** The best common ancestor of two commits. Throws E_GIT if there is none. */
export const mergeBase = async (root: string, one: string, other: string): Promise<string> =>
  (await git(root, ["merge-base", one, other])).toString().trim();

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

/** Regular files of a commit (undefined: of the index) below a folder. */
export async function held(folder: string, commit: string | undefined): Promise<Held[]> {
  const args = commit === undefined ? ["ls-files", "-s", "-z"] : ["ls-tree", "-r", "-z", commit];
  return fieldsOf(await git(folder, args)).flatMap((field) => {
    const tab = field.indexOf("\t");
    const words = field.slice(0, tab).split(" ");
    const blob = words[commit === undefined ? 1 : 2]!;
    return REGULAR.test(words[0]!) ? [{ path: field.slice(tab + 1), blob }] : [];
  });
}

/** The contents of blobs, in their order, from one process. */
export async function contents(root: string, blobs: readonly string[]): Promise<Buffer[]> {
  if (blobs.length === 0) return [];
  const bytes = await git(root, ["cat-file", "--batch", "--buffer"], `${blobs.join("\n")}\n`);
  let at = 0;
  return blobs.map(() => {
    const end = bytes.indexOf(10, at);
    const size = Number(bytes.toString("latin1", at, end).split(" ")[2] ?? 0);
    at = end + 1 + size + 1;
    return bytes.subarray(end + 1, end + 1 + size);
  });
}
