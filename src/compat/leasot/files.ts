/** Finds the notes of files: what leasot's command does, as a call. */
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, resolve, sep } from "node:path";
import type { Span } from "./lines.ts";
import type { ExtensionsDb, ParseConfig, TodoComment } from "./types.ts";
import { listFiles } from "./glob.ts";
import { parseSource, parseSync } from "./parse.ts";
import { compareLevels, fits, lineOf, readPlan, type Plan, type Walk, type Wild } from "./plan.ts";
import { FileSource } from "./source.ts";
import { rootOf, spot } from "./spot.ts";
import { associateExtWithParser, isExtensionSupported } from "./table.ts";
import { UnsupportedError } from "./unsupported.ts";

/** What files are taken for, and what is done about those that nothing is known of. */
export interface FilesOptions {
  /** Patterns of what is left out. */
  readonly ignore?: readonly string[] | undefined;
  /** Tags beside TODO and FIXME: regular expression text, whatever the case. */
  readonly customTags?: readonly string[] | undefined;
  /** The extension that every file is taken to have. */
  readonly filetype?: string | undefined;
  readonly withInlineFiles?: boolean | undefined;
  /** Extensions to add for good. */
  readonly associateParser?: ExtensionsDb | undefined;
  /** Pass over files of an extension that is not known, instead of throwing. */
  readonly skipUnsupported?: boolean | undefined;
  readonly engine?: "auto" | "native" | "fallback" | undefined;
}

/** The notes of files. */
export interface FilesResult {
  /** Whether there was any file. */
  readonly hasFiles: boolean;
  readonly items: TodoComment[];
}

/** Fewer files are read without asking an engine first. */
const FEW = 64;
const WORD = /^[A-Za-z0-9_][A-Za-z0-9_ -]*$/;
const DEFAULT = ".js";

const isWord = (tag: unknown): boolean => typeof tag === "string" && WORD.test(tag);

/** The extension that a file is read as. */
const extensionOf = ({ filetype }: FilesOptions, path: string): string => filetype || extname(path) || DEFAULT;

/** The words that an engine can look for; undefined where a tag is a regular expression. */
function wordsOf({ customTags = [] }: FilesOptions): string[] | undefined {
  return customTags.every(isWord) ? ["todo", "fixme", ...customTags] : undefined;
}

const config = (path: string, options: FilesOptions): ParseConfig => ({
  extension: extensionOf(options, path),
  filename: path,
  customTags: options.customTags as string[],
  withInlineFiles: options.withInlineFiles,
});

/** A file, and the lines that hold a tag, where these are known. */
interface Found {
  readonly path: string;
  readonly spans?: readonly Span[] | undefined;
}

function parseFile({ path, spans }: Found, options: FilesOptions): TodoComment[] {
  const own = config(path, options);
  if (spans === undefined) return parseSync(readFileSync(resolve(path), "utf8"), own);
  const source = new FileSource(resolve(path));
  try {
    return parseSource(source, spans, own);
  } finally {
    source.close();
  }
}

/** The notes of files, in the order of the files. */
const parseAll = (files: readonly Found[], options: FilesOptions): TodoComment[] =>
  files
    .filter(({ path }) => isExtensionSupported(extensionOf(options, path)))
    .flatMap((file) => parseFile(file, options));

/** Whether every file that a pattern finds has a known extension, or may be passed over. */
function isSure({ ending }: Wild, options: FilesOptions): boolean {
  if (options.skipUnsupported) return true;
  return (ending !== "" || Boolean(options.filetype)) && isExtensionSupported(extensionOf(options, `x${ending}`));
}

