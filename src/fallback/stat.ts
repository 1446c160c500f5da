/** What tells cheaply whether a file is still the same. The Rust twin is crates/engine/src/stat.rs. */

import type { BigIntStats } from "node:fs";
import { fstatSync, lstatSync, statSync } from "node:fs";
import { isSystemError } from "./file.ts";
import { toSystem } from "./path.ts";

/** Of a file. On Windows, ctime and inode are 0. */
export interface Stat {
  /** Bytes. */
  readonly size: number;
  /** Nanoseconds since 1970. */
  readonly mtime: bigint;
  /** Nanoseconds since 1970. */
  readonly ctime: bigint;
  /** The file's number in its file system. */
  readonly inode: bigint;
}

const windows = process.platform === "win32";

const make = ({ size, mtimeNs, ctimeNs, ino }: BigIntStats): Stat => ({
  size: Number(size),
  mtime: mtimeNs,
  ctime: windows ? 0n : ctimeNs,
  inode: windows ? 0n : ino,
});

/** Of a path (bytes); undefined if that fails, or no regular file is there. */
export function statAt(path: string, follow: boolean): Stat | undefined {
  try {
    const data = (follow ? statSync : lstatSync)(toSystem(path), { bigint: true });
    return data.isFile() ? make(data) : undefined;
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** Of an open file. */
export const statOf = (fd: number): Stat => make(fstatSync(fd, { bigint: true }));

export const isSame = (a: Stat, b: Stat): boolean =>
  a.size === b.size && a.mtime === b.mtime && a.ctime === b.ctime && a.inode === b.inode;
