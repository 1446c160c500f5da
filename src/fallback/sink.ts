import type { Out } from "./columns.ts";
import type { Found, Miss } from "./detector.ts";
import type { Diagnostic, Position } from "./diagnostics.ts";
import type { Block, Place, Sink } from "./matcher.ts";
import { isUtf8 } from "node:buffer";
import { codeOf } from "./codes.ts";
import { contextOf } from "./context.ts";
import { countLines, lineStart, sequence, units } from "./lines.ts";

/** Where a block's first byte stands in the stored file. */
export interface Origin {
  offset: number;
  /** Bytes of the file for each UTF-16 unit, or 1 where offsets count the text's own bytes. */
  readonly unit: 1 | 2;
}

/** Bytes of the file that a part of a block takes. */
export function stored({ unit }: Origin, bytes: Buffer, from: number, to: number): number {
  if (unit === 1) return to - from;
  const text = bytes.toString("latin1", from, to);
  return unit * units(text, 0, text.length);
}

/** Takes what is found in one block. */
export class FileSink implements Sink {
  candidates = 0;
  readonly #out: Out;
  readonly #block: Block;
  readonly #origin: Origin;
  readonly #lines: number;
  /** How far offsets have been counted, in bytes of the block and of the file. */
  #at = 0;
  #stored = 0;
  /** The context of the line that starts there: a line may hold many tags. */
  #line = -1;
  #context = "";

  /** `lines`: of context. */
  constructor(out: Out, block: Block, origin: Origin, lines: number) {
    this.#out = out;
    this.#block = block;
    this.#origin = origin;
    this.#lines = lines;
  }

  candidate(): void {
    this.candidates++;
  }

  tag(detector: number, place: Place, zone: number, found: Found): void {
    const context = this.#lines > 0 ? this.#contextAt(place) : "";
    this.#out.tag(detector, this.#position(place), zone, found, context);
  }

  miss(place: Place, { code, detail }: Miss): void {
    this.#out.diagnostics.add(code, this.#position(place), detail);
  }

  #position({ start, end, line, column }: Place): Position {
    const { bytes } = this.#block;
    if (start < this.#at) this.#at = this.#stored = 0;
    this.#stored += stored(this.#origin, bytes, this.#at, start);
    this.#at = start;
    const offset = this.#origin.offset + this.#stored;
    return { offset, length: stored(this.#origin, bytes, start, end), line, column };
  }

  #contextAt({ lineStart: start, lineEnd: end }: Place): string {
    if (start !== this.#line) this.#context = contextOf(this.#block.bytes, start, end, this.#lines);
    this.#line = start;
    return this.#context;
  }
}

const CODE = codeOf("E_FILE_UTF8");
/** How much is looked at at a time for the first invalid byte. */
const PART = 64 << 10;

/** The first byte of `bytes` that is not UTF-8, and the length of its maximal subpart. */
function firstInvalid(bytes: Buffer): { at: number; length: number } | undefined {
  if (isUtf8(bytes)) return undefined;
  for (let from = 0; from < bytes.length;) {
    const text = bytes.toString("latin1", from, from + PART + 3);
    const end = Math.min(PART, text.length);
    let at = 0;
    while (at < end) {
      const length = text.charCodeAt(at) < 0x80 ? 1 : sequence(text, at, text.length);
      if (length < 0) return { at: from + at, length: -length };
      at += length;
    }
    from += at;
  }
  return undefined;
}

/** What is to be said of the first byte of a block that is not UTF-8. `bytes`: those that no later block repeats. */
export function invalidIn(bytes: Buffer, block: Block, origin: Origin): Diagnostic | undefined {
  const invalid = firstInvalid(bytes);
  if (invalid === undefined) return undefined;
  const { at, length } = invalid;
  const start = lineStart(bytes, 0, at);
  const before = start === 0 ? block.column : 0;
  const column = before + units(bytes.toString("latin1", start, at), 0, at - start) + 1;
  return {
    code: CODE,
    offset: origin.offset + at,
    length,
    line: block.line + countLines(bytes, 0, start),
    column,
    detail: "",
  };
}
