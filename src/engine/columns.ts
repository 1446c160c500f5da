/** Columns to rows: see docs/design/border.md. The Rust twin is crates/engine/src/columns.rs. */
import type { Diagnostic } from "../model/diagnostic.ts";
import type { FileEntry } from "../model/result.ts";
import type { Tag } from "../model/tag.ts";
import type { Zone } from "../model/zone.ts";
import type { GroupKey, TagColumns, TagFilter } from "../model/tags.ts";
import { DIAGNOSTIC, FILE, ROW, type Batch, type DetectorSpec } from "./contract.ts";
import { diagnostics as codes } from "../generated/errors.ts";
import { countOccurrences, fingerprint, identityKey } from "../model/fingerprint.ts";
import { languageAt } from "../model/language.ts";
import { decodePath } from "../model/path.ts";
import { plain } from "../model/tags.ts";
import { zoneNames } from "../model/zone.ts";

const NONE = 0xffff_ffff;
const HIGH = 2 ** 32;
/** Columns of a row that are not read by name below. */
const ZONE = 7;
/** Of that column: the zone's bits, and where the language begins. */
const ZONES = 0xff;
const LANGUAGE = 8;
const START = 8;
const KIND_END = 9;
const NAME_END = 10;
const TEXT_END = 11;
const FIELDS_END = 12;
const CONTEXT_END = 13;

const wide = (low: number, high: number): number => low + high * HIGH;

/** Names and bytes that a value must equal. */
interface Wanted {
  readonly names: readonly string[];
  readonly bytes: readonly Buffer[];
}

function wanted(value: string | readonly string[]): Wanted {
  const names = typeof value === "string" ? [value] : value;
  return { names, bytes: names.map((name) => Buffer.from(name, "utf8")) };
}

function equalAt(strings: Uint8Array, start: number, end: number, bytes: Buffer): boolean {
  if (end - start !== bytes.length) return false;
  for (let index = 0; index < bytes.length; index++) if (strings[start + index] !== bytes[index]) return false;
  return true;
}

/** A folder as paths spell it: no `./` before, no `/` after; empty for the root. */
function folderName(name: string): string {
  let end = name.length;
  while (end > 0 && name[end - 1] === "/") end--;
  const folder = name.slice(name.startsWith("./") ? 2 : 0, end);
  return folder === "." ? "" : folder;
}

const isBelow = (path: string, folder: string): boolean =>
  folder === "" || path === folder || path.startsWith(`${folder}/`);

/** One lazy row: nothing is decoded before it is read, nothing is kept after. */
class Row implements Tag {
  readonly #columns: Columns;
  readonly #row: number;

