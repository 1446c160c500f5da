/** Writes files that are whole or not there. */
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Parts } from "../index.ts";
import { chunks, OutputError } from "./output.ts";

/** Tells apart what one process writes to one file. */
let count = 0;

/** Where a link leads; the path itself where there is nothing yet. */
const target = (path: string): Promise<string> => realpath(path).catch(() => path);

interface Place {
  readonly path: string;
  /** Permissions that are there already. */
  readonly mode: number | undefined;
  /** Devices and pipes cannot be replaced, only written to. */
  readonly isReplaced: boolean;
}

async function look(path: string): Promise<Place> {
  const full = await target(path);
  const found = await stat(full).catch(() => undefined);
  return { path: full, mode: found?.mode, isReplaced: found === undefined || found.isFile() };
}

async function fill(path: string, parts: Parts, mode: number | undefined, signal?: AbortSignal): Promise<void> {
  const file = await open(path, "w", mode);
  try {
    for await (const chunk of chunks(parts, signal)) await file.writeFile(chunk);
  } finally {
    await file.close();
  }
}

async function replace({ path, mode }: Place, parts: Parts, signal?: AbortSignal): Promise<void> {
  const draft = join(dirname(path), `.${basename(path).slice(0, 64)}.${process.pid}-${count++}.tmp`);
  try {
    await fill(draft, parts, mode, signal);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

const isSystem = (error: unknown): error is NodeJS.ErrnoException =>
  typeof (error as NodeJS.ErrnoException | null)?.syscall === "string";

/** Of a file that is made beside the other one, only the folder can be missing. */
const failure = (path: string, error: NodeJS.ErrnoException): OutputError =>
  error.code === "ENOENT"
    ? new OutputError(error, path, `there is no folder ${dirname(path)}`)
    : new OutputError(error, path);

/**
 * Writes parts to a file. Readers see the old content or the new one, never a part: it is written beside the file, then
 * renamed. A link stays a link, permissions stay.
 *
 * @throws OutputError when it cannot be written; what stood there before still does
 */
export async function writeWhole(path: string, parts: Parts, signal?: AbortSignal): Promise<void> {
  const place = await look(path);
  try {
    await (place.isReplaced ? replace(place, parts, signal) : fill(place.path, parts, undefined, signal));
  } catch (error) {
    throw isSystem(error) ? failure(path, error) : error;
  }
}
