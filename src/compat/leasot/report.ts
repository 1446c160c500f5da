/** Reporters by name. All are small, so all are at hand. */
import type { ReporterConfig, ReporterName, ReportItems, TodoComment } from "./types.ts";
import { reporter as custom } from "./reporters/custom.ts";
import { reporter as gitlab } from "./reporters/gitlab.ts";
import { reporter as json } from "./reporters/json.ts";
import { reporter as markdown } from "./reporters/markdown.ts";
import { reporter as raw } from "./reporters/raw.ts";
import { reporter as table } from "./reporters/table.ts";
import { reporter as vscode } from "./reporters/vscode.ts";
import { reporter as xml } from "./reporters/xml.ts";

const builtin: Readonly<Record<string, ReportItems>> = { custom, gitlab, json, markdown, raw, table, vscode, xml };

/** A reporter as callers name it. */
export type Reporter = ReporterName | ReportItems;

/** The reporter itself, where no module has to be loaded for it. */
export function known(reporter: unknown): ReportItems | undefined {
  if (typeof reporter === "function") return reporter as ReportItems;
  return typeof reporter === "string" && Object.hasOwn(builtin, reporter) ? builtin[reporter] : undefined;
}

/** Runs a reporter, if there is one. Throws for none, and TypeError for items that are no array. */
export function runReporter(
  found: ReportItems | undefined,
  reporter: unknown,
  items: TodoComment[],
  config: ReporterConfig,
): unknown {
  if (found === undefined) throw new Error(`Cannot find or load reporter: ${String(reporter)}`);
  if (!Array.isArray(items)) throw new TypeError("Todos must be an array");
  return found(items, config);
}
