/** The commands: what they are for, and where they live. Each is loaded when it runs. */
import type { Arguments } from "./args.ts";
import type { ExitCode } from "./exit.ts";
import type { CommandName } from "./flags.ts";

/** Runs a command and says with which code to end. */
export type Run = (args: Arguments, signal: AbortSignal) => Promise<ExitCode>;

/** One command. */
export interface Command {
  readonly usage: string;
  readonly summary: string;
  /** More than a line, for its own help. */
  readonly about: string;
  /** Command lines, and what they do. */
  readonly examples: readonly (readonly [string, string])[];
  readonly load: () => Promise<Run>;
}

/** All commands, in the order of the help. */
export const commands: Readonly<Record<CommandName, Command>> = {
  scan: {
    usage: "scan [paths…] [flags]",
    summary: "Find the tags in files and folders",
    about: "Finds the tags in files and folders (default: the current folder). The path - is standard input.",
    examples: [
      ["tagwright scan", "all tags below the current folder"],
      ["tagwright scan src docs --kind SPEC,TEST", "only two kinds, from two folders"],
      ["tagwright scan --format ndjson | head -3", "one JSON object a line"],
      ["tagwright scan --pattern 'todo=\\bTODO\\b *(?<text>.*)'", "a detector of your own"],
      ["git show HEAD:a.ts | tagwright scan - --stdin-name a.ts", "a text that is no file"],
    ],
    load: async () => (await import("./commands/scan.ts")).runScan,
  },
  config: {
    usage: "config [flags]",
    summary: "Print the options in force, and where each comes from",
    about: "Prints the options that a scan with the same flags would have, and where each value comes from:\na flag, a TAGWRIGHT_… variable, the configuration file, a preset, or the default; the first of them wins.",
    examples: [
      ["tagwright config", "what is in force here"],
      ["tagwright config --preset comprehensive", "what a preset stands for"],
      ["tagwright config --json", "the same for a program"],
    ],
    load: async () => (await import("./commands/config.ts")).runConfig,
  },
  doctor: {
    usage: "doctor [flags]",
    summary: "Say which engine runs, why, and what to do",
    about: "Says which engine a scan would use here, why, where a native binary was looked for, and what to do about it.",
    examples: [
      ["tagwright doctor", "is the native engine in use?"],
      ["tagwright doctor --engine native", "could it be?"],
    ],
    load: async () => (await import("./commands/doctor.ts")).runDoctor,
  },
};

export const commandNames = Object.keys(commands) as CommandName[];
