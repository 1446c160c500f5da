/** The scan of a command line. */
import { scan, type ScanOptions, type ScanResult } from "../index.ts";
import type { Arguments } from "./args.ts";
import { UsageError } from "./exit.ts";
import { makeProgress } from "./progress.ts";

const STDIN = "-";

/** What reads a stream, and what scans a text at once, on either engine, is loaded when it is wanted. */
async function scanStdin({ own }: Arguments, options: ScanOptions, signal: AbortSignal): Promise<ScanResult> {
  const { scanInput } = await import("./input.ts");
  return scanInput({ ...options, path: own.stdinName?.at(-1) ?? "stdin" }, signal);
}

async function scanPaths(paths: readonly string[], options: ScanOptions, signal: AbortSignal): Promise<ScanResult> {
  const bar = makeProgress();
  try {
    return await scan(paths, { ...options, signal, ...(bar === undefined ? {} : { onProgress: bar.update }) });
  } finally {
    bar?.stop();
  }
}

/** What a command line names: the current folder, if nothing. */
export const pathsOf = ({ paths }: Arguments): readonly string[] => (paths.length === 0 ? ["."] : paths);

/** Scans what a command line names. */
export function find(args: Arguments, options: ScanOptions, signal: AbortSignal): Promise<ScanResult> {
  const paths = pathsOf(args);
  if (!paths.includes(STDIN)) return scanPaths(paths, options, signal);
  if (paths.length > 1)
    throw new UsageError("standard input (-) cannot be mixed with other paths; a file of that name is ./-");
  return scanStdin(args, options, signal);
}
