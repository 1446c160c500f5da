/** What crosses the border: docs/design/border.md. The Rust twin is crates/engine/src/columns.rs. */
import type { Found } from "./detector.ts";
import type { Diagnostic, Position } from "./diagnostics.ts";
import { isUtf8 } from "node:buffer";
import { FILE, ROW } from "../engine/contract.ts";
import { Diagnostics } from "./diagnostics.ts";
import { Bytes, Words } from "./growing.ts";
import { decode, encode } from "./lines.ts";

const ABSENT = 0xffff_ffff;
/** From here on the columns of a row are places in the strings. */
const START = 8;
const HIGH = 2 ** 32;
/** Rows between two pauses. */
const PAUSE = 4096;
const BEYOND_ASCII = /[^\0-\x7f]/;

/** Appends a byte string as UTF-8, U+FFFD for what is not. */
function writeLossy(strings: Bytes, text: string): void {
  const start = strings.length;
  strings.latin1(text);
  if (!BEYOND_ASCII.test(text) || isUtf8(strings.from(start))) return;
  strings.cut(start);
  strings.utf8(decode(text));
}

function writeField(strings: Bytes, field: string | undefined): void {
  const start = strings.length;
  strings.u32(ABSENT);
  if (field === undefined) return;
  writeLossy(strings, field);
  strings.patch(start, strings.length - start - 4);
}

/** What is found in one file, before it is known whether the file will be kept. */
export class Out {
  readonly rows = new Words();
  readonly strings = new Bytes();
  readonly diagnostics = new Diagnostics();

  /** How many tags. */
  get tags(): number {
    return this.rows.length / ROW;
  }

  clear(): void {
    this.rows.cut(0);
    this.strings.cut(0);
    this.diagnostics.clear();
  }

  /** `context`: UTF-8 as a byte string. */
  tag(detector: number, { offset, length, line, column }: Position, zone: number, found: Found, context: string): void {
    const { rows, strings } = this;
    rows.push(0, detector, offset % HIGH, Math.floor(offset / HIGH), length, line, column, zone, strings.length);
    writeLossy(strings, found.kind);
    rows.push(strings.length);
    writeLossy(strings, found.name);
    rows.push(strings.length);
    writeLossy(strings, found.text);
    rows.push(strings.length);
    for (const field of found.fields) writeField(strings, field);
    rows.push(strings.length);
    strings.latin1(context);
    rows.push(strings.length);
  }
}

/** A batch's columns. Files must be added in the order of their paths. */
export class Columns {
  readonly #rows = new Words();
  readonly #diagnostics = new Words();
  readonly #files = new Words();
  readonly #strings = new Bytes();

  /** Adds a file; what follows is about it. `path` is bytes. */
  file(path: string, size: number, hash: Uint8Array | undefined): void {
    const start = this.#strings.length;
    this.#strings.latin1(path);
    const end = this.#strings.length;
    if (hash !== undefined) this.#strings.bytes(hash);
    this.#files.push(start, end, size % HIGH, Math.floor(size / HIGH), hash === undefined ? ABSENT : end, 0);
  }

  diagnostic({ code, offset, length, line, column, detail }: Diagnostic): void {
    const start = this.#strings.length;
    this.#strings.latin1(encode(detail));
    const [low, high] = [offset % HIGH, Math.floor(offset / HIGH)];
    this.#diagnostics.push(this.#file, code, low, high, length, line, column, start, this.#strings.length);
  }

  /** Adds the tags of a file, with pauses. */
  *tags({ rows, strings }: Out): Generator<void> {
    const moved = this.#strings.length;
    this.#strings.bytes(strings.from(0));
    const own = rows.from(0);
    for (let at = 0; at < own.length; at += ROW) {
      own[at] = this.#file;
      for (let column = START; column < ROW; column++) own[at + column]! += moved;
      if (at % (ROW * PAUSE) === 0) yield;
    }
    this.#rows.append(own);
  }

  finish(): { rows: Uint32Array; diagnostics: Uint32Array; files: Uint32Array; strings: Uint8Array } {
    return {
      rows: this.#rows.finish(),
      diagnostics: this.#diagnostics.finish(),
      files: this.#files.finish(),
      strings: this.#strings.finish(),
    };
  }

  /** The last file's index. */
  get #file(): number {
    return this.#files.length / FILE - 1;
  }
}
