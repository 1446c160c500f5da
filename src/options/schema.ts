/** The one table of options: validation, flags, help, environment variables and docs/reference/options.md come from it. */
import * as v from "valibot";
import type { OptionName, ScanOptions } from "./types.ts";
import { dialects, note as noteTable, skipDirs } from "../generated/detectors.ts";
import { zoneNames } from "../model/zone.ts";
import { parseSize } from "./size.ts";

/** How a flag or an environment variable spells a value: see `readText` in text.ts. */
export type Form = "flag" | "number" | "text" | "list" | "pairs" | "zones" | "place";

/** How an option looks on the command line. */
export interface Flag {
  /** With its dashes; `--no-…` sets false. */
  readonly name: string;
  /** What stands for the value in the help; none for a switch. */
  readonly value?: string;
  /** What may follow a switch after `=`. */
  readonly optional?: string;
  /** May be given several times. */
  readonly repeat?: boolean;
}

/** One option. */
export interface OptionRow {
  readonly schema: v.GenericSchema;
  /** What is in force when nothing is said; undefined where that depends on the call. */
  readonly default: unknown;
  /** What a value must be, in words: fills "expected …". */
  readonly expected: string;
  /** One line for help and docs. */
  readonly doc: string;
  /** The words that are allowed, where only some are. */
  readonly words?: readonly string[];
  /** How text spells it; undefined where text cannot. */
  readonly form?: Form;
  readonly env?: string;
  readonly flag?: Flag;
}

const text = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.check((value) => !value.includes("\0")),
);
const list = v.array(text);
const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const size = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  v.pipe(
    v.union([v.string(), v.number()]),
    v.check((value) => {
      const bytes = parseSize(value);
      return bytes !== undefined && bytes >= least && bytes <= most;
    }),
  );
const engines = ["auto", "native", "fallback"] as const;
const mappings = ["auto", "never", "always"] as const;
const needs = ["colon", "reference", "expiry"] as const;
const severities = ["error", "warning", "info"] as const;
/** Nowhere would be no detector. */
const zoneList = v.pipe(v.array(v.picklist(zoneNames)), v.nonEmpty());
const pattern = v.union([text, v.instance(RegExp)]);
const isPlain = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !(value instanceof RegExp) && !Array.isArray(value);
/** A pattern and what else is known of its tags. */
const patternObject = v.strictObject({
  pattern,
  zones: v.optional(zoneList),
  severity: v.optional(v.picklist(severities)),
});
const dialectNames = dialects.map((dialect) => dialect.name);
const isFunction = (value: unknown): value is (...args: never[]) => unknown => typeof value === "function";

/** The values a preset stands for. */
export const presets = {
  minimal: { threads: 1, maxFileSize: 1024 ** 2 },
  standard: {},
  performance: { maxFileSize: 10 * 1024 ** 2, context: 0, hash: false },
  comprehensive: { dialects: ["tag", "hash", "moai", "oft"], hidden: true, context: 2, hash: true },
} as const satisfies Record<string, ScanOptions>;

