/** leasot as it was up to version 12, and as `require` gives it: results at once. */
import { createRequire } from "node:module";
import type { ParseConfig, ReporterConfig, ReportItems, TodoComment } from "./types.ts";
import { parseSync } from "./parse.ts";
import { known, runReporter, type Reporter } from "./report.ts";

export { getRegex, prepareComment } from "./comment.ts";
export { associateExtWithParser, isExtensionSupported } from "./table.ts";
export type * from "./types.ts";

const require = createRequire(import.meta.url);

/** A module's reporter: what it exports by that name, or itself. */
function load(reporter: unknown): ReportItems | undefined {
  const found = known(reporter);
  if (found !== undefined || typeof reporter !== "string") return found;
  let loaded: unknown;
  try {
    loaded = require(reporter);
  } catch {
    return undefined;
  }
  return load(
    (loaded as { reporter?: unknown } | null)?.reporter ?? (typeof loaded === "function" ? loaded : undefined),
  );
}

/**
 * Finds the notes of a text, now.
 *
 * @param content the text
 * @param config its extension, and what else is to be known
 * @returns notes sorted by line, each once. Costs time in proportion to the text
 * @throws Error for an extension that is not known, TypeError for `customTags` that are no array, SyntaxError for one that is
 * no regular expression
 */
export const parse = (content: string, config: ParseConfig): TodoComment[] => parseSync(content, config);

/**
 * Makes a report, now.
 *
 * @param items notes, as {@link parse} gives them
 * @param reporter a name, a function, or a module that can be required
 * @returns what the reporter makes: text from all built-in ones but `raw`, which gives the items
 * @throws Error where there is no such reporter, TypeError for items that are no array
 */
// oxlint-disable-next-line typescript/no-explicit-any
export const report = (items: TodoComment[], reporter: Reporter = "raw", config: ReporterConfig = {}): any =>
  runReporter(load(reporter), reporter, items, config);
