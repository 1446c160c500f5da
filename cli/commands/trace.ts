import { existsSync } from "node:fs";
import {
  affectedSince,
  chainsAt,
  coveredItems,
  coveringItems,
  coveringTags,
  itemsOf,
  narrow,
  nearest,
  readItems,
  scan,
  TagwrightError,
  trace,
  type Affected,
  type Chain,
  type Place,
  type ResolvedConfig,
  type ScanOptions,
  type ScanResult,
  type TraceResult,
} from "../../index.ts";
import type { Arguments } from "../args.ts";
import type { Run } from "./run.ts";
import { agesFor } from "../ages.ts";
import { readChains } from "../chains.ts";
import { hasErrors, showDiagnostics } from "../diagnostics.ts";
import { visible } from "../escape.ts";
import { exitCodes, UsageError, type ExitCode } from "../exit.ts";
import { splitList } from "../filters.ts";
import { print, say } from "../output.ts";
import { pathShower, rootRelative } from "../place.ts";
import { readLook, writeReports, type Look } from "../report.ts";
import { folderOf, paintFor, readConfig, readSwitch, spelled } from "../request.ts";
import { table } from "../table.ts";

/** What a search found, and what it is put together to. */
interface Work {
  readonly result: ScanResult;
  readonly whole: TraceResult;
  readonly options: ScanOptions;
}

async function work(args: Arguments, { options, sections }: ResolvedConfig, signal: AbortSignal): Promise<Work> {
  const wanted = readChains(args, sections.trace);
  const paths = args.own.in ?? ["."];
  // A mistake in the options must not cost a scan.
  trace([], wanted);
  const result = await scan(paths, { ...options, signal });
  const items = options.dialects?.includes("oft") === true ? await readItems(paths, { ...options, signal }) : [];
  return { result, whole: trace(result, { ...wanted, items }), options };
}

/** Somebody may have named a folder, as for a scan. */
function advice(id: string, known: Iterable<string>): string {
  const near = nearest(id, known);
  if (near !== undefined) return `; did you mean ${JSON.stringify(near)}?`;
  return id !== "" && existsSync(id) ? `; to look in a file or folder: --in ${id}` : "";
}

const unknown = (id: string, known: Iterable<string>): TagwrightError =>
  new TagwrightError("E_TRACE_ID", JSON.stringify(id) + advice(id, known));

function* knownIds({ chains, items }: TraceResult): Iterable<string> {
  for (const { id } of chains) yield id;
  for (const { id } of items?.items ?? []) yield id;
}

const isKnown = (whole: TraceResult, id: string): boolean =>
  whole.chain(id) !== undefined || (whole.items !== undefined && itemsOf(whole.items, id).length > 0);

function checkId(whole: TraceResult, id: string): void {
  if (!isKnown(whole, id)) throw unknown(id, knownIds(whole));
}

/** One line of an answer. */
interface Row {
  readonly how: string;
  readonly id: string;
  readonly place: Place;
}

async function printRows({ result }: Work, rows: readonly Row[], json: boolean, signal: AbortSignal): Promise<void> {
  const show = pathShower(result.root);
  const flat = rows.map(({ how, id, place }) => ({
    how,
    id,
    path: place.path,
    line: place.line,
    column: place.column,
  }));
  const lines = rows.map(({ how, id, place }) => [how, visible(id), `${show(place.path)}:${place.line}`]);
  await print(process.stdout, json ? [`${JSON.stringify(flat, null, 2)}\n`] : table(lines, 0), signal);
}

/** What covers an id, or what it covers: items by their links, chains by their types. */
function related({ whole }: Work, id: string, isCovering: boolean): Row[] {
  checkId(whole, id);
  const { items, rule } = whole;
  const find = isCovering ? coveringItems : coveredItems;
  const linked = items === undefined ? [] : find(items, id);
  const tags = isCovering ? coveringTags(whole, id) : (whole.chain(id)?.tags(rule.order[0]) ?? []);
  return [
    ...linked.map(({ item, state }) => ({ how: state as string, id: item.id, place: item })),
    ...tags.map((tag) => ({ how: tag.kind, id: tag.name, place: tag })),
  ];
}