/** Every option of the scan functions, in the order of the docs. */
export const optionTable: Readonly<Record<OptionName, OptionRow>> = {
  engine: {
    schema: v.picklist(engines),
    words: engines,
    default: "auto",
    expected: "auto, native or fallback",
    doc: "Which engine; auto takes native where it can be loaded",
    form: "text",
    env: "TAGWRIGHT_ENGINE",
    flag: { name: "--engine", value: "auto|native|fallback" },
  },
  root: {
    schema: text,
    default: undefined,
    expected: "the path of a folder",
    doc: "Folder that every path must lie in and that results are relative to (default: cwd, or the deepest common folder of paths outside it)",
    form: "text",
    env: "TAGWRIGHT_ROOT",
    flag: { name: "--root", value: "dir" },
  },
  cwd: {
    schema: text,
    default: undefined,
    expected: "the path of a folder",
    doc: "Folder that relative paths start from (default: the process's)",
    form: "text",
    env: "TAGWRIGHT_CWD",
    flag: { name: "--cwd", value: "dir" },
  },
  preset: {
    schema: v.picklist(Object.keys(presets)),
    words: Object.keys(presets),
    default: "standard",
    expected: "minimal, standard, performance or comprehensive",
    doc: "A named bundle of values: minimal, standard, performance or comprehensive",
    form: "text",
    env: "TAGWRIGHT_PRESET",
    flag: { name: "--preset", value: "name" },
  },
  detectors: {
    schema: list,
    default: undefined,
    expected: "a list of detector names",
    doc: "Which detectors run: trace, note and names of patterns (default: all)",
    form: "list",
    env: "TAGWRIGHT_DETECTORS",
    flag: { name: "--detectors", value: "list" },
  },
  dialects: {
    schema: v.array(v.picklist(dialectNames)),
    words: dialectNames,
    default: ["tag"],
    expected: "a list of tag, hash, moai and oft",
    doc: "Which grammars the trace detector reads: tag, hash, moai, oft",
    form: "list",
    env: "TAGWRIGHT_DIALECTS",
    flag: { name: "--dialects", value: "list" },
  },
  patterns: {
    schema: v.record(
      v.string(),
      v.lazy((value) => (isPlain(value) ? patternObject : pattern)),
    ),
    default: {},
    expected: "an object of names and patterns, or of objects with pattern, zones and severity",
    doc: "A detector of your own: a name and a pattern with the groups kind, name and text",
    form: "pairs",
    flag: { name: "--pattern", value: "name=regex", repeat: true },
  },
  languages: {
    schema: v.record(text, text),
    default: {},
    expected: "an object of gitignore lines and languages",
    doc: "The language of files that match a gitignore line, whatever their names and contents say; see tagwright languages",
    form: "pairs",
    flag: { name: "--language", value: "glob=name", repeat: true },
  },
  zones: {
    words: zoneNames,
    schema: v.lazy((value) => (Array.isArray(value) ? zoneList : v.record(v.string(), zoneList))),
    default: {},
    expected: "a list of code, comment, string and text, or an object of detectors and such lists",
    doc: "Where tags may start: code, comment, string, text; for all detectors or by name (default: note in comments, others anywhere)",
    form: "zones",
    env: "TAGWRIGHT_ZONES",
    flag: { name: "--zones", value: "[detector=]list", repeat: true },
  },
  noteKeywords: {
    schema: v.pipe(list, v.nonEmpty()),
    default: noteTable.keywords,
    expected: "a list of words",
    doc: "What makes a note; +WORD adds to the usual ones",
    form: "list",
    env: "TAGWRIGHT_NOTE_KEYWORDS",
    flag: { name: "--note-keywords", value: "list" },
  },
  noteIgnoreCase: {
    schema: v.boolean(),
    default: false,
    expected: "true or false",
    doc: "Take keywords of notes in any case",
    form: "flag",
    env: "TAGWRIGHT_NOTE_IGNORE_CASE",
    flag: { name: "--note-ignore-case" },
  },
  noteNeeds: {
    schema: v.array(v.picklist(needs)),
    words: needs,
    default: [],
    expected: "a list of colon, reference and expiry",
    doc: "What a note must have to count: colon, reference, expiry",
    form: "list",
    env: "TAGWRIGHT_NOTE_NEEDS",
    flag: { name: "--note-needs", value: "list" },
  },
  noteMinText: {
    schema: whole(0, 1_000_000),
    default: 0,
    expected: "a whole number from 0 to 1000000",
    doc: "Leave out notes whose text is shorter, in UTF-16 units",
    form: "number",
    env: "TAGWRIGHT_NOTE_MIN_TEXT",
    flag: { name: "--note-min-text", value: "n" },
  },
  noteMaxText: {
    schema: whole(0, 1_000_000),
    default: 0,
    expected: "a whole number from 0 to 1000000",
    doc: "Leave out notes whose text is longer; 0 is no limit",
    form: "number",
    env: "TAGWRIGHT_NOTE_MAX_TEXT",
    flag: { name: "--note-max-text", value: "n" },
  },
  noteJoin: {
    schema: v.boolean(),
    default: false,
    expected: "true or false",
    doc: "Join the lines of a comment that go on with a note's text",
    form: "flag",
    env: "TAGWRIGHT_NOTE_JOIN",
    flag: { name: "--note-join" },
  },
  hidden: {
    schema: v.boolean(),
    default: false,
    expected: "true or false",
    doc: "Scan hidden files and folders",
    form: "flag",
    env: "TAGWRIGHT_HIDDEN",
    flag: { name: "--hidden" },
  },
  ignore: {
    schema: v.boolean(),
    default: true,
    expected: "true or false",
    doc: "Obey .tagwrightignore, .ignore, .gitignore and .git/info/exclude",
    form: "flag",
    env: "TAGWRIGHT_IGNORE",
    flag: { name: "--no-ignore" },
  },
  skipDirs: {
    schema: list,
    default: skipDirs,
    expected: "a list of folder names",
    doc: "Names of folders that are never entered",
    form: "list",
    env: "TAGWRIGHT_SKIP_DIRS",
    flag: { name: "--skip-dirs", value: "list" },
  },
  include: {
    schema: list,
    default: [],
    expected: "a list of gitignore lines",
    doc: "Scan only files that match one of these gitignore lines",
    form: "list",
    env: "TAGWRIGHT_INCLUDE",
    flag: { name: "--include", value: "glob", repeat: true },
  },
  exclude: {
    schema: list,
    default: [],
    expected: "a list of gitignore lines",
    doc: "Leave out what matches one of these gitignore lines",
    form: "list",
    env: "TAGWRIGHT_EXCLUDE",
    flag: { name: "--exclude", value: "glob", repeat: true },
  },
  follow: {
    schema: v.boolean(),
    default: false,
    expected: "true or false",
    doc: "Follow symbolic links",
    form: "flag",
    env: "TAGWRIGHT_FOLLOW",
    flag: { name: "--follow" },
  },
  outside: {
    schema: v.boolean(),
    default: false,
    expected: "true or false",
    doc: "Let links lead out of the root",
    form: "flag",
    env: "TAGWRIGHT_OUTSIDE",
    flag: { name: "--outside" },
  },
  maxFileSize: {
    schema: size(0),
    default: 0,
    expected: "bytes, or words like 10MB",
    doc: "Leave out larger files; 0 is no limit",
    form: "text",
    env: "TAGWRIGHT_MAX_FILESIZE",
    flag: { name: "--max-filesize", value: "size" },
  },
  threads: {
    schema: whole(0, 256),
    default: 0,
    expected: "a whole number from 0 to 256",
    doc: "Worker threads of the native engine; 0 is what was measured best",
    form: "number",
    env: "TAGWRIGHT_THREADS",
    flag: { name: "--threads", value: "n" },
  },
  window: {
    schema: size(1024, 64 * 1024 ** 2),
    default: 256 * 1024,
    expected: "1KB to 64MB",
    doc: "Bytes read at a time",
    form: "text",
    env: "TAGWRIGHT_WINDOW",
    flag: { name: "--window", value: "size" },
  },
  mmap: {
    schema: v.picklist(mappings),
    words: mappings,
    default: "auto",
    expected: "auto, never or always",
    doc: "Whether the native engine maps files into memory",
    form: "text",
    env: "TAGWRIGHT_MMAP",
    flag: { name: "--mmap", value: "auto|never|always" },
  },
  memory: {
    schema: size(0),
    default: 0,
    expected: "bytes, or words like 64MB",
    doc: "File content held at once; what does not fit waits; 0 is no limit",
    form: "text",
    env: "TAGWRIGHT_MEMORY",
    flag: { name: "--memory", value: "size" },
  },
  context: {
    schema: whole(0, 1000),
    default: 0,
    expected: "a whole number from 0 to 1000",
    doc: "Lines of context before and after each tag",
    form: "number",
    env: "TAGWRIGHT_CONTEXT",
    flag: { name: "--context", value: "n" },
  },
  hash: {
    schema: v.boolean(),
    default: false,
    expected: "true or false",
    doc: "Hash every file with BLAKE3 and list it in files",
    form: "flag",
    env: "TAGWRIGHT_HASH",
    flag: { name: "--hash" },
  },
  batchSize: {
    schema: whole(1, 1_000_000),
    default: 4096,
    expected: "a whole number from 1 to 1000000",
    doc: "Files in a batch of scanStream",
    form: "number",
    env: "TAGWRIGHT_BATCH_SIZE",
    flag: { name: "--batch-size", value: "n" },
  },
  cache: {
    schema: v.union([v.boolean(), text]),
    default: false,
    expected: "true, false or the path of a folder",
    doc: "Remember what was found and scan only what changed, in the platform's cache folder or the one given (default for watch: true)",
    form: "place",
    env: "TAGWRIGHT_CACHE",
    flag: { name: "--cache", optional: "dir" },
  },
  cacheVerify: {
    schema: v.boolean(),
    default: false,
    expected: "true or false",
    doc: "With a cache, read every file all the same, and mend what was wrong",
    form: "flag",
    env: "TAGWRIGHT_CACHE_VERIFY",
    flag: { name: "--cache-verify" },
  },
  cacheMaxSize: {
    schema: size(0),
    default: 256 * 1024 ** 2,
    expected: "bytes, or words like 100MB",
    doc: "The most that the cache of one set of options may take on disk; what was met least recently goes first; 0 is no limit",
    form: "text",
    env: "TAGWRIGHT_CACHE_MAX_SIZE",
    flag: { name: "--cache-max-size", value: "size" },
  },
  cacheMaxAge: {
    schema: whole(0, 36_500),
    default: 30,
    expected: "a whole number from 0 to 36500",
    doc: "Days after which the cache forgets what it did not meet; 0 is no limit",
    form: "number",
    env: "TAGWRIGHT_CACHE_MAX_AGE",
    flag: { name: "--cache-max-age", value: "days" },
  },
  signal: {
    schema: v.instance(AbortSignal),
    default: undefined,
    expected: "an AbortSignal",
    doc: "Cancels the scan; the call rejects with the signal's reason",
  },
  onProgress: {
    schema: v.custom(isFunction),
    default: undefined,
    expected: "a function",
    doc: "Called with { found, done, bytes, walked } at most every 100 ms, and once at the end",
  },
};

/** The names of all options, in the order of the docs. */
export const optionNames = Object.keys(optionTable) as OptionName[];
