/** A file's content as UTF-8 text at hand; UTF-16 is decoded on the way. The Rust twin is crates/engine/src/content.rs. */
import { fstatSync, readSync } from "node:fs";
import { Blake3 } from "./blake3.ts";
import { LIMIT } from "./blocks.ts";
import type { Ends } from "./git.ts";
import { Utf16Decoder } from "./decode.ts";
import { kindName, SpecialError } from "./file.ts";
import { LEAD } from "./lines.ts";

/** How much of a file is looked at to tell text from binary. */
const HEAD = 8192;
/** Bytes hashed between two pauses. */
const HASHED = 64 << 10;

/** Where bytes come from. */
export interface Source {
  readonly fd: number;
  /** Bytes, if the walk had a reason to ask. */
  readonly size: number | undefined;
  readonly window: number;
  /** A read that gives less than it could is the last one. */
  readonly shortIsEnd: boolean;
  /** Bytes of a first window that were read into the text's buffer; undefined: none was read. */
  head?: number;
  /** Whether it was read before, and is now read from its start once more. */
  readonly again?: boolean;
}

/** What the first bytes say. `bom`: its bytes. */
export type Form =
  | { readonly type: "utf8"; readonly bom: number }
  | { readonly type: "utf16" }
  | { readonly type: "binary" }
  | { readonly type: "utf32"; readonly name: string };

const BINARY: Form = { type: "binary" };
const UTF16: Form = { type: "utf16" };
const PLAIN: Form = { type: "utf8", bom: 0 };
const MARKED: Form = { type: "utf8", bom: 3 };

/** Marks of byte order, the longest first. */
const MARKS: readonly { readonly bytes: readonly number[]; readonly form: Form }[] = [
  { bytes: [0xff, 0xfe, 0, 0], form: { type: "utf32", name: "UTF-32LE" } },
  { bytes: [0, 0, 0xfe, 0xff], form: { type: "utf32", name: "UTF-32BE" } },
  { bytes: [0xff, 0xfe], form: UTF16 },
  { bytes: [0xfe, 0xff], form: UTF16 },
  { bytes: [0xef, 0xbb, 0xbf], form: MARKED },
];
/** The least byte above NUL with which a mark begins. */
const MARK = 0xef;

function markOf(head: Buffer, length: number): Form | undefined {
  const starts = (bytes: readonly number[]): boolean =>
    bytes.length <= length && bytes.every((byte, index) => head[index] === byte);
  return MARKS.find(({ bytes }) => starts(bytes))?.form;
}

/** What content is, by the first `length` bytes of `head`. */
function formOf(head: Buffer, length: number): Form {
  const first = head[0]!;
  const form = first >= MARK || first === 0 ? markOf(head, length) : undefined;
  if (form !== undefined && form !== MARKED) return form;
  const nul = head.indexOf(0);
  return nul >= 0 && nul < length ? BINARY : (form ?? PLAIN);
}

/** Nothing came: this may be an empty file, or a FIFO that took its place. */
function checkRegular(fd: number): void {
  const data = fstatSync(fd);
  if (!data.isFile()) throw new SpecialError(kindName(data));
}

/** A worker's buffers, used for every file. */
export class Buffers {
  text = Buffer.alloc(0);
  raw = Buffer.alloc(0);
  /** The start of the text's buffer: a view that is made once, since views cost more than what is done with them. */
  #head = Buffer.alloc(0);

  /** Makes room for what a block takes and one window more. */
  open(window: number): void {
    this.reserve(LEAD + LIMIT + 2 + window, 0);
  }

