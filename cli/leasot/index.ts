/** The commands that stand for leasot's. They keep its flags and exit codes. */
import { runCommand, type Command } from "./command.ts";
import { leasot } from "./find.ts";
import type { Name } from "./names.ts";
import { reporter } from "./reporter.ts";

const commands: Readonly<Record<Name, Command>> = { leasot, "leasot-reporter": reporter };

const end = (code: number): never => process.exit(code);

/** What no command expects: the rest of the command line's ways to end are loaded for it. */
async function fail(error: unknown): Promise<never> {
  const { reportFailure } = await import("../exit.ts");
  return end(await reportFailure(error));
}

/** Runs one of them with the words after its name, to the process's end. */
export async function runLeasot(name: Name, words: readonly string[]): Promise<void> {
  await runCommand(commands[name], words).then(end, fail);
}
