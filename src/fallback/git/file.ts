/**
 * git's own files. Any of them may be anything: a FIFO, a loop of links, larger than memory.
 * The Rust twin is crates/engine/src/git/file.rs.
 */
import type { Stat } from "../stat.ts";
import { closeSync, fstatSync, readSync } from "node:fs";
import { isSystemError, openFile } from "../file.ts";

/** Its bytes, and what it was like when it was opened. */
export interface Content {
  readonly bytes: Buffer;
  readonly stat: Stat;
}

/** Nothing is there; or no regular file, too large, or it cannot be read. */
export type Absent = "missing" | "unreadable";

/** Reads a file (its path as bytes) of at most so many bytes. `follow`: even if it is a link. */
export function read(path: string, most: number, follow: boolean): Content | Absent {
  if (path.includes("\0")) return "unreadable";
  try {
    const file = openFile(path, follow);
    try {
      return readOpen(file, most);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === "ENOENT" || error.code === "ENOTDIR" ? "missing" : "unreadable";
  }
}

function readOpen(file: number, most: number): Content | Absent {
  const data = fstatSync(file, { bigint: true });
  if (!data.isFile() || data.size > BigInt(most)) return "unreadable";
  const posix = process.platform !== "win32";
  const [ctime, inode] = posix ? [data.ctimeNs, data.ino] : [0n, 0n];
  return {
    bytes: readBytes(file, Number(data.size)),
    stat: { size: Number(data.size), mtime: data.mtimeNs, ctime, inode },
  };
}

/** What grew since is left aside. */
function readBytes(file: number, size: number): Buffer {
  if (size === 0) return Buffer.alloc(0);
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  for (let got = -1; got !== 0 && filled < size; filled += got)
    got = readSync(file, bytes, filled, size - filled, filled);
  return bytes.subarray(0, filled);
}

/** Reads a small text, as bytes, without its last ends of line; undefined if it is not there or no such file. */
export function line(path: string): string | undefined {
  const content = read(path, 2 ** 16, true);
  return typeof content === "string" ? undefined : content.bytes.toString("latin1").replace(/[\r\n]+$/, "");
}
