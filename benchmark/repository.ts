/** A repository that holds a tree's files in one commit, and clones of it. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { work } from "./places.ts";
import type { Tree } from "./types.ts";

/** A name in the words of `git fast-import`. */
const quote = (path: string): string => `"${path.replaceAll(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;

/** Regular files below a folder, by their bytes, but for repositories. */
function* files(root: Buffer, folder = ""): Generator<string> {
  const at = Buffer.concat([root, Buffer.from(`/${folder}`, "latin1")]);
  for (const entry of readdirSync(at, { withFileTypes: true, encoding: "buffer" })) {
    const path = folder + entry.name.toString("latin1");
    if (entry.isDirectory() && entry.name.toString() !== ".git") yield* files(root, `${path}/`);
    else if (entry.isFile()) yield path;
  }
}

/** What `git fast-import` reads. */
function* stream(root: Buffer): Generator<Buffer> {
  yield Buffer.from("commit refs/heads/main\ncommitter tagwright <tagwright@example.org> 1700000000 +0000\ndata 0\n");
  for (const path of files(root)) {
    const content = readFileSync(Buffer.concat([root, Buffer.from(`/${path}`, "latin1")]));
    const head = Buffer.from(`M 100644 inline ${quote(path)}\ndata ${content.length}\n`, "latin1");
    yield Buffer.concat([head, content, Buffer.from("\n")]);
  }
  yield Buffer.from("done\n");
}

async function make(tree: Tree, path: string): Promise<void> {
  execFileSync("git", ["init", "-q", "--bare", "-b", "main", path]);
  // What is read here is read once: packing it tightly would take minutes.
  const args = ["-c", "core.compression=0", "fast-import", "--quiet", "--done"];
  const child = spawn("git", args, { cwd: path, stdio: ["pipe", "ignore", "inherit"] });
  const ended = once(child, "close");
  await pipeline(Readable.from(stream(Buffer.from(tree.path))), child.stdin);
  const [code] = await ended;
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
}

/** A bare repository of the tree, made unless it is there already. */
export async function repositoryOf(tree: Tree): Promise<string> {
  const path = join(work("repositories"), `${tree.name}.git`);
  const stamp = `${path}.path`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === tree.path) return path;
  rmSync(path, { recursive: true, force: true });
  await make(tree, path);
  writeFileSync(stamp, tree.path);
  return path;
}

/** Clones it to a folder of the benchmark's, which is made anew. */
export function clone(repository: string, name: string): string {
  const path = join(work("clones"), name);
  rmSync(path, { recursive: true, force: true });
  execFileSync("git", ["clone", "-q", "--shared", repository, path]);
  return path;
}
