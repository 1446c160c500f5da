/** Opening files, and what can go wrong with that. The Rust twin is crates/engine/src/file.rs. */
import type { Dirent, Stats } from "node:fs";
import type { CodeName } from "./codes.ts";
import { constants, openSync, statfsSync } from "node:fs";
import { toSystem } from "./path.ts";

/** Why a path was not scanned. */
export interface Failure {
  readonly code: CodeName;
  readonly detail: string;
}

/** What was a regular file when it was found and is none any more. */
export class SpecialError extends Error {}

/** An error of the system, as `node:fs` throws it. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";

/** `named`: the caller asked for the path, so that its absence is an error. Throws what is no error of the system. */
export function failureOf(error: unknown, named: boolean): Failure {
  if (error instanceof SpecialError) return { code: "E_FILE_UNREADABLE", detail: error.message };
  if (!isSystemError(error)) throw error;
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR")
    return { code: "E_FILE_UNREADABLE", detail: error.code ?? error.message };
  return { code: named ? "E_FILE_MISSING" : "E_FILE_VANISHED", detail: "" };
}

const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants as Record<string, number>;

/** Opens a file for reading: never blocks on a FIFO that took its place, and follows no link unless told to. */
export const openFile = (path: string, follow: boolean): number =>
  openSync(toSystem(path), O_RDONLY! | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW));

/** ext2–4, btrfs, xfs, tmpfs, overlayfs, f2fs, zfs: the numbers of statfs(2). */
const DISKS = new Set([0xef53, 0x9123_683e, 0x5846_5342, 0x0102_1994, 0x794c_7630, 0xf2f5_2010, 0x2fc1_2fc1]);

/**
 * Whether a folder lies on a file system whose reads are only short at a file's end (not so for /proc or some FUSE ones).
 * Elsewhere every read is followed by another one until nothing comes.
 */
export function isShortEnd(folder: string): boolean {
  if (process.platform !== "linux") return false;
  try {
    return DISKS.has(statfsSync(toSystem(folder)).type);
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

/** What a special file is called. */
export function kindName(entry: Dirent<string | Buffer> | Stats): string {
  if (entry.isFIFO()) return "FIFO";
  if (entry.isSocket()) return "socket";
  if (entry.isCharacterDevice()) return "character device";
  return entry.isBlockDevice() ? "block device" : "special file";
}
