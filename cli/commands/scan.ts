import { nearest, scan, scanText, type ScanOptions, type ScanResult } from "../../index.ts";
import type { Arguments } from "../args.ts";
import type { Paint } from "../color.ts";
import type { Run } from "./run.ts";
import type { Format, Report } from "../formats/format.ts";
import { hasErrors, showDiagnostics } from "../diagnostics.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { filterTags } from "../filters.ts";
import { csv } from "../formats/csv.ts";
import { json } from "../formats/json.ts";
import { ndjson } from "../formats/ndjson.ts";
import { text } from "../formats/text.ts";
import { print, say } from "../output.ts";
import { makeProgress } from "../progress.ts";
import { folderOf, paintFor, readConfig, readSwitch } from "../request.ts";
import { showStats } from "../stats.ts";
import { readStdin } from "../stdin.ts";

const formats: Readonly<Record<string, Format>> = { text, json, ndjson, csv };
const STDIN = "-";

function readFormat({ own }: Arguments): Format {
  const word = own.format?.at(-1) ?? "text";
  if (Object.hasOwn(formats, word)) return formats[word]!;
  const known = Object.keys(formats);
  const near = nearest(word, known);
  throw new UsageError(
    `unknown format ${JSON.stringify(word)}${near === undefined ? "" : `; did you mean ${near}?`} There are ${known.join(", ")}`,
  );
}

async function scanStdin({ own }: Arguments, options: ScanOptions, signal: AbortSignal): Promise<ScanResult> {
  const content = await readStdin(signal);
  return scanText(content, { ...options, path: own.stdinName?.at(-1) ?? "stdin" });
}

async function scanPaths(paths: readonly string[], options: ScanOptions, signal: AbortSignal): Promise<ScanResult> {
  const bar = makeProgress();
  try {
    return await scan(paths, { ...options, signal, ...(bar === undefined ? {} : { onProgress: bar.update }) });
  } finally {
    bar?.stop();
  }
}

function find(args: Arguments, options: ScanOptions, signal: AbortSignal): Promise<ScanResult> {
  const paths = args.paths.length === 0 ? ["."] : args.paths;
  if (!paths.includes(STDIN)) return scanPaths(paths, options, signal);
  if (paths.length > 1)
    throw new UsageError("standard input (-) cannot be mixed with other paths; a file of that name is ./-");
  return scanStdin(args, options, signal);
}

/** How a result is to be shown. */
interface Look {
  readonly format: Format;
  readonly verbose: boolean;
  readonly stats: boolean;
  readonly out: Paint;
  readonly err: Paint;
}

/** All of it is read before the work begins: a mistake must not cost a scan. */
const readLook = (args: Arguments): Look => ({
  format: readFormat(args),
  verbose: readSwitch(args, "verbose") ?? false,
  stats: readSwitch(args, "stats") ?? false,
  out: paintFor(args, process.stdout),
  err: paintFor(args, process.stderr),
});

async function show({ format, verbose, stats, err }: Look, report: Report, signal: AbortSignal): Promise<void> {
  await print(process.stdout, format.body(report), signal);
  if (!format.holdsDiagnostics) await say(showDiagnostics(report.result, err, verbose), signal);
  if (format.tail !== undefined) await print(process.stdout, format.tail(report), signal);
  if (stats) await say(showStats(report.result.stats), signal);
}

/** `tagwright scan`. */
export const runScan: Run = async (args, signal) => {
  const look = readLook(args);
  const { options } = await readConfig(args);
  const result = await find(args, options, signal);
  signal.throwIfAborted();
  const tags = filterTags(result, args, folderOf(options));
  await show(look, { result, tags, paint: look.out }, signal);
  return hasErrors(result) ? exitCodes.usage : exitCodes.ok;
};
