/** How a run ends: exit codes, and what is said about errors. */
import { TagwrightError } from "../index.ts";
import { visible } from "./escape.ts";
import { OutputError, say } from "./output.ts";

/** What the process says when it ends; see docs/reference/cli.md. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, bug: 3, interrupted: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A command line that cannot be served. `hint` says where to read on. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly hint: string;

  constructor(message: string, hint = "") {
    super(message);
    this.hint = hint;
  }
}

/** The reason of a run that the user stopped. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Safe for a terminal, since messages quote names and values; the lines of a drawing stay lines. */
const words = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n").map(visible).join("\n");

/** The code ends the first line: below it a pattern may be drawn. */
const coded = (error: TagwrightError): string => words(error).replace(/$/m, ` (${error.code})`);

async function reportBug(error: unknown): Promise<ExitCode> {
  const trace = process.env.TAGWRIGHT_DEBUG && error instanceof Error ? `${error.stack}\n` : "";
  const told = error instanceof TagwrightError ? words(error) : `internal error, please report it: ${words(error)}`;
  await say([`tagwright: ${told}\n`, trace || "Set TAGWRIGHT_DEBUG=1 to see where it happened.\n"]);
  return exitCodes.bug;
}

async function reportUsage(message: string, hint = ""): Promise<ExitCode> {
  await say([`tagwright: ${message}\n`, hint && `${hint}\n`]);
  return exitCodes.usage;
}

/** The folder we run in was removed: Node cannot even name it. */
const isLostFolder = (error: unknown): boolean => (error as { syscall?: unknown } | null)?.syscall === "uv_cwd";

/** Says what went wrong, and with which code to end. A reader that had enough is no failure. */
export async function reportFailure(error: unknown): Promise<ExitCode> {
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (error instanceof OutputError) return error.isClosed ? exitCodes.ok : reportUsage(words(error));
  if (error instanceof UsageError) return reportUsage(words(error), visible(error.hint));
  if (error instanceof TagwrightError && error.code !== "E_INTERNAL") return reportUsage(coded(error));
  if (isLostFolder(error)) return reportUsage("the current folder no longer exists");
  return reportBug(error);
}
