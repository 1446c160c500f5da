/** Parsing, whether its result is awaited or not. */
import type { ParseConfig, ParserFactory, TodoComment } from "./types.ts";
import type { Span } from "./lines.ts";
import type { Source } from "./source.ts";
import { findComments } from "./find.ts";
import { candidates } from "./lines.ts";
import { fromString } from "./source.ts";
import { styles, type Style } from "./styles.ts";
import { associateExtWithParser, isExtensionSupported, parserNames } from "./table.ts";
import { readTags } from "./tags.ts";

function styleOf(name: string): Style {
  if (Object.hasOwn(styles, name)) return styles[name]!;
  throw Object.assign(new Error(`Cannot find module './parsers/${name}.js'`), { code: "ERR_MODULE_NOT_FOUND" });
}

function builtin(name: string): ParserFactory {
  const style = styleOf(name);
  return ({ customTags }) => {
    const tags = readTags(customTags);
    return (text, file) =>
      findComments(style, { source: fromString(text), spans: [...candidates(text, tags)], tags, file });
  };
}

/**
 * Finds the notes of a source with built-in styles.
 *
 * @param spans the lines that can hold one
 */
export function parseSource(source: Source, spans: readonly Span[], config: ParseConfig): TodoComment[] {
  const { extension, filename: file, customTags = [], withInlineFiles } = config;
  const tags = readTags(customTags);
  return merge(
    parserNames(extension, withInlineFiles).map((name) => findComments(styleOf(name), { source, spans, tags, file })),
  );
}

/** The parsers of a configuration, each ready for its text. Throws for what cannot be parsed; adds extensions on the way. */
function readConfig(config: ParseConfig): ParserFactory[] {
  const { associateParser = {}, customParsers = {}, customTags = [], extension, withInlineFiles } = config;
  associateExtWithParser(associateParser);
  if (!isExtensionSupported(extension)) throw new Error(`extension ${extension} is not supported.`);
  if (customTags && !Array.isArray(customTags)) throw new TypeError("`customTags` must be an array");
  return parserNames(extension, withInlineFiles).map((name) => customParsers[name] || builtin(name));
}

/** What each parser says of a text. */
function run(content: string, config: ParseConfig): unknown[] {
  const { customTags = [], filename } = config;
  return readConfig(config).map((factory) => factory({ customTags })(content, filename as string));
}

/** By line, tag and text: what was seen. A line that is no number equals none. */
type Seen = Map<unknown, Map<unknown, Set<unknown>>>;

function isNew(seen: Seen, { line, tag, text }: TodoComment): boolean {
  let tags = seen.get(line);
  if (tags === undefined) seen.set(line, (tags = new Map()));
  let texts = tags.get(tag);
  if (texts === undefined) tags.set(tag, (texts = new Set()));
  const before = texts.size;
  return texts.add(text).size > before || Number.isNaN(line);
}

/** Sorted by line, without what says the same of the same line. */
function merge(lists: readonly unknown[]): TodoComment[] {
  const all = ([] as TodoComment[]).concat(...(lists as TodoComment[][])).sort((a, b) => a.line - b.line);
  const seen: Seen = new Map();
  return all.length < 2 ? all : all.filter((item) => isNew(seen, item));
}

/** Finds the notes of a text. See `parse` of index.ts. */
export const parseSync = (content: string, config: ParseConfig): TodoComment[] => merge(run(content, config));

/** The same, where custom parsers may give promises. */
export const parseAsync = async (content: string, config: ParseConfig): Promise<TodoComment[]> =>
  merge(await Promise.all(run(content, config)));
