/** Finds the files that hold a tag at all, with an engine: few do, and only these are read again and parsed. */
import { parse } from "node:path";
import { DIAGNOSTIC, FILE, ROW, type Batch, type DetectorSpec, type Request } from "../../engine/contract.ts";
import { spellings } from "../../model/spelling.ts";
import { zoneBits, zoneNames } from "../../model/zone.ts";
import { findNative, type EngineChoice } from "../../engine/found.ts";
import { lateEngine } from "../../engine/late.ts";
import { diagnostics } from "../../generated/errors.ts";
import type { Span } from "./lines.ts";
import { decodePath } from "../../model/path.ts";

/** Columns of a row: see docs/design/border.md. */
const OFFSET = 2;
const LINE = 5;
const COLUMN = 6;
const CONTEXT = 12;
/** Lines of a context are cut there. */
const CUT = 4096 - 3;

/** What to look for, and where. */
export interface Search {
  /** Words that mean themselves. */
  readonly words: readonly string[];
  /** Absolute paths below the root. */
  readonly paths: readonly string[];
  readonly root: string;
  /** Lines as .gitignore has them; see the contract. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly engine?: EngineChoice | undefined;
}

/** What was found. */
export interface Spotted {
  /** How many files were looked at. */
  readonly files: number;
  /** Paths from the root of those with a tag, and the lines that hold one; undefined where these have to be read. */
  readonly lines: ReadonlyMap<string, readonly Span[] | undefined>;
  /** Paths of those about which there is something to say: what cannot be read, what is gone, links that go in circles. */
  readonly doubts: string[];
}

/** A literal longer than this finds nothing more. */
const LONGEST = 5;
const LETTER = /[a-z]/i;

const cases = (sign: string): string[] => (LETTER.test(sign) ? [sign.toUpperCase(), sign.toLowerCase()] : [sign]);
const point = (sign: string): string => `\\x{${sign.charCodeAt(0).toString(16).toUpperCase()}}`;
const fold = (word: string): string => Array.from(word, (sign) => `[${cases(sign).map(point).join("")}]`).join("");

/** A detector of words, as the contract has it. */
function detector(words: readonly string[]): DetectorSpec {
  const pattern = words.map(fold).join("|");
  const all = [...new Set(words.flatMap((word) => spellings(word.slice(0, LONGEST))))];
  return {
    type: "custom",
    name: "leasot",
    pattern,
    candidate: pattern,
    literals: all,
    groups: [],
    fields: [],
    zones: zoneBits(zoneNames),
  };
}

const request = ({ words, paths, root, include = [], exclude = [] }: Search): Request => ({
  ...{ root, paths, include, exclude, hidden: false, ignore: false, skipDirs: [], follow: true, outside: true },
  ...{
    maxFileSize: 0,
    threads: 0,
    window: 256 << 10,
    mmap: "auto",
    memory: 0,
    context: 1,
    hash: false,
    raw: true,
    only: [],
    fault: "",
  },
  detectors: [detector(words)],
  // What is comment is not asked here, so nothing need be lexed.
  languages: [{ line: "*", language: "text" }],
});

/** Bytes that are no UTF-8 are no doubt: they are read as others read them. */
const isDoubt = (code: number): boolean => diagnostics[code]!.code !== "E_FILE_UTF8";

/** The files that diagnostics are about. */
function doubtful({ diagnostics: column }: Batch): Set<number> {
  const files = new Set<number>();
  for (let at = 0; at < column.length; at += DIAGNOSTIC) if (isDoubt(column[at + 1]!)) files.add(column[at]!);
  return files;
}

/** A file's path. */
function pathOf({ files, strings }: Batch, file: number): string {
  return decodePath(strings.subarray(files[file * FILE], files[file * FILE + 1]));
}

/** The line of a row, from the context around it: the line itself, and those before and after it, if there are any. */
function lineOf(context: string, number: number): string {
  const start = number === 1 ? 0 : context.indexOf("\n") + 1;
  const end = context.indexOf("\n", start);
  return end < 0 ? context.slice(start) : context.slice(start, end);
}

/** The line of a row at an index. */
function spanOf(rows: Uint32Array, strings: Buffer, at: number): Span {
  const number = rows[at + LINE]!;
  const text = lineOf(strings.toString("utf8", rows[at + CONTEXT], rows[at + CONTEXT + 1]), number);
  const before = Buffer.byteLength(text.slice(0, rows[at + COLUMN]! - 1));
  const start = rows[at + OFFSET]! + rows[at + OFFSET + 1]! * 2 ** 32 - before;
  return { start, end: start + Buffer.byteLength(text), number, text };
}

/** Whether a line's text may be cut, or other bytes than the file's. */
const isUnclear = ({ start, end, text }: Span): boolean => end - start >= CUT || text!.includes("\ufffd");

/** By path. Rows of a file lie together, and those of a line; of these the first will do. */
function linesOf(batch: Batch): Map<string, Span[]> {
  const { rows } = batch;
  const strings = Buffer.from(batch.strings.buffer, batch.strings.byteOffset, batch.strings.byteLength);
  const all = new Map<string, Span[]>();
  let spans: Span[] = [];
  for (let at = 0; at < rows.length; at += ROW) {
    const isSame = at > 0 && rows[at] === rows[at - ROW];
    if (!isSame) all.set(pathOf(batch, rows[at]!), (spans = []));
    if (!isSame || rows[at + LINE] !== rows[at + LINE - ROW]) spans.push(spanOf(rows, strings, at));
  }
  return all;
}

const clear = ([path, spans]: [string, Span[]]): [string, Span[] | undefined] => [
  path,
  spans.some(isUnclear) ? undefined : spans,
];

/** Searches, each byte of each file once. */
export async function spot(search: Search): Promise<Spotted> {
  const engine = await lateEngine(findNative(search.engine));
  const batch = await engine.open(request(search)).next(0);
  if (batch === null) return { files: 0, lines: new Map(), doubts: [] };
  const doubts = Array.from(doubtful(batch), (file) => pathOf(batch, file));
  return { files: batch.stats.files, lines: new Map([...linesOf(batch)].map(clear)), doubts };
}

/** A folder that holds every path of a list, wherever they lie. */
export const rootOf = (path: string): string => parse(path).root;