  /** What the first bytes at the start of the text's buffer say. */
  form(length: number): Form {
    if (this.#head.buffer !== this.text.buffer) this.#head = this.text.subarray(0, HEAD);
    return formOf(this.#head, length);
  }

  /** Makes room in the text's buffer and keeps its first bytes. */
  reserve(bytes: number, kept: number): void {
    if (this.text.length >= bytes) return;
    const larger = Buffer.allocUnsafeSlow(bytes);
    this.text.copy(larger, 0, 0, kept);
    this.text = larger;
  }

  reserveRaw(bytes: number): void {
    if (this.raw.length < bytes) this.raw = Buffer.allocUnsafeSlow(bytes);
  }
}

/** Content being read. */
export class Content {
  /** Bytes that came from the source. */
  read = 0;
  /** Nothing follows what is at hand. */
  ended = false;
  /** How many bytes the source said that it has. */
  size: number | undefined;
  readonly #source: Source | undefined;
  readonly #buffers: Buffers;
  readonly #hasher: Blake3 | undefined;
  readonly #ends: Ends | undefined;
  /** What was read and not yet hashed. */
  #fresh: Buffer | undefined;
  #decoder: Utf16Decoder | undefined;
  /** Where what is at hand stands: in the buffers, or in the bytes that were given. */
  #bytes: Buffer | undefined;
  #start = 0;
  #end = 0;

  /** `ends`: takes what is read, if it is hashed. */
  constructor(source: Source | Buffer, buffers: Buffers, hash: boolean, ends?: Ends) {
    this.#ends = ends;
    this.#buffers = buffers;
    this.#hasher = hash ? new Blake3() : undefined;
    if (!Buffer.isBuffer(source)) {
      this.#source = source;
      this.size = source.size;
      return;
    }
    this.#bytes = source;
    this.size = this.read = this.#end = source.length;
    this.ended = true;
    this.#fresh = source;
  }

  /** What is at hand and not yet consumed; valid until more is read. */
  get text(): Buffer {
    return (this.#bytes ?? this.#buffers.text).subarray(this.#start, this.#end);
  }

  consume(bytes: number): void {
    this.#start += bytes;
  }

  /** Whether so many bytes are not at hand though there may be more. */
  lacks(bytes: number): boolean {
    return !this.ended && this.#end - this.#start < bytes;
  }

  /** Whether so much is at hand as {@link sniff} looks at. */
  get lacksHead(): boolean {
    return this.lacks(HEAD);
  }

  /** Tells what the content is. Skips a BOM, and decodes from there on where that is needed. `raw` content is what it is. */
  sniff(raw: boolean): Form {
    if (raw) return PLAIN;
    const { text } = this;
    const form = formOf(text.subarray(0, HEAD), text.length);
    if (form.type === "utf8") this.#start += form.bom;
    else if (form.type === "utf16") this.#decodeFrom(Buffer.from(text));
    return form;
  }

  /** Reads once. What was read is to be hashed before the next call. */
  fill(): void {
    this.#compact();
    if (this.#decoder === undefined) this.#fillRaw();
    else this.#fillDecoded(this.#decoder);
  }

  /** Forgets what is at hand. */
  drop(): void {
    this.#start = this.#end;
  }

  /** Hashes what was read, if that was asked for, with pauses. */
  *hash(): Generator<void> {
    const fresh = this.#fresh;
    this.#fresh = undefined;
    if (this.#hasher === undefined || fresh === undefined) return;
    this.#ends?.add(fresh);
    for (let at = 0; at < fresh.length; at += HASHED) {
      this.#hasher.update(fresh.subarray(at, at + HASHED));
      yield;
    }
  }

  /** BLAKE3 of all bytes, if that was asked for. */
  digest(): Buffer | undefined {
    return this.#hasher?.finish();
  }

  get hashes(): boolean {
    return this.#hasher !== undefined;
  }

  #compact(): void {
    if (this.#start === 0) return;
    this.#buffers.text.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }

  #decodeFrom(raw: Buffer): void {
    this.#decoder = new Utf16Decoder(raw[0] === 0xfe);
    this.#bytes = undefined;
    this.#start = this.#end = 0;
    this.#append(this.#decoder.decode(raw.subarray(2), this.ended));
  }

  #append(text: Buffer): void {
    this.#buffers.reserve(this.#end + text.length, this.#end);
    text.copy(this.#buffers.text, this.#end);
    this.#end += text.length;
  }

  #fillRaw(): void {
    const { window } = this.#source!;
    if (this.#end === 0) this.#buffers.open(window);
    else this.#buffers.reserve(this.#end + window, this.#end);
    const { text } = this.#buffers;
    this.#end += this.#take(text, this.#end);
  }

  #fillDecoded(decoder: Utf16Decoder): void {
    this.#buffers.reserveRaw(this.#source!.window);
    const { raw } = this.#buffers;
    const got = this.#take(raw, 0);
    this.#append(decoder.decode(raw.subarray(0, got), this.ended));
  }

  /** Reads a window into a buffer; gives how many bytes came. */
  #take(into: Buffer, at: number): number {
    const { fd, window, shortIsEnd, head, again = false } = this.#source!;
    const known = this.read === 0 && !again ? head : undefined;
    const got = known ?? readSync(fd, into, at, window, again ? this.read : null);
    this.#fresh = into.subarray(at, at + got);
    this.read += got;
    if (this.read === 0 && this.size === undefined) checkRegular(fd);
    const enough = shortIsEnd || (this.size !== undefined && this.read >= this.size);
    this.ended = got === 0 || (got < window && enough);
    if (!this.ended) this.size ??= fstatSync(fd).size;
    return got;
  }
}
