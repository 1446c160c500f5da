import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import {
  check,
  makeBaseline,
  readItems,
  reasonOf,
  scanOptionsFor,
  trace,
  type CheckResult,
  type Policy,
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
import { exitCodes, UsageError } from "../exit.ts";
import { writeWhole } from "../file.ts";
import { find, pathsOf } from "../find.ts";
import { counted } from "../number.ts";
import { say } from "../output.ts";
import { readLook, writeReports } from "../report.ts";
import { folderOf, paintFor, readConfig, readSwitch } from "../request.ts";

/** What stands left and right of `=`. */
function readPair(flag: string, text: string, what: string): [string, string] {
  const at = text.lastIndexOf("=");
  if (at < 1) throw new UsageError(`${flag}: expected ${what}, got ${JSON.stringify(text)}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function readLeast(text: string): [string, number] {
  const [type, least] = readPair("--min-coverage", text, "TYPE=PERCENT");
  if (/^\d{1,3}(\.\d+)?$/.test(least) && Number(least) <= 100) return [type, Number(least)];
  throw new UsageError(`--min-coverage: expected a percentage from 0 to 100 for ${type}, got ${JSON.stringify(least)}`);
}

/** A severity goes where the file's options are. */
function readRules(texts: readonly string[], said: Policy["rules"] = {}): Policy["rules"] {
  const pairs = texts.map((text) => readPair("--rule", text, "RULE=SEVERITY"));
  const set = pairs.map(([id, severity]) => {
    const before = said[id];
    return [id, typeof before === "object" ? { ...before, severity } : severity] as const;
  });
  return { ...said, ...Object.fromEntries(set) };
}

/** The file's policy, and what flags say over it. What a file holds is checked by `check`. */
function readPolicy({ own }: Arguments, { sections }: ResolvedConfig): Policy {
  const said = (sections.check ?? {}) as Policy;
  if (typeof said !== "object" || Array.isArray(said)) return said;
  const flags: Record<string, unknown> = {};
  if (own.failOn !== undefined) flags.failOn = own.failOn.at(-1);
  if (own.rule !== undefined) flags.rules = readRules(own.rule, said.rules);
  if (own.minCoverage !== undefined)
    flags.minCoverage = { ...said.minCoverage, ...Object.fromEntries(own.minCoverage.map(readLeast)) };
  return { ...said, ...flags };
}

/** A baseline that a flag names lies where the command runs; one that a file names, where that lies. */
function placeOf({ own }: Arguments, { file, options }: ResolvedConfig, policy: Policy): string | undefined {
  const named = own.baseline?.at(-1);
  if (named !== undefined) return resolve(folderOf(options), named);
  return typeof policy.baseline === "string" ? resolve(dirname(file ?? "."), policy.baseline) : undefined;
}

async function load(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    const make = error.code === "ENOENT" ? "; --update-baseline makes it" : "";
    throw new UsageError(`cannot read the baseline ${visible(path)}: ${reasonOf(error)}${make}`);
  });
}

async function traceAll(
  args: Arguments,
  { sections }: ResolvedConfig,
  options: ScanOptions,
  result: ScanResult,
): Promise<TraceResult> {
  const said = readChains(args, sections.trace);
  if (!options.dialects?.includes("oft") || args.paths.includes("-")) return trace(result, said);
  return trace(result, { ...said, items: await readItems(pathsOf(args), options) });
}

async function update(
  path: string,
  result: ScanResult,
  found: CheckResult,
  args: Arguments,
  signal: AbortSignal,
): Promise<void> {
  await writeWhole(path, [await makeBaseline(found)], signal);
  await say(showDiagnostics(result, paintFor(args, process.stderr), false), signal);
  await say([`${visible(path)} holds ${counted(found.findings.length, "finding")} now\n`], signal);
}

/** What is a finding already is not said again. */
function quiet(result: ScanResult): Pick<ScanResult, "root" | "tags" | "diagnostics" | "stats" | "files"> {
  const { root, tags, stats, files } = result;
  const diagnostics = result.diagnostics.filter(({ code }) => !code.startsWith("E_TAG_"));
  return { root, tags, stats, diagnostics, ...(files === undefined ? {} : { files }) };
}

/** `tagwright check`. */
export const runCheck: Run = async (args, signal) => {
  const config = await readConfig(args);
  const look = await readLook(args, config);
  const policy = readPolicy(args, config);
  const path = placeOf(args, config, policy);
  const isUpdate = readSwitch(args, "updateBaseline") ?? false;
  if (isUpdate && path === undefined)
    throw new UsageError(
      "--update-baseline needs to know the file: --baseline=<file>, or check.baseline in the configuration",
    );
  const options = { ...config.options, ...(await scanOptionsFor(policy)) };
  const baseline = path === undefined || isUpdate ? undefined : await load(path);
  const result = await find(args, options, signal);
  signal.throwIfAborted();
  const traced = await traceAll(args, config, options, result);
  const found = await check(result, path === undefined ? policy : { ...policy, baseline: path }, {
    trace: traced,
    baseline,
  });
  if (isUpdate) await update(path!, result, found, args, signal);
  else
    await writeReports(
      look,
      args,
      { result: quiet(result), trace: traced, check: found, about: "findings", ...(await agesFor(look, result)) },
      signal,
    );
  if (hasErrors(result)) return exitCodes.usage;
  return found.failed && !isUpdate ? exitCodes.failed : exitCodes.ok;
};
