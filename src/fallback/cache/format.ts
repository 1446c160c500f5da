/** The bytes of a store: docs/design/cache/how.md. The Rust twin is crates/engine/src/cache/format.rs. */
import type { Writer } from "./var.ts";
import { crc32 } from "../crc.ts";
import { BINARY, BLOB, BLOB_ID, CURRENT, FAILED, GONE, HASH, LONGEST, Records, WRITTEN } from "./records.ts";
import { Reader, varSize } from "./var.ts";

/** Bytes of a header. */
export const HEADER = 96;
const VERSION = 1;
const SUM = 92;
/** Bytes of a record before its hash, and those that its length does not count. */
const FIXED = 27;
const FRAME = 8;
/** How much longer than the file all paths may be once each stands for itself. */
const SPREAD = 16;

export type Kind = "base" | "patch";

const MAGIC = { base: "TWCACHE\n", patch: "TWPATCH\n" } as const;

/** What a file says of itself. */
export interface Header {
  readonly kind: Kind;
  readonly count: number;
  readonly fingerprint: Buffer;
  /** The base's. */
  readonly id: bigint;
  /** Milliseconds since 1970. */
  readonly saved: number;
  readonly scanned: number;
  /** Bytes of all records. */
  readonly length: number;
}

/** Undefined if it is not understood. */
export function readHeader(bytes: Buffer, kind: Kind): Header | undefined {
  if (bytes.length < HEADER || bytes.toString("latin1", 0, 8) !== MAGIC[kind]) return undefined;
  if (bytes.readUInt32LE(8) !== VERSION || bytes.readUInt32LE(SUM) !== crc32(bytes.subarray(0, SUM))) return undefined;
  const id = bytes.readBigUInt64LE(48);
  const number = (at: number) => Number(bytes.readBigUInt64LE(at));
  if (id === 0n || !Number.isSafeInteger(number(72))) return undefined;
  return {
    ...{ kind, count: bytes.readUInt32LE(12), fingerprint: bytes.subarray(16, 48), id },
    ...{ saved: number(56), scanned: number(64), length: number(72) },
  };
}

export function writeHeader({ kind, count, fingerprint, id, saved, scanned, length }: Header): Buffer {
  const bytes = Buffer.alloc(HEADER);
  bytes.write(MAGIC[kind], "latin1");
  bytes.writeUInt32LE(VERSION, 8);
  bytes.writeUInt32LE(count, 12);
  fingerprint.copy(bytes, 16);
  bytes.writeBigUInt64LE(id, 48);
  bytes.writeBigUInt64LE(BigInt(saved), 56);
  bytes.writeBigUInt64LE(BigInt(scanned), 64);
  bytes.writeBigUInt64LE(BigInt(length), 72);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, SUM)), SUM);
  return bytes;
}

/** What came before a record, as its reading goes. */
interface Before {
  path: string;
  hash: Buffer | undefined;
  /** Whether a record of the path is current. */
  current: boolean;
  /** Bytes of all paths so far. */
  paths: number;
}

/** The records of a file, up to the first that cannot be, and whether that is all of them. `mark`: flags of each in memory. */
export function readRecords(bytes: Buffer, header: Header, mark: number): { records: Records; intact: boolean } {
  const end = Math.min(bytes.length, HEADER + header.length);
  // A count is only what a file says of itself: room is made for no more than could be there.
  const room = Math.min(header.count, Math.floor((end - HEADER) / (FIXED + HASH)));
  const records = new Records(room);
  const before: Before = { path: "", hash: undefined, current: false, paths: 0 };
  let at = HEADER;
  while (at < end) {
    const next = readRecord({ bytes, at, end, kind: header.kind, mark }, before, records);
    if (next === undefined) break;
    at = next;
  }
  const intact = at === HEADER + header.length && bytes.length === at && records.length === header.count;
  return { records, intact };
}

interface Place {
  readonly bytes: Buffer;
  readonly at: number;
  readonly end: number;
  readonly kind: Kind;
  readonly mark: number;
}

