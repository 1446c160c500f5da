import type { ScanOptions, ScanResult } from "../../index.ts";
import type { Arguments } from "../args.ts";
import { showChanges } from "../changes.ts";
import { showDiagnostics } from "../diagnostics.ts";
import { UsageError } from "../exit.ts";
import { print, say } from "../output.ts";
import { paintFor, readSwitch } from "../request.ts";
import { showStats } from "../stats.ts";

const formatOf = (args: Arguments): string => args.own.format?.at(-1) ?? "text";

/** Throws a UsageError, before anything is scanned, if changes cannot be told. */
export function checkChanges(args: Arguments, { cache = false }: ScanOptions): void {
  const format = formatOf(args);
  if (cache === false) throw new UsageError("--changes needs a cache: --cache");
  if (format !== "text" && format !== "json") {
    throw new UsageError(`--changes are written as text or json, not ${JSON.stringify(format)}`);
  }
}

// @CODE:CACHE-008
/** `tagwright scan --changes`: what is new, in place of all tags. */
export async function writeChanges(args: Arguments, result: ScanResult, signal: AbortSignal): Promise<void> {
  const { changes, root, stats } = result;
  const format = formatOf(args);
  if (changes === undefined) throw new UsageError("--changes takes paths, not standard input");
  const parts =
    format === "json"
      ? [`${JSON.stringify({ version: 1, root, changes, stats })}\n`]
      : showChanges(changes, root, paintFor(args, process.stdout));
  await print(process.stdout, parts, signal);
  if (format === "text") await say(showDiagnostics(result, paintFor(args, process.stderr), false), signal);
  if (readSwitch(args, "stats") === true) await say(showStats(stats), signal);
}
