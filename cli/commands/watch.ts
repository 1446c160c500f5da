import { watch, type WatchReport } from "../../index.ts";
import type { Run } from "./run.ts";
import type { Arguments } from "../args.ts";
import { showChanges } from "../changes.ts";
import { showDiagnostics } from "../diagnostics.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { pathsOf } from "../find.ts";
import { print, say } from "../output.ts";
import { paintFor, readConfig } from "../request.ts";

type Show = (report: WatchReport) => Iterable<string>;

/** Milliseconds that `--debounce` says. */
function readDebounce({ own }: Arguments): { debounce?: number } {
  const text = own.debounce?.at(-1);
  if (text === undefined) return {};
  if (!/^\d{1,5}$/.test(text)) throw new UsageError(`--debounce: expected milliseconds, got ${JSON.stringify(text)}`);
  return { debounce: Number(text) };
}

/** How a report is written. */
function readShow(args: Arguments): Show {
  const format = args.own.format?.at(-1) ?? "text";
  if (format === "ndjson") return (report) => [`${JSON.stringify(report)}\n`];
  if (format !== "text") throw new UsageError(`watch writes text or ndjson, not ${JSON.stringify(format)}`);
  const paint = paintFor(args, process.stdout);
  return (report) => showChanges(report, report.root, paint);
}

// @CODE:CACHE-009
/** `tagwright watch`: runs until it is interrupted. */
export const runWatch: Run = async (args, signal) => {
  const [show, debounce] = [readShow(args), readDebounce(args)];
  const { options } = await readConfig(args);
  const err = paintFor(args, process.stderr);
  const isText = args.own.format?.at(-1) !== "ndjson";
  for await (const report of watch(pathsOf(args), { ...options, ...debounce, signal })) {
    await print(process.stdout, show(report), signal);
    if (isText) await say(showDiagnostics(report, err, false), signal);
  }
  return exitCodes.ok;
};