const affectedRows = (found: readonly Affected[]): Row[] =>
  found.flatMap(({ id, reach, places }) => places.map((place) => ({ how: reach, id, place })));

/** The chains that ids, paths and changes leave. */
function choose({ whole, result, options }: Work, args: Arguments, affected: readonly Affected[] | undefined): Chain[] {
  let chains: readonly Chain[] = whole.chains;
  if (args.paths.length > 0) chains = args.paths.flatMap((id) => whole.chain(id) ?? []);
  if (affected !== undefined) {
    const ids = new Set(affected.map(({ id }) => id));
    chains = chains.filter(({ id }) => ids.has(id));
  }
  if (args.own.path === undefined) return [...chains];
  const folders = splitList(args.own.path).flatMap(
    (typed) => rootRelative(result.root, folderOf(options), typed) ?? [],
  );
  const there = new Set(folders.flatMap((folder) => chainsAt(whole, folder)));
  return chains.filter((chain) => there.has(chain));
}

async function report(look: Look, args: Arguments, done: Work, signal: AbortSignal): Promise<void> {
  const { whole, result, options } = done;
  for (const id of args.paths) checkId(whole, id);
  const ref = args.own.changed?.at(-1);
  const affected = ref === undefined ? undefined : await affectedSince(whole, ref, { ...options, root: result.root });
  if (affected !== undefined && args.own.format === undefined && args.own.output === undefined) {
    const rows = affectedRows(affected).filter(({ id }) => args.paths.length === 0 || args.paths.includes(id));
    return printRows(done, rows, readSwitch(args, "json") ?? false, signal);
  }
  const isWhole = args.paths.length === 0 && affected === undefined && args.own.path === undefined;
  const part = isWhole ? whole : narrow(whole, choose(done, args, affected), whole.items);
  const request = { result, trace: part, about: "trace" as const, ...(await agesFor(look, result)) };
  await writeReports(look, args, request, signal);
}

const relations = (done: Work, { own: { covers = [], coveredBy = [] } }: Arguments): Row[] => [
  ...splitList(covers).flatMap((id) => related(done, id, true)),
  ...splitList(coveredBy).flatMap((id) => related(done, id, false)),
];

/** Flags about chains, which say nothing of what covers an id. */
const CHOOSING = ["changed", "path", "format", "output"] as const;

/** Whether JSON is asked for. Throws UsageError where another format is, too. */
function readJson(args: Arguments): boolean {
  const json = readSwitch(args, "json") ?? false;
  const other = json ? args.own.format?.find((format) => format !== "json") : undefined;
  if (other === undefined) return json;
  throw new UsageError(`--json and --format ${other} cannot be had at once`);
}

/** What the command line asks for. Throws UsageError for two things at once. */
function readAsked({ own, paths }: Arguments): "chains" | "relations" {
  const flag = own.covers === undefined ? own.coveredBy && "--covered-by" : "--covers";
  if (flag === undefined) return "chains";
  const other = CHOOSING.find((name) => own[name] !== undefined);
  if (other !== undefined) throw new UsageError(`${flag} and ${spelled(other)} cannot be had at once`);
  if (paths.length > 0) throw new UsageError(`${flag} names the id itself; leave out ${JSON.stringify(paths[0])}`);
  return "relations";
}

/** `tagwright trace`. */
export const runTrace: Run = async (args, signal): Promise<ExitCode> => {
  const json = readJson(args);
  const { format } = args.own;
  const asked = readAsked(args);
  const config = await readConfig(args);
  const look = await readLook(
    json && format === undefined ? { ...args, own: { ...args.own, format: ["json"] } } : args,
    config,
  );
  const done = await work(args, config, signal);
  signal.throwIfAborted();
  try {
    if (asked === "chains") await report(look, args, done, signal);
    else await printRows(done, relations(done, args), json, signal);
  } catch (error) {
    // An id may be unknown because of what was not read.
    if (error instanceof TagwrightError)
      await say(showDiagnostics(done.result, paintFor(args, process.stderr), false), signal);
    throw error;
  }
  return hasErrors(done.result) ? exitCodes.usage : exitCodes.ok;
};
