/** Writes a plan: each file whole or not at all, and nothing outside the root. */
import { lstat, open, readFile, realpath, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { TagwrightError } from "../model/error.ts";
import { pathToBuffer } from "../model/path.ts";
import type { FilePlan, RewritePlan } from "./plan.ts";

/** The place of a root-relative path as the file system knows it. */
export const placeOf = (root: string, path: string): Buffer =>
  Buffer.concat([Buffer.from(root.endsWith(sep) ? root : root + sep), pathToBuffer(path)]);

const fail = (path: string, why: string): never => {
  throw new TagwrightError("E_REWRITE", `${path}: ${why}`);
};

/** A link is followed, so that it stays one; but not out of the root. */
async function target(root: string, path: string): Promise<Buffer> {
  const real = await realpath(placeOf(root, path), "buffer");
  const way = relative(await realpath(root), real.toString("utf8"));
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) return fail(path, "it lies outside of the root");
  return real;
}

async function fill(handle: FileHandle, bytes: Buffer): Promise<void> {
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes beside the file and moves it there: a reader sees the old bytes or the new ones. */
async function replace(real: Buffer, bytes: Buffer): Promise<void> {
  const { mode } = await lstat(real);
  const name = real.toString("latin1");
  const temporary = Buffer.from(
    join(dirname(name), `.${basename(name).slice(0, 100)}.${process.pid}.tagwright`),
    "latin1",
  );
  try {
    const handle = await open(temporary, "wx", mode);
    await handle.chmod(mode & 0o7777);
    await fill(handle, bytes);
    await rename(temporary, real);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function prepare(root: string, { path, before }: FilePlan): Promise<Buffer> {
  const real = await target(root, path);
  if (!(await readFile(real)).equals(before)) fail(path, "it changed since the plan was made");
  return real;
}

/** Writes the files of a plan. All are looked at before the first is written. Throws E_REWRITE. */
export async function writePlan({ root, files }: RewritePlan): Promise<void> {
  const places = await Promise.all(files.map((file) => prepare(root, file)));
  for (const [at, { path, after }] of files.entries()) {
    await replace(places[at]!, after).catch((error: Error) => fail(path, error.message));
  }
}
