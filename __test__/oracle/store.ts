/** A store's files read and written as docs/design/cache/how.md has them, by nothing of ours. */
import { deepStrictEqual, ok } from "node:assert";
import { crc32 } from "node:zlib";

export const HEADER = 96;
const MAGIC = { "TWCACHE\n": "base", "TWPATCH\n": "patch" } as const;
/** What a record may say of itself. */
export const FLAGS = { current: 1, trusted: 2, binary: 4, blob: 8, gone: 16, failed: 32 } as const;

/** What is known of one content at one path. */
export interface Entry {
  readonly flags: number;
  /** Days since 1970. */
  readonly day: number;
  /** Nanoseconds since 1970. */
  readonly mtime: bigint;
  readonly ctime: number;
  readonly inode: number;
  readonly hash: string;
  readonly blob: string | undefined;
  readonly size: number;
  /** Microseconds. */
  readonly cost: number;
  /** Bytes, as Latin-1. */
  readonly path: string;
  readonly result: string;
}

/** A base or a patch. */
export interface StoreFile {
  readonly kind: "base" | "patch";
  readonly fingerprint: string;
  readonly id: bigint;
  /** Milliseconds since 1970. */
  readonly saved: number;
  readonly scanned: number;
  readonly entries: readonly Entry[];
}

class Reader {
  at: number;
  readonly bytes: Buffer;

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  take(length: number): Buffer {
    ok(this.at + length <= this.bytes.length, "the file is long enough");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  var(): number {
    for (let [value, factor] = [0, 1]; ; factor *= 128) {
      const byte = this.take(1)[0]!;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  }
}

/** Reads a file; throws unless it is sound from its first byte to its last. */
export function readStore(bytes: Buffer): StoreFile {
  const kind = MAGIC[bytes.toString("latin1", 0, 8) as keyof typeof MAGIC];
  ok(kind, "what it begins with");
  deepStrictEqual(bytes.readUInt32LE(8), 1, "version");
  deepStrictEqual(bytes.readUInt32LE(92), crc32(bytes.subarray(0, 92)), "sum of the header");
  ok(bytes.subarray(80, 92).equals(Buffer.alloc(12)), "what is kept free");
  deepStrictEqual(Number(bytes.readBigUInt64LE(72)), bytes.length - HEADER, "length");
  const id = bytes.readBigUInt64LE(48);
  ok(id > 0n, "id");
  const entries = readEntries(bytes, bytes.readUInt32LE(12));
  for (const entry of entries) ok(kind === "patch" || (entry.flags & FLAGS.gone) === 0, "a base takes nothing out");
  const [saved, scanned] = [56, 64].map((at) => Number(bytes.readBigUInt64LE(at))) as [number, number];
  return { kind, fingerprint: bytes.toString("hex", 16, 48), id, saved, scanned, entries };
}

function readEntries(bytes: Buffer, count: number): Entry[] {
  const entries: Entry[] = [];
  let at = HEADER;
  for (; entries.length < count; at += 8 + bytes.readUInt32LE(at + 4)) {
    const own = bytes.subarray(at, at + 8 + bytes.readUInt32LE(at + 4));
    deepStrictEqual(own.readUInt32LE(0), crc32(own.subarray(4)), "sum of a record");
    const before = entries.at(-1);
    const entry = readEntry(own, before?.path ?? "");
    ok(before === undefined || keyOf(before) < keyOf(entry), "order");
    ok(before?.path !== entry.path || (before.flags & entry.flags & FLAGS.current) === 0, "one is current");
    entries.push(entry);
  }
  deepStrictEqual(at, bytes.length, "nothing follows");
  return entries;
}

/** Sorts by path, then hash: NUL is in no path. */
const keyOf = ({ path, hash }: Entry): string => `${path}\0${hash}`;

function readEntry(own: Buffer, before: string): Entry {
  const reader = new Reader(own, 59);
  const flags = own[8]!;
  const blob = (flags & FLAGS.blob) === 0 ? undefined : reader.take(20).toString("hex");
  const [size, cost, shared] = [reader.var(), reader.var(), reader.var()] as const;
  ok(shared <= before.length, "what is shared is there");
  const path = before.slice(0, shared) + reader.take(reader.var()).toString("latin1");
  const result = own.toString("hex", reader.at);
  const [mtime, ctime, inode] = [own.readBigInt64LE(11), own.readUInt32LE(19), own.readUInt32LE(23)] as const;
  const hash = own.toString("hex", 27, 59);
  return { flags, day: own.readUInt16LE(9), mtime, ctime, inode, hash, blob, size, cost, path, result };
}

const le = (size: number, value: number): Buffer => {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
};

const le64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  return bytes;
};

const varOf = (value: number): Buffer =>
  value < 128 ? Buffer.of(value) : Buffer.concat([Buffer.of(128 + (value % 128)), varOf(Math.floor(value / 128))]);

function sharedOf(before: string, path: string): number {
  let shared = 0;
  while (shared < before.length && before[shared] === path[shared]) shared++;
  return shared;
}

function writeEntry(entry: Entry, before: string): Buffer {
  const { flags, day, mtime, ctime, inode, hash, blob = "", size, cost, path, result } = entry;
  const shared = sharedOf(before, path);
  const body = Buffer.concat([
    ...[Buffer.of(flags), le(2, day), le64(mtime), le(4, ctime), le(4, inode), Buffer.from(hash + blob, "hex")],
    ...[size, cost, shared, path.length - shared].map(varOf),
    ...[Buffer.from(path.slice(shared), "latin1"), Buffer.from(result, "hex")],
  ]);
  const summed = Buffer.concat([le(4, body.length), body]);
  return Buffer.concat([le(4, crc32(summed)), summed]);
}

/** Writes a file. */
export function writeStore({ kind, fingerprint, id, saved, scanned, entries }: StoreFile): Buffer {
  const records = Buffer.concat(entries.map((entry, index) => writeEntry(entry, entries[index - 1]?.path ?? "")));
  const header = Buffer.concat([
    ...[Buffer.from(kind === "base" ? "TWCACHE\n" : "TWPATCH\n"), le(4, 1), le(4, entries.length)],
    ...[Buffer.from(fingerprint, "hex"), le64(id), le64(BigInt(saved)), le64(BigInt(scanned))],
    ...[le64(BigInt(records.length)), Buffer.alloc(12)],
  ]);
  return Buffer.concat([header, le(4, crc32(header)), records]);
}
