/** One look at a file: most are small, and hold nothing that any detector seeks. In Rust all files go the same way, worker.rs. */
import type { Buffers, Source } from "./content.ts";
import type { Matcher } from "./matcher.ts";
import { readSync } from "node:fs";
import { LIMIT } from "./blocks.ts";

/** What looks at files. */
export interface Eye {
  readonly buffers: Buffers;
  readonly matcher: Matcher;
  /** Whether content is what it is. */
  readonly raw: boolean;
}

/** All there is to say of a file. */
export interface Plain {
  readonly outcome: "scanned" | "binary";
  /** Bytes that were searched. */
  readonly matched: number;
}

const BINARY: Plain = { outcome: "binary", matched: 0 };

/** Reads a first window to the start of the text's buffer; gives how many bytes came. */
export function readHead({ fd, window }: Source, { buffers }: Eye): number {
  buffers.open(window);
  return readSync(fd, buffers.text, 0, window, null);
}

/** Whether all of a file has come, as much as was said, in one block. */
function isWhole({ size, window, shortIsEnd }: Source, read: number): boolean {
  if (read === 0 || read >= window || read > LIMIT) return false;
  return size === undefined ? shortIsEnd : read >= size;
}

/** What a file is by its first `read` bytes; undefined where more is to be done. It takes so little that there is nothing to pause for. */
export function plainOf(source: Source, read: number, { buffers, matcher, raw }: Eye): Plain | undefined {
  if (!isWhole(source, read)) return undefined;
  const form = raw ? undefined : buffers.form(read);
  if (form?.type === "binary") return BINARY;
  if (form !== undefined && form.type !== "utf8") return undefined;
  const text = buffers.text.subarray(form?.bom ?? 0, read);
  return matcher.isIdle(text) ? { outcome: "scanned", matched: text.length } : undefined;
}