/** Whether there is any file of a walk. Stops at the first. */
function hasFile(folder: string, wilds: readonly Wild[]): boolean {
  const entries = readdirSync(resolve(folder), { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
  const path = (name: string): string => (folder === "" ? name : `${folder}/${name}`);
  return (
    entries.some((entry) => entry.isFile() && wilds.some((wild) => fits(wild, path(entry.name)))) ||
    entries.some((entry) => entry.isDirectory() && hasFile(path(entry.name), wilds))
  );
}

/** What a walk found. */
interface Walked {
  readonly hasFiles: boolean;
  /** Those that hold a tag. */
  readonly files: readonly Found[];
}

/** Walks a plan's folder. Undefined where there is something that only the library knows how to take. */
async function walk(
  { base, wilds }: Walk,
  { exclude }: Plan,
  words: readonly string[],
  { engine }: FilesOptions,
): Promise<Walked | undefined> {
  const root = process.cwd();
  const include = wilds.map(lineOf);
  const found = await spot({ words, root, paths: [join(root, base)], include, exclude, engine });
  if (found.doubts.length > 0) return undefined;
  const paths = [...found.lines.keys()].filter((path) => wilds.some((wild) => fits(wild, path))).sort(compareLevels);
  const hasFiles = paths.length > 0 || (found.files > 0 && (exclude.length > 0 || hasFile(base, wilds)));
  return { hasFiles, files: paths.map((path) => ({ path, spans: found.lines.get(path) })) };
}

async function parsePlan(
  plan: Plan,
  words: readonly string[],
  options: FilesOptions,
): Promise<FilesResult | undefined> {
  const files = new Map<string, Found>(plan.files.map((path) => [path, { path }]));
  let hasFiles = files.size > 0;
  for (const one of plan.walks) {
    const found = await walk(one, plan, words, options);
    if (found === undefined) return undefined;
    for (const file of found.files) if (!files.has(file.path)) files.set(file.path, file);
    hasFiles ||= found.hasFiles;
  }
  return { hasFiles, items: parseAll([...files.values()], options) };
}

/** Those files of a list that may hold a tag. */
async function choose(paths: readonly string[], options: FilesOptions): Promise<Found[]> {
  const words = wordsOf(options);
  const all = paths.map((path) => ({ path, absolute: resolve(path) }));
  if (words === undefined || paths.length <= FEW) return all;
  const root = rootOf(process.cwd());
  const found = await spot({ words, root, paths: all.map(({ absolute }) => absolute), engine: options.engine });
  const doubts = new Set(found.doubts);
  const named = all.map(({ path, absolute }) => ({ path, name: relative(root, absolute).replaceAll(sep, "/") }));
  return named
    .filter(({ name }) => doubts.has(name) || found.lines.has(name))
    .map(({ path, name }) => ({ path, spans: doubts.has(name) ? undefined : found.lines.get(name) }));
}

function checkAll(paths: readonly string[], options: FilesOptions): void {
  if (options.skipUnsupported) return;
  const strange = paths.map((path) => extensionOf(options, path)).find((extension) => !isExtensionSupported(extension));
  if (strange !== undefined) throw new UnsupportedError(strange);
}

async function parseList(paths: readonly string[], options: FilesOptions): Promise<FilesResult> {
  checkAll(paths, options);
  return { hasFiles: paths.length > 0, items: parseAll(await choose(paths, options), options) };
}

function planOf(patterns: readonly string[], options: FilesOptions): Plan | undefined {
  const plan = readPlan(patterns, options.ignore ?? []);
  const isKnown = plan?.walks.every(({ wilds }) => wilds.every((wild) => isSure(wild, options)));
  return isKnown ? plan : undefined;
}

/** See `parseFiles` of index.ts. */
export async function findInFiles(patterns: readonly string[], options: FilesOptions): Promise<FilesResult> {
  const { associateParser = {} } = options;
  associateExtWithParser(associateParser);
  const plan = planOf(patterns, options);
  const words = wordsOf(options);
  if (plan !== undefined) checkAll(plan.files, options);
  const found = plan && words && (await parsePlan(plan, words, options));
  return found ?? parseList(await listFiles(patterns, options.ignore ?? []), options);
}