  constructor(columns: Columns, row: number) {
    this.#columns = columns;
    this.#row = row;
  }
  get detector(): string {
    return this.#columns.value(this.#row, "detector");
  }
  get kind(): string {
    return this.#columns.value(this.#row, "kind");
  }
  get name(): string {
    return this.#columns.value(this.#row, "name");
  }
  get text(): string {
    return this.#columns.text(this.#row);
  }
  get path(): string {
    return this.#columns.value(this.#row, "path");
  }
  get line(): number {
    return this.#columns.number(this.#row, 5);
  }
  get column(): number {
    return this.#columns.number(this.#row, 6);
  }
  get offset(): number {
    return wide(this.#columns.number(this.#row, 2), this.#columns.number(this.#row, 3));
  }
  get length(): number {
    return this.#columns.number(this.#row, 4);
  }
  get zone(): Zone {
    return zoneNames[this.#columns.number(this.#row, ZONE) & ZONES]!;
  }
  get language(): string | undefined {
    return languageAt(this.#columns.number(this.#row, ZONE) >>> LANGUAGE);
  }
  get fields(): Readonly<Record<string, string>> {
    return this.#columns.fields(this.#row);
  }
  get fingerprint(): string {
    return this.#columns.fingerprint(this.#row);
  }
  get context(): string {
    return this.#columns.context(this.#row) as string;
  }
  toJSON(): Tag {
    return plain(this);
  }
  [Symbol.for("nodejs.util.inspect.custom")](): Tag {
    return plain(this);
  }
}

/** The rows of one file, and for each how many equal ones came before it. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly occurrences: Uint32Array;
}

/** The columns of one batch. */
export class Columns implements TagColumns {
  readonly length: number;
  readonly #rows: Uint32Array;
  readonly #files: Uint32Array;
  readonly #strings: Buffer;
  readonly #specs: readonly DetectorSpec[];
  readonly #hasContext: boolean;
  readonly #paths: (string | undefined)[] = [];
  #run: Run | undefined;

  /** `hasContext`: whether context was asked for, so that an empty one is told from none. */
  constructor(batch: Omit<Batch, "stats">, specs: readonly DetectorSpec[], hasContext: boolean) {
    this.length = batch.rows.length / ROW;
    this.#rows = batch.rows;
    this.#files = batch.files;
    this.#strings = toBuffer(batch.strings);
    this.#specs = specs;
    this.#hasContext = hasContext;
  }

  row(index: number): Tag {
    return new Row(this, index);
  }

  number(row: number, column: number): number {
    return this.#rows[row * ROW + column]!;
  }

  value(row: number, key: GroupKey): string {
    if (key === "kind") return this.#slice(row, START, KIND_END);
    if (key === "name") return this.#slice(row, KIND_END, NAME_END);
    if (key === "path") return this.path(this.number(row, 0));
    return detectorName(this.#specs[this.number(row, 1)]!);
  }

  text(row: number): string {
    return this.#slice(row, NAME_END, TEXT_END);
  }

  context(row: number): string | undefined {
    return this.#hasContext ? this.#slice(row, FIELDS_END, CONTEXT_END) : undefined;
  }

  fields(row: number): Readonly<Record<string, string>> {
    const spec = this.#specs[this.number(row, 1)]!;
    const entries: [string, string][] = spec.type === "trace" ? [["dialect", spec.dialect]] : [];
    let at = this.number(row, TEXT_END);
    for (const name of spec.fields) {
      const length = this.#strings.readUInt32LE(at);
      at += 4;
      if (length === NONE) continue;
      entries.push([name, this.#strings.toString("utf8", at, at + length)]);
      at += length;
    }
    return Object.fromEntries(entries);
  }

  fingerprint(row: number): string {
    const { start, occurrences } = this.#runOf(row);
    return fingerprint(this.value(row, "path"), identityKey(this.row(row)), occurrences[row - start]!);
  }

  /** The path of a file of the batch, by its index. Decoded once. */
  path(file: number): string {
    const at = file * FILE;
    return (this.#paths[file] ??= decodePath(this.#strings.subarray(this.#files[at]!, this.#files[at + 1]!)));
  }

  select(rows: Uint32Array | undefined, filter: TagFilter): Uint32Array {
    const tests = this.#tests(filter);
    const out: number[] = [];
    const length = rows?.length ?? this.length;
    for (let index = 0; index < length; index++) {
      const row = rows === undefined ? index : rows[index]!;
      if (tests.every((test) => test(row))) out.push(row);
    }
    return Uint32Array.from(out);
  }

  /** The files of the batch, each with its hash. */
  files(): FileEntry[] {
    return Array.from({ length: this.#files.length / FILE }, (_, index) => this.#file(index));
  }

  #file(index: number): FileEntry {
    const [, , low, high, hash] = this.#files.subarray(index * FILE, index * FILE + FILE) as unknown as number[];
    return {
      path: this.path(index),
      size: wide(low!, high!),
      hash: hash === NONE ? undefined : this.#strings.toString("hex", hash, hash! + 32),
    };
  }

  #slice(row: number, from: number, to: number): string {
    return this.#strings.toString("utf8", this.number(row, from), this.number(row, to));
  }

  #tests({ kind, name, path, detector }: TagFilter): ((row: number) => boolean)[] {
    const tests: ((row: number) => boolean)[] = [];
    if (kind !== undefined) tests.push(this.#bytesTest(wanted(kind), START, KIND_END));
    if (name !== undefined) tests.push(this.#bytesTest(wanted(name), KIND_END, NAME_END));
    if (detector !== undefined) tests.push(this.#detectorTest(wanted(detector)));
    if (path !== undefined) tests.push(this.#pathTest(wanted(path)));
    return tests;
  }

  #bytesTest({ bytes }: Wanted, from: number, to: number): (row: number) => boolean {
    const strings = this.#strings;
    return (row) => {
      const start = this.number(row, from);
      const end = this.number(row, to);
      return bytes.some((one) => equalAt(strings, start, end, one));
    };
  }

  #detectorTest({ names }: Wanted): (row: number) => boolean {
    const verdicts = this.#specs.map((spec) => names.includes(detectorName(spec)));
    return (row) => verdicts[this.number(row, 1)]!;
  }

  #pathTest({ names }: Wanted): (row: number) => boolean {
    const folders = names.map(folderName);
    const verdicts: boolean[] = [];
    return (row) => {
      const file = this.number(row, 0);
      return (verdicts[file] ??= folders.some((folder) => isBelow(this.path(file), folder)));
    };
  }

  /** Rows of one file lie together, so the last run serves whoever reads in order. */
  #runOf(row: number): Run {
    if (this.#run === undefined || row < this.#run.start || row >= this.#run.end) this.#run = this.#makeRun(row);
    return this.#run;
  }

  #makeRun(row: number): Run {
    const file = this.number(row, 0);
    let start = row;
    let end = row + 1;
    while (start > 0 && this.number(start - 1, 0) === file) start--;
    while (end < this.length && this.number(end, 0) === file) end++;
    return { start, end, occurrences: countOccurrences(end - start, (index) => identityKey(this.row(start + index))) };
  }
}

const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The name under which a detector's tags are reported. */
const detectorName = (spec: DetectorSpec): string => (spec.type === "custom" ? spec.name : spec.type);

/** A diagnostic as users see it, from its code's index and the detail that fills its message. */
export function describe(code: number, detail: string): Pick<Diagnostic, "code" | "severity" | "message" | "help"> {
  const known = codes[code]!;
  return {
    code: known.code,
    severity: known.severity,
    message: known.message.replace("{detail}", () => detail),
    help: known.help,
  };
}

/** The diagnostics of a batch, in its order. Equal ones next to each other share their message: a hostile file has millions. */
export function readDiagnostics(batch: Batch, columns: Columns): Diagnostic[] {
  const strings = toBuffer(batch.strings);
  const all = batch.diagnostics;
  const out: Diagnostic[] = [];
  let [lastCode, lastDetail] = [-1, ""];
  let said = describe(0, "");
  for (let at = 0; at < all.length; at += DIAGNOSTIC) {
    const [from, to] = [all[at + 7]!, all[at + 8]!];
    const code = all[at + 1]!;
    const detail = from === to ? "" : strings.toString("utf8", from, to);
    if (code !== lastCode || detail !== lastDetail) said = describe(code, detail);
    [lastCode, lastDetail] = [code, detail];
    out.push({
      code: said.code,
      severity: said.severity,
      message: said.message,
      help: said.help,
      path: columns.path(all[at]!),
      line: all[at + 5]!,
      column: all[at + 6]!,
      offset: wide(all[at + 2]!, all[at + 3]!),
      length: all[at + 4]!,
    });
  }
  return out;
}
