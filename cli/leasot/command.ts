/** What leasot's two commands share: arguments, help, standard input, output, exit codes. */
import type { TodoComment } from "../../leasot.ts";
import { report } from "../../leasot.ts";
import { choosePaint } from "../color.ts";
import { print, say } from "../output.ts";
import { ArgumentError, readArguments, type Arguments } from "./args.ts";
import type { Flag } from "./flags.ts";

/** The version that the commands stand for. */
const VERSION = "14.4.0";

/** A command. */
export interface Command {
  readonly name: string;
  readonly about: string;
  readonly flags: readonly Flag[];
  /** Command lines, and what they do. */
  readonly examples: readonly (readonly [string, string])[];
  /** Gives the exit code. */
  run(args: Arguments): Promise<number>;
}

const isPlain = process.platform !== "win32" && process.env.TERM === "linux";

/** What is said on standard output instead of a report. */
export async function tell(kind: "warning" | "error", message: string): Promise<number> {
  const paint = choosePaint(undefined, process.stdout);
  const sign = kind === "warning" ? paint("yellow", isPlain ? "‼" : "⚠") : paint("red", isPlain ? "×" : "✖");
  await print(process.stdout, [`${sign} ${message}\n`]);
  return 1;
}

/** What reading a file says, without where in us it happened. */
function showError({ message, errno, code, syscall, path }: NodeJS.ErrnoException): void {
  const error = Object.assign(new Error(message), { errno, code, syscall, path });
  error.stack = String(error);
  console.log(error);
}

const isReading = (error: unknown): error is NodeJS.ErrnoException =>
  ["open", "read"].includes(String((error as NodeJS.ErrnoException | null)?.syscall));

/** Says what an error is: of a file that cannot be read on standard output, as leasot does. */
export async function explain(error: unknown): Promise<number> {
  if (isReading(error)) showError(error);
  else await say([`${String(error)}\n`]);
  return 1;
}

/** The last use of a flag. */
export const lastOf = ({ uses }: Arguments, name: string): string | true | undefined => uses.get(name)?.at(-1);

/** The last list that a flag gave. */
export function listOf(args: Arguments, name: string): string[] {
  const last = lastOf(args, name);
  return typeof last === "string" ? last.split(",") : [];
}

/** All of standard input, or undefined where somebody would have to type it. */
export async function readInput(): Promise<string | undefined> {
  if (process.stdin.isTTY) return undefined;
  const { readStdin } = await import("../stdin.ts");
  return (await readStdin(new AbortController().signal)).toString("utf8");
}

async function write(output: unknown): Promise<void> {
  if (typeof output === "string") return print(process.stdout, [`${output}\n`]);
  console.log(output);
}

/** Reports, and gives the exit code: 1 if there is anything, unless it is to be 0. A report that fails is only said. */
export async function finish(items: readonly TodoComment[], args: Arguments): Promise<number> {
  try {
    await write(await report(items as TodoComment[], (lastOf(args, "--reporter") ?? "table") as string));
  } catch (error) {
    await say([`${String(error)}\n`]);
  }
  if (lastOf(args, "--exit-nicely") !== undefined) return 0;
  return items.length ? 1 : 0;
}

const spelling = ({ name, short, value, isOptional }: Flag): string =>
  `${short}, ${name}${value === undefined ? "" : isOptional ? ` [${value}]` : ` <${value}>`}`;

/** A command's help. */
export function helpText({ name, about, flags, examples }: Command): string {
  const width = Math.max(...flags.map((flag) => spelling(flag).length));
  return [
    `Usage: tagwright ${name} [options] <file ...>`,
    "",
    about,
    "",
    "Options:",
    ...flags.map((flag) => `  ${spelling(flag).padEnd(width)}  ${flag.doc}`),
    "",
    "Examples:",
    ...examples.flatMap(([line, text]) => [`  # ${text}`, `  ${line}`]),
    "",
  ].join("\n");
}

async function readOrSay(command: Command, words: readonly string[]): Promise<Arguments | undefined> {
  try {
    return readArguments(command.flags, words);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    await say([`error: ${error.message}\n`]);
    return undefined;
  }
}

/** Runs a command; gives the exit code. */
export async function runCommand(command: Command, words: readonly string[]): Promise<number> {
  const args = await readOrSay(command, words);
  if (args === undefined) return 1;
  const { uses } = args;
  if (uses.has("--version")) await print(process.stdout, [`${VERSION}\n`]);
  else if (uses.has("--help")) await print(process.stdout, [helpText(command)]);
  else return command.run(args);
  return 0;
}
