/** A repository of two commits that is the same on every machine, down to the commits' ids. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { work } from "./places.ts";
import { file } from "./synthetic.ts";

/** Raise it when the contents change: a repository made before is then made again. */
const edition = 1;

/** One file of two commits; a side without text is not there. */
export interface Step {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly before: string;
  readonly after: string;
}

/** Of each 20 files that differ: so many are new, gone, and renamed; the others are modified. */
const turn = { cycle: 20, added: 1, deleted: 2, renamed: 3 } as const;

/** A line more, one less: what work on a file does. */
function edit(text: string, index: number): string {
  const lines = text.split("\n");
  const at = index % (lines.length - 1);
  return [...lines.slice(0, at), `// TODO: look at ${index}`, ...lines.slice(at + 2)].join("\n");
}

/** File `index` in both commits, where one of `stride` differs. */
export function step(index: number, stride: number): Step {
  const { path, text } = file(index);
  if (index % stride !== 0) return { from: path, to: path, before: text, after: text };
  const after = edit(text, index);
  const place = (index / stride) % turn.cycle;
  if (place < turn.added) return { from: undefined, to: path, before: "", after };
  if (place < turn.deleted) return { from: path, to: undefined, before: text, after: "" };
  if (place < turn.renamed) return { from: path, to: `moved/${path}`, before: text, after };
  return { from: path, to: path, before: text, after };
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
const commit = (at: number): string =>
  `commit refs/heads/main\ncommitter tagwright <tagwright@example.org> ${1_700_000_000 + at} +0000\n${data(`${at}`)}`;

/** What `git fast-import` reads: `files` files, of which `differing` differ. */
export function* stream(files: number, differing: number): Generator<string> {
  const stride = files / differing;
  const steps = function* (): Generator<Step> {
    for (let index = 0; index < files; index++) yield step(index, stride);
  };
  yield commit(1);
  for (const { from, before } of steps()) if (from !== undefined) yield `M 100644 inline ${from}\n${data(before)}`;
  yield commit(2);
  for (const { from, to, before, after } of steps()) {
    if (from !== undefined && from !== to) yield `D ${from}\n`;
    if (to !== undefined && (from !== to || before !== after)) yield `M 100644 inline ${to}\n${data(after)}`;
  }
  yield "done\n";
}

const git = (cwd: string, args: readonly string[], input = ""): Buffer => execFileSync("git", args, { cwd, input });

/** Makes it, packed as a clone would be, and checked out. */
function make(path: string, files: number, differing: number): void {
  rmSync(path, { recursive: true, force: true });
  const folder = work("history");
  git(folder, ["init", "-q", "-b", "main", path]);
  git(path, ["fast-import", "--quiet", "--done"], [...stream(files, differing)].join(""));
  git(path, ["repack", "-adq"]);
  git(path, ["checkout", "-q", "main"]);
}

/** The path of a repository of so many files whose two commits differ in so many of them, made unless it is there already. */
export function history(files: number, differing: number): string {
  const path = join(work("history"), `${files}-${differing}`);
  const stamp = `${path}.edition`;
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== String(edition)) {
    make(path, files, differing);
    writeFileSync(stamp, String(edition));
  }
  return path;
}