/** Adds one record; gives where the next one stands, or undefined if this one cannot be. */
function readRecord({ bytes, at, end, kind, mark }: Place, before: Before, records: Records): number | undefined {
  if (end - at < FIXED + HASH) return undefined;
  const next = at + FRAME + bytes.readUInt32LE(at + 4);
  if (next > end || next < at + FIXED + HASH) return undefined;
  if (crc32(bytes.subarray(at + 4, next)) !== bytes.readUInt32LE(at)) return undefined;
  const flags = bytes[at + FRAME]!;
  const reader = new Reader(bytes, at + FIXED, next);
  const hash = reader.take(HASH);
  const blob = (flags & BLOB) === 0 ? undefined : reader.take(BLOB_ID);
  const size = reader.var();
  const cost = reader.var();
  const shared = reader.var();
  const rest = reader.take(reader.var());
  if (reader.failed || shared > before.path.length || shared + rest.length > LONGEST) return undefined;
  const path = shared === 0 ? rest.toString("latin1") : before.path.slice(0, shared) + rest.toString("latin1");
  if (!follows(before, path, hash, flags) || !isPossible(flags, kind)) return undefined;
  if (before.paths > SPREAD * bytes.length) return undefined;
  records.add({
    ...{ path, hash, blob, flags: flags | mark, size, cost, result: reader.take(next - reader.at) },
    ...{ day: bytes.readUInt16LE(at + 9), mtime: bytes.readBigInt64LE(at + 11) },
    ...{ ctime: bytes.readUInt32LE(at + 19), inode: bytes.readUInt32LE(at + 23) },
  });
  return next;
}

/** Whether a record may come after the one before; if so it is that one now. */
function follows(before: Before, path: string, hash: Buffer, flags: number): boolean {
  const current = (flags & CURRENT) !== 0;
  const same = before.hash !== undefined && path === before.path;
  if (same && ((before.current && current) || hash.compare(before.hash!) <= 0)) return false;
  if (!same && before.hash !== undefined && path < before.path) return false;
  if (!same) before.paths += path.length;
  before.current = current || (same && before.current);
  before.path = path;
  before.hash = hash;
  return true;
}

function isPossible(flags: number, kind: Kind): boolean {
  if (flags > WRITTEN || (flags & (BINARY | FAILED)) === (BINARY | FAILED)) return false;
  return (flags & GONE) === 0 || (kind === "patch" && (flags & CURRENT) === 0);
}

/** How many bytes two paths have in common at their start. */
export function sharedBytes(a: Buffer, b: Buffer): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at]) at++;
  return at;
}

/** Bytes that a record takes in a file, its path sharing so many with the one before. */
export function recordSize(records: Records, index: number, shared: number): number {
  const rest = records.pathBytes(index).length - shared;
  const blob = records.has(index, BLOB) ? BLOB_ID : 0;
  const numbers = varSize(records.size(index)) + varSize(records.cost(index)) + varSize(shared) + varSize(rest);
  return FIXED + HASH + blob + numbers + rest + records.result(index).length;
}

/** Writes a record. `before`: the path of the one before it, empty for the first. */
export function writeRecord(writer: Writer, records: Records, index: number, before: Buffer): void {
  const start = writer.length;
  writer.reserve(FIXED);
  writer.length += FIXED;
  writer.copy(records.hash(index));
  const blob = records.blob(index);
  if (blob !== undefined) writer.copy(blob);
  writer.var(records.size(index));
  writer.var(records.cost(index));
  const path = records.pathBytes(index);
  const shared = sharedBytes(before, path);
  writer.var(shared);
  writer.var(path.length - shared);
  writer.copy(path, shared);
  writer.copy(records.result(index));
  const bytes = writer.written.subarray(start);
  bytes.writeUInt32LE(bytes.length - FRAME, 4);
  bytes[FRAME] = records.flags(index) & WRITTEN;
  bytes.writeUInt16LE(records.day(index), 9);
  bytes.writeBigInt64LE(records.mtime(index), 11);
  bytes.writeUInt32LE(records.ctime(index), 19);
  bytes.writeUInt32LE(records.inode(index), 23);
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0);
}
