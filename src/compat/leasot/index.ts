/** leasot as it is since version 13: results are awaited. */
import type { FilesOptions, FilesResult } from "./files.ts";
import type { ParseConfig, ReporterConfig, ReportItems, TodoComment } from "./types.ts";
import { parseAsync } from "./parse.ts";
import { known, runReporter, type Reporter } from "./report.ts";

export { UnsupportedError } from "./unsupported.ts";
export { getRegex, prepareComment } from "./comment.ts";
export { associateExtWithParser, isExtensionSupported } from "./table.ts";
export type * from "./types.ts";

/** A module's reporter is what it exports by that name. */
async function load(reporter: unknown): Promise<ReportItems | undefined> {
  const found = known(reporter);
  if (found !== undefined || typeof reporter !== "string") return found;
  let loaded: { reporter?: unknown };
  try {
    loaded = (await import(reporter)) as { reporter?: unknown };
  } catch {
    return undefined;
  }
  return load(loaded.reporter);
}

/**
 * Finds the notes of a text.
 *
 * @param content the text
 * @param config its extension, and what else is to be known
 * @returns notes sorted by line, each once. Costs time in proportion to the text
 * @throws Error for an extension that is not known, TypeError for `customTags` that are no array, SyntaxError for one that is
 * no regular expression
 * @example
 * ```ts
 * import { parse, report } from "tagwright/leasot";
 *
 * const items = await parse("// TODO(mia): hide this\n", { extension: ".js", filename: "a.js" });
 * console.log(await report(items, "json")); // [{"file":"a.js","tag":"TODO","line":1,"ref":"mia","text":"hide this"}]
 * ```
 */
export const parse = async (content: string, config: ParseConfig): Promise<TodoComment[]> =>
  parseAsync(content, config);

/**
 * Makes a report.
 *
 * @param items notes, as {@link parse} gives them
 * @param reporter a name, a function, or a module that exports one as `reporter`
 * @returns what the reporter makes: text from all built-in ones but `raw`, which gives the items
 * @throws Error where there is no such reporter, TypeError for items that are no array
 */
export const report = async (
  items: TodoComment[],
  reporter: Reporter = "raw",
  config: ReporterConfig = {},
  // oxlint-disable-next-line typescript/no-explicit-any
): Promise<any> => runReporter(await load(reporter), reporter, items, config);

/**
 * Finds the notes of files below the current folder, or wherever the patterns lead: what leasot's command does, as a call. An
 * engine finds the files with a tag, and only these are parsed.
 *
 * @param patterns paths and globs. Ignore files do not count; hidden files do only where they are named
 * @returns notes in the order of the files, by name and level by level
 * @throws UnsupportedError for an extension that is not known, TypeError for extensions that cannot be added, and what the file
 * system says of files that cannot be read
 * @example
 * ```ts
 * import { parseFiles, report } from "tagwright/leasot";
 *
 * const { items } = await parseFiles(["src/**\/*.ts"], { customTags: ["review"] });
 * console.log(await report(items, "table"));
 * ```
 */
export async function parseFiles(patterns: readonly string[], options: FilesOptions = {}): Promise<FilesResult> {
  const { findInFiles } = await import("./files.ts");
  return findInFiles(patterns, options);
}

/**
 * Lists the files of patterns as leasot's command does.
 *
 * @param patterns paths, folders and globs
 * @param ignore patterns of what is left out
 * @returns paths as the patterns spell them, each once
 * @throws what the file system says of folders that cannot be read
 */
export async function listFiles(patterns: readonly string[], ignore: readonly string[] = []): Promise<string[]> {
  const glob = await import("./glob.ts");
  return glob.listFiles(patterns, ignore);
}
