import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Reporter } from "../model/reporter.ts";
import type { Tag } from "../model/tag.ts";
import type { Step } from "../exports/vault/plan.ts";
import type { ReportRequest } from "./report.ts";
import { linesOf } from "../draw/chains.ts";
import { TagwrightError } from "../model/error.ts";
import { reasonOf } from "../model/reason.ts";
import { hint } from "../options/nearest.ts";
import { makeReport } from "./report.ts";

/** What is written to a vault, and how. */
export interface VaultOptions {
  /** The folder of the vault; it must exist. */
  readonly vault: string;
  /** Only the notes of these ids. Default: all, and what belongs to no tag any more is taken away. */
  readonly ids?: readonly string[];
  /** Only say what would be done. Default: false. */
  readonly dryRun?: boolean;
}

const fail = (detail: string): never => {
  throw new TagwrightError("E_EXPORT", detail);
};

function checkVault(vault: string): string {
  // An empty variable must not fill the current folder with notes.
  if (vault === "") fail('expected the folder of a vault, got ""');
  const full = resolve(vault);
  if (!statSync(full, { throwIfNoEntry: false })?.isDirectory())
    fail(`there is no vault at ${full}; make the folder first`);
  return full;
}

function checkIds(ids: readonly string[], known: ReadonlySet<string>): ReadonlySet<string> {
  for (const id of ids) if (!known.has(id)) fail(`no tag has the id ${JSON.stringify(id)}${hint(id, known)}`);
  return new Set(ids);
}

/** What the system refuses is the vault's fault, not ours. */
function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { path, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new TagwrightError("E_EXPORT", `${path}: ${reasonOf(error)}`, { cause: error });
  }
}

/**
 * The tags of a scan without those that a vault's notes quote: where the vault is a part of the tree, an export would read
 * what an earlier one wrote.
 *
 * @param request a scan's result, and its tags if they were chosen
 */
export async function tagsBeside(
  vault: string,
  { result, tags = result.tags }: Pick<ReportRequest, "result" | "tags">,
): Promise<readonly Tag[]> {
  const { quotedIn } = await import("../exports/vault/own.ts");
  const isQuoted = quotedIn(result.root, resolve(vault));
  return [...tags].filter((tag) => !isQuoted(tag));
}

/**
 * Writes chains into an Obsidian vault: a note for each type of an id, a map for each id, an index. What stands outside of
 * the markers stays as it is; what is the same already is not touched.
 *
 * @param request the result of a scan, with `context` for the lines around each tag; `trace` where it was made, of
 *   {@link tagsBeside} the vault
 * @returns what was done, or would be, note by note
 * @throws TagwrightError `E_EXPORT` for a vault that is missing, an id that nothing has, a note that cannot be written
 * @example
 * ```ts
 * import { exportVault, scan } from "tagwright";
 *
 * const result = await scan("src", { context: 2 });
 * const steps = await exportVault({ result }, { vault: ".", dryRun: true });
 * console.log(steps.filter(({ action }) => action !== "keep").length);
 * ```
 */
export async function exportVault(request: ReportRequest, options: VaultOptions): Promise<readonly Step[]> {
  const vault = checkVault(options.vault);
  const report = makeReport(
    request.trace === undefined ? { ...request, tags: await tagsBeside(vault, request) } : request,
  );
  const lines = linesOf(report);
  const ids = options.ids && checkIds(options.ids, new Set(lines.map(({ id }) => id)));
  const { planVault } = await import("../exports/vault/plan.ts");
  const steps = told(() => planVault(lines, vault, report.options.repository, ids));
  if (options.dryRun !== true) (await import("../exports/vault/apply.ts")).applyVault(steps, vault);
  return steps;
}

/** Documents for other tools; each is a reporter. */
const documents: Readonly<Record<string, () => Promise<Reporter>>> = {
  "matrix.csv": async () => (await import("../exports/matrix.ts")).matrixCsv,
  "matrix.md": async () => (await import("../exports/matrix.ts")).matrixMarkdown,
  needs: async () => (await import("../exports/needs.ts")).needs,
  reqif: async () => (await import("../exports/reqif.ts")).reqif,
};

/** What `findExport` knows. */
export const exportNames: readonly string[] = Object.keys(documents);

/**
 * The reporter of a document for another tool: `matrix.csv`, `matrix.md`, `needs` (sphinx-needs' needs.json), `reqif`. Give
 * it to `report`.
 *
 * @throws TagwrightError `E_EXPORT` for a name that is none
 */
export async function findExport(name: string): Promise<Reporter> {
  const found = Object.hasOwn(documents, name) ? documents[name] : undefined;
  return (
    found?.() ?? fail(`${JSON.stringify(name)}${hint(name, exportNames)}; there are vault, ${exportNames.join(", ")}`)
  );
}
