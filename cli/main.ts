import { version } from "../index.ts";
import { readArguments, readOn } from "./args.ts";
import { commands } from "./commands.ts";
import { visible } from "./escape.ts";
import { exitCodes, Interrupted, reportFailure, UsageError, type ExitCode } from "./exit.ts";
import { helpText } from "./help.ts";
import { print, say } from "./output.ts";

/** The first Ctrl-C ends the scan in order; a second one, by Node's default, at once. */
function listenForInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort(new Interrupted("interrupted")));
  return controller.signal;
}

/** Warnings read like ours. Features that Node calls experimental are its own business. */
function listenForWarnings(): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    if (name !== "ExperimentalWarning") void say([`tagwright: warning: ${visible(message)}\n`]);
  });
}

async function main(args: readonly string[]): Promise<ExitCode> {
  const signal = listenForInterrupt();
  const read = readArguments(args);
  const { command, own } = read;
  if (own.version === undefined && own.help === undefined && command !== undefined) {
    return commands[command].run(read, signal);
  }
  if (own.version === undefined && own.help === undefined && args.length > 0) {
    throw new UsageError("no command given", readOn());
  }
  await print(process.stdout, [own.version === undefined ? helpText(command) : `tagwright ${version}\n`]);
  return exitCodes.ok;
}

/** Everything was written and waited for: whatever is still open, like a pipe nobody closes, must not hold us. */
const end = (code: ExitCode): never => process.exit(code);
const fail = (error: unknown): void => void reportFailure(error).then(end);

/** Node would end with 0 once nothing is left to wait for, and whoever asked would take it for a verdict. */
const unfinished = (): UsageError =>
  new UsageError("ended before it was done: a configuration, rule or reporter waits for something that never comes");

/** Runs a command line to the process's end. */
export function runMain(args: readonly string[]): void {
  listenForWarnings();
  process.once("beforeExit", () => fail(unfinished()));
  process.on("uncaughtException", fail);
  main(args).then(end, fail);
}
