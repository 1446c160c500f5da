import {
  exportVault,
  findExport,
  formatNames,
  makeReport,
  readItems,
  scan,
  tagsBeside,
  trace,
  type ExportStep,
  type ReportRequest,
} from "../../index.ts";
import { choices, readOn, type Arguments } from "../args.ts";
import type { Paint } from "../color.ts";
import type { Run } from "./run.ts";
import { readChains } from "../chains.ts";
import { hasErrors, showDiagnostics } from "../diagnostics.ts";
import { visible } from "../escape.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { writeWhole } from "../file.ts";
import { filterTags, namesIn } from "../filters.ts";
import { counted } from "../number.ts";
import { print, say } from "../output.ts";
import { linkOptions, titleOf } from "../report.ts";
import { folderOf, paintFor, readConfig, readSwitch, spelled } from "../request.ts";

/** Lines around a tag that a note shows where nothing is said. */
const CONTEXT = 2;

const VAULT = "vault";
const extensions: Readonly<Record<string, string>> = { csv: "csv", markdown: "md" };

const WHAT = [VAULT, "matrix", "needs", "reqif"];

function checkWhat(word: string | undefined): string {
  if (word === undefined) throw new UsageError("export what? vault, matrix, needs or reqif", readOn("export"));
  if (WHAT.includes(word)) return word;
  throw new UsageError(`cannot export ${JSON.stringify(word)}${choices(word, WHAT)}`, readOn("export"));
}

/** Flags that only one export knows. */
const knownBy = { vault: VAULT, id: VAULT, dryRun: VAULT, format: "matrix" } as const;

/** Throws UsageError for a flag that says nothing here: what it asks for would not be done. */
function checkFlags(word: string, { own }: Arguments): void {
  for (const key of Object.keys(knownBy) as (keyof typeof knownBy)[]) {
    if (own[key] !== undefined && knownBy[key] !== word)
      throw new UsageError(`${spelled(key)} belongs to export ${knownBy[key]}, not to export ${word}`);
  }
  if (word === VAULT && own.output !== undefined)
    throw new UsageError("export vault writes notes to --vault, and nothing to --output");
}

/** The name of a document: a matrix has two forms. */
function nameOf(word: string, { own }: Arguments): string {
  if (word !== "matrix") return word;
  const format = own.format?.at(-1) ?? (own.output?.at(-1)?.endsWith(".md") ? "markdown" : "csv");
  if (Object.hasOwn(extensions, format)) return `matrix.${extensions[format]}`;
  const why = formatNames.includes(format) ? "a matrix is csv or markdown" : "unknown format";
  throw new UsageError(`--format ${format}: ${why}`);
}

const colors = { create: "green", update: "yellow", remove: "red", keep: "dim" } as const;

function* showSteps(steps: readonly ExportStep[], isPlan: boolean, paint: Paint): Iterable<string> {
  const changes = steps.filter(({ action }) => action !== "keep");
  for (const { action, path } of changes) yield `${paint(colors[action], action)} ${visible(path)}\n`;
  const verb = isPlan ? "would change" : "changed";
  yield `${counted(steps.length, "note")}, ${changes.length} ${verb}\n`;
}

async function toVault(vault: string, request: ReportRequest, args: Arguments, signal: AbortSignal): Promise<void> {
  const dryRun = readSwitch(args, "dryRun") ?? false;
  const ids = args.own.id === undefined ? {} : { ids: namesIn("id", args.own.id) };
  const steps = await exportVault(request, { vault, dryRun, ...ids });
  await print(process.stdout, showSteps(steps, dryRun, paintFor(args, process.stdout)), signal);
}

async function toDocument(name: string, request: ReportRequest, args: Arguments, signal: AbortSignal): Promise<void> {
  const parts = (await findExport(name))(makeReport(request));
  const output = args.own.output?.at(-1) ?? "-";
  await (output === "-" ? print(process.stdout, parts, signal) : writeWhole(output, parts, signal));
}

/** Volatile only where nobody says what time it is: the same tree then gives the same bytes. */
function clock(): { now?: number } {
  const seconds = Number(process.env.SOURCE_DATE_EPOCH);
  return process.env.SOURCE_DATE_EPOCH && Number.isFinite(seconds) ? { now: seconds * 1000 } : {};
}

/** `tagwright export`. */
export const runExport: Run = async (args, signal) => {
  const [word, ...paths] = args.paths;
  checkFlags(checkWhat(word), args);
  const name = nameOf(word!, args);
  const vault = args.own.vault?.at(-1);
  // A mistake in the options must not cost a scan.
  if (name !== VAULT) await findExport(name);
  else if (!vault) throw new UsageError("export vault needs --vault=<folder>");
  const config = await readConfig(args);
  const { options, sections } = config;
  const links = linkOptions(args, config);
  const chains = readChains(args, sections.trace);
  trace([], chains);
  const where = paths.length === 0 ? ["."] : paths;
  const result = await scan(where, { context: CONTEXT, ...options, signal });
  const items = options.dialects?.includes("oft") === true ? await readItems(where, { ...options, signal }) : [];
  const chosen = filterTags(result, args, folderOf(options));
  const tags = !vault ? chosen : await tagsBeside(vault, { result, tags: chosen });
  const request = {
    result,
    tags,
    trace: trace(tags, { ...chains, items }),
    options: { title: titleOf(result.root), ...links, ...clock() },
  };
  await (name === VAULT ? toVault(vault!, request, args, signal) : toDocument(name, request, args, signal));
  await say(showDiagnostics(result, paintFor(args, process.stderr), readSwitch(args, "verbose") ?? false), signal);
  return hasErrors(result) ? exitCodes.usage : exitCodes.ok;
};
