import type { Tag } from "../model/tag.ts";
import type { Affected, Changes } from "../trace/affected.ts";
import type { TraceResult } from "../model/trace.ts";
import type { ScanOptions } from "../options/types.ts";
import { plain } from "../model/tags.ts";
import { affected } from "../trace/affected.ts";
import { commitOf } from "./commit.ts";
import { git, splitNames } from "./git.ts";
import { scanText } from "./text.ts";

/** What a diff says of a file. */
interface FileChange {
  readonly ranges: [number, number][];
  /** Lines that are gone. */
  readonly removed: { readonly line: number; readonly text: string }[];
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,(\d+))? @@/;
const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** A name as git writes it: in quotes, with escapes, where it holds anything unusual. */
function unquote(written: string): string {
  // A name with blanks has a tab behind it.
  const name = written.replace(/\t$/, "");
  if (!name.startsWith('"')) return name;
  const bytes: Buffer[] = [];
  for (const [, octal, escaped, plain] of name.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/g)) {
    if (octal !== undefined) bytes.push(Buffer.of(Number.parseInt(octal, 8)));
    else bytes.push(escaped === undefined ? Buffer.from(plain!) : Buffer.of(ESCAPES[escaped] ?? escaped.charCodeAt(0)));
  }
  return Buffer.concat(bytes).toString("utf8");
}

/** Reads a diff without context. Lines of a hunk are counted, so that their text cannot be taken for a header. */
function readDiff(diff: string): Map<string, FileChange> {
  const out = new Map<string, FileChange>();
  let [from, file, at]: [string, FileChange | undefined, number] = ["", undefined, 0];
  for (const line of diff.split("\n")) {
    const hunk = HUNK.exec(line);
    if (line.startsWith("diff --git ")) file = undefined;
    else if (file === undefined && line.startsWith("--- ")) from = unquote(line.slice(4));
    else if (file === undefined && line.startsWith("+++ ")) {
      const to = unquote(line.slice(4));
      file = { ranges: [], removed: [] };
      out.set((to === "/dev/null" ? from : to).slice(2), file);
    } else if (file !== undefined && hunk !== null) {
      file.ranges.push(rangeOf(hunk));
      at = Number(hunk[1]);
    } else if (line.startsWith("-")) file?.removed.push({ line: at++, text: line.slice(1) });
  }
  return out;
}

function rangeOf([, , start, count]: RegExpExecArray): [number, number] {
  const first = Math.max(1, Number(start));
  return [first, first + Math.max(1, Number(count ?? 1)) - 1];
}

const DIFF = ["diff", "--no-ext-diff", "--no-textconv", "--no-color", "-U0", "-M", "--relative"];
const PREFIXES = ["--src-prefix=a/", "--dst-prefix=b/"];

async function changesSince(ref: string, root: string): Promise<Map<string, FileChange>> {
  const commit = await commitOf(root, ref);
  const [diff, others] = await Promise.all([
    git(root, [...DIFF, ...PREFIXES, commit, "--"]),
    git(root, ["ls-files", "-z", "--others", "--exclude-standard"]),
  ]);
  const out = readDiff(diff.toString("utf8"));
  for (const path of splitNames(others)) out.set(path, { ranges: [[1, Infinity]], removed: [] });
  return out;
}

/** A tag of a removed line, as it stood in the old file. */
const at = (tag: Tag, line: number): Tag => ({ ...plain(tag), line });

/** Tags that are gone: those of removed lines whose file has no such tag any more. */
function removedTags(trace: TraceResult, changes: ReadonlyMap<string, FileChange>, options: ScanOptions): Tag[] {
  const stays = ({ name, kind, path }: Tag): boolean =>
    trace
      .chain(name)
      ?.tags()
      .some((tag) => tag.kind === kind && tag.path === path) === true;
  return [...changes].flatMap(([path, { removed }]) => {
    if (removed.length === 0) return [];
    const { tags } = scanText(removed.map(({ text }) => text).join("\n"), { ...options, path });
    return tags.map((tag) => at(tag, removed[tag.line - 1]!.line)).filter((tag) => !stays(tag));
  });
}

/**
 * What the work since a commit affects: which chains and items have a tag on a changed line, above it, or are linked with
 * one that has. Files that git does not know yet count as changed.
 *
 * @param trace of the tree as it is now
 * @param ref a commit, branch or tag
 * @param options those of the scan, and its `root`
 * @returns chains by id, then items; a chain whose last tag was removed is among them
 * @throws TagwrightError `E_GIT` where there is no repository, no such commit or no git
 */
export async function affectedSince(
  trace: TraceResult,
  ref: string,
  options: ScanOptions & { readonly root: string },
): Promise<Affected[]> {
  const changes = await changesSince(ref, options.root);
  const lines: Changes = new Map([...changes].map(([path, { ranges }]) => [path, ranges]));
  return affected(trace, lines, removedTags(trace, changes, options));
}
