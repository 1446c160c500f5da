/** What was found in a file as bytes, and back. The Rust twin is crates/engine/src/cache/result.rs. */
import type { DetectorSpec } from "../../engine/contract.ts";
import type { CodeName } from "../codes.ts";
import type { Out } from "../columns.ts";
import { isUtf8 } from "node:buffer";
import { ROW } from "../../engine/contract.ts";
import { diagnostics as codes } from "../../generated/errors.ts";
import { count as languages } from "../../generated/syntax.ts";
import { encode } from "../lines.ts";
import { Reader, Writer } from "./var.ts";

const HIGH = 2 ** 32;
const ABSENT = 0xffff_ffff;
/** The column of a row where its strings begin, and how many there are. */
const START = 8;
const STRINGS = 5;
/** Of them the one that holds fields. */
const FIELDS = 3;
const ZONES = 4;
/** What can be said of a content; all else is about a path, or a moment. */
const KEPT: ReadonlySet<CodeName> = new Set<CodeName>([
  ...(["E_TAG_UNCLOSED", "E_TAG_ID", "E_TAG_TYPE", "E_TAG_SPACE", "E_TAG_FORM"] as const),
  ...(["E_FILE_UTF8", "E_FILE_ENCODING"] as const),
]);

function isKept(code: number): boolean {
  const one = codes[code];
  return one !== undefined && KEPT.has(one.code);
}

/** How many fields a tag of each detector has. */
export const fieldCounts = (detectors: readonly DetectorSpec[]): number[] =>
  detectors.map(({ fields }) => fields.length);

/** What a file's part of a batch holds, as a record keeps it. */
export function writeResult(out: Out): Buffer {
  const writer = new Writer(256);
  const rows = out.rows.from(0);
  writer.var(rows.length / ROW);
  writer.var(out.diagnostics.length);
  let [offset, line] = [0, 0];
  for (let at = 0; at < rows.length; at += ROW) {
    const start = rows[at + 2]! + rows[at + 3]! * HIGH;
    for (const value of [rows[at + 1]!, rows[at + 7]!, start - offset, rows[at + 4]!]) writer.var(value);
    for (const value of [rows[at + 5]! - line, rows[at + 6]!]) writer.var(value);
    for (let part = 0; part < STRINGS; part++) writer.var(rows[at + START + part + 1]! - rows[at + START + part]!);
    writer.copy(out.strings.between(rows[at + START]!, rows[at + START + STRINGS]!));
    [offset, line] = [start, rows[at + 5]!];
  }
  for (const { code, offset, length, line, column, detail } of out.diagnostics.among([])) {
    const bytes = Buffer.from(encode(detail), "latin1");
    for (const value of [code, offset, length, line, column, bytes.length]) writer.var(value);
    writer.copy(bytes);
  }
  return writer.written;
}

/** Adds what a record keeps to a file's part; false if no scan can have found that. */
export function readResult(result: Buffer, out: Out, fields: readonly number[]): boolean {
  const reader = new Reader(result);
  const tags = reader.var();
  const diagnostics = reader.var();
  const place = { offset: 0, line: 0 };
  for (let index = 0; index < tags; index++) if (!readTag(reader, out, fields, place)) return false;
  for (let index = 0; index < diagnostics; index++) if (!readDiagnostic(reader, out)) return false;
  return !reader.failed && reader.at === reader.end;
}

function readTag(
  reader: Reader,
  out: Out,
  fields: readonly number[],
  place: { offset: number; line: number },
): boolean {
  const [detector, ground] = [reader.u32(), reader.u32()];
  const offset = place.offset + reader.var();
  const length = reader.u32();
  const line = place.line + reader.var();
  const column = reader.u32();
  const ends: number[] = [];
  let end = 0;
  for (let part = 0; part < STRINGS; part++) ends.push((end += reader.u32()));
  const strings = reader.take(end);
  if (reader.failed || detector >= fields.length || (ground & 0xff) >= ZONES || ground >>> 8 >= languages) return false;
  if (!Number.isSafeInteger(offset) || line > ABSENT) return false;
  if (!areStrings(strings, ends, fields[detector]!)) return false;
  const start = out.strings.length;
  out.strings.bytes(strings);
  out.rows.push(0, detector, offset % HIGH, Math.floor(offset / HIGH), length, line, column, ground, start);
  for (const one of ends) out.rows.push(start + one);
  place.offset = offset;
  place.line = line;
  return true;
}

/** Whether each of a tag's strings is text, and its fields are as many as they must be. */
function areStrings(strings: Buffer, ends: readonly number[], count: number): boolean {
  for (let part = 0; part < STRINGS; part++) {
    const bytes = strings.subarray(part === 0 ? 0 : ends[part - 1]!, ends[part]!);
    if (part === FIELDS ? !areFields(bytes, count) : !isUtf8(bytes)) return false;
  }
  return true;
}

function areFields(bytes: Buffer, count: number): boolean {
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (bytes.length - at < 4) return false;
    const length = bytes.readUInt32LE(at);
    at += 4;
    if (length === ABSENT) continue;
    if (length > bytes.length - at || !isUtf8(bytes.subarray(at, at + length))) return false;
    at += length;
  }
  return at === bytes.length;
}

function readDiagnostic(reader: Reader, out: Out): boolean {
  const [code, offset] = [reader.u32(), reader.var()];
  const [length, line, column] = [reader.u32(), reader.u32(), reader.u32()];
  const detail = reader.take(reader.u32());
  if (reader.failed || !isKept(code) || !isUtf8(detail)) return false;
  out.diagnostics.add(code, { offset, length, line, column }, detail.toString("utf8"));
  return true;
}
