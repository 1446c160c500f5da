/** What is to be written where, before anything is. */
import type { Diagnostic } from "../model/diagnostic.ts";
import { encodeText, encodingOf, type Encoding } from "../model/encoding.ts";

/** A piece of a file that is to be another. */
export interface Edit {
  /** Bytes from the file's start. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
  readonly text: string;
}

/** A file as it is and as it will be. */
export interface FilePlan {
  /** Root-relative. */
  readonly path: string;
  readonly before: Buffer;
  readonly after: Buffer;
  /** How many places change. */
  readonly count: number;
}

/** Something that is left as it is, or that will not read as one might think. */
export interface Note {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly why: string;
}

/** What a rewrite would do. Nothing is written by making it. */
export interface RewritePlan {
  /** Absolute. */
  readonly root: string;
  /** In order of path. */
  readonly files: readonly FilePlan[];
  readonly notes: readonly Note[];
  /** Of the scan: where something could not be read, its tags are not among these. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The bytes of a file after edits that do not overlap, in any order. Encoding, mark and line ends stay what they are. */
export function applyEdits(before: Buffer, edits: readonly Edit[]): Buffer {
  const encoding: Encoding = encodingOf(before);
  const parts: Buffer[] = [];
  let at = 0;
  for (const { offset, length, text } of edits.toSorted((one, other) => one.offset - other.offset)) {
    parts.push(before.subarray(at, offset), encodeText(text, encoding));
    at = offset + length;
  }
  return Buffer.concat([...parts, before.subarray(at)]);
}
