/** From columns of UTF-16 units to columns of UTF-8 bytes, which needs the line itself. */
import type { Location } from "../model/finding.ts";

const LF = 10;
const CR = 13;

type Encoding = "utf8" | "utf16le" | "utf16be";

const isMark = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, index) => bytes[index] === byte);

/** How a file is stored, by its byte order mark. */
function encodingOf(bytes: Uint8Array): readonly [Encoding, skipped: number] {
  if (isMark(bytes, 0xef, 0xbb, 0xbf)) return ["utf8", 3];
  if (isMark(bytes, 0xff, 0xfe)) return ["utf16le", 2];
  return isMark(bytes, 0xfe, 0xff) ? ["utf16be", 2] : ["utf8", 0];
}

const swapped = (bytes: Uint8Array): Buffer => Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();

/** The file in UTF-8, without its mark. What is no character stays the bytes it is. */
function toUtf8(bytes: Uint8Array): Uint8Array {
  const [encoding, skipped] = encodingOf(bytes);
  const rest = bytes.subarray(skipped);
  if (encoding === "utf8") return rest;
  const stored = encoding === "utf16be" ? swapped(rest) : Buffer.from(rest.buffer, rest.byteOffset, rest.byteLength);
  return Buffer.from(stored.toString("utf16le"), "utf8");
}

/** Where each line begins. LF, CR LF and CR end one. */
function startsOf(bytes: Uint8Array): number[] {
  const out = [0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) out.push(at + 1);
  }
  return out;
}

/** UTF-16 units of the character that begins with a byte, 0 for a byte inside of one. */
const unitsOf = (byte: number): number => ((byte & 0xc0) === 0x80 ? 0 : byte >= 0xf0 ? 2 : 1);

/** Bytes of a line before its column-th unit. */
function bytesBefore(line: Uint8Array, column: number): number {
  let units = 1;
  let at = 0;
  while (at < line.length && units < column) {
    units += unitsOf(line[at++]!);
    while (at < line.length && unitsOf(line[at]!) === 0) at++;
  }
  return at;
}

/** Answers for one file at a time: findings come file by file. */
export class ByteColumns {
  readonly #read: (path: string) => Uint8Array | undefined;
  #path: string | undefined;
  #bytes: Uint8Array = new Uint8Array(0);
  #starts: readonly number[] = [];

  constructor(read: (path: string) => Uint8Array | undefined) {
    this.#read = read;
  }

  /** 1-based, in bytes; the column itself where the file cannot be read. */
  at({ path }: Location, line: number, column: number): number {
    this.#load(path);
    const start = this.#starts[line - 1];
    if (start === undefined) return column;
    return bytesBefore(this.#bytes.subarray(start, this.#starts[line] ?? this.#bytes.length), column) + 1;
  }

  #load(path: string): void {
    if (path === this.#path) return;
    const bytes = this.#read(path);
    this.#path = path;
    this.#bytes = bytes === undefined ? new Uint8Array(0) : toUtf8(bytes);
    this.#starts = bytes === undefined ? [] : startsOf(this.#bytes);
  }
}
