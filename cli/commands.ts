/** The commands: what they are for, and what runs them. */
import type { Run } from "./commands/run.ts";
import type { CommandName } from "./flags.ts";
import { runConfig } from "./commands/config.ts";
import { runDoctor } from "./commands/doctor.ts";
import { runLanguages } from "./commands/languages.ts";
import { runScan } from "./commands/scan.ts";

/** One command. */
export interface Command {
  readonly usage: string;
  readonly summary: string;
  /** More than a line, for its own help. */
  readonly about: string;
  /** Command lines, and what they do. */
  readonly examples: readonly (readonly [string, string])[];
  readonly run: Run;
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
      ["tagwright scan --kind TODO,FIXME --note-needs reference", "notes that say whose they are"],
      ["tagwright scan --pattern 'perf=\\bPERF\\b *(?<text>.*)' --zones perf=comment", "a detector of your own"],
      ["git show HEAD:a.ts | tagwright scan - --stdin-name a.ts", "a text that is no file"],
    ],
    run: runScan,
  },
  config: {
    usage: "config [flags]",
    summary: "Print the options in force, and where each comes from",
    about:
      "Prints the options that a scan with the same flags would have, and where each value comes from: a flag, a TAGWRIGHT_… variable, the configuration file, a preset, or the default; the first of them wins.",
    examples: [
      ["tagwright config", "what is in force here"],
      ["tagwright config --preset comprehensive", "what a preset stands for"],
      ["tagwright config --json", "the same for a program"],
    ],
    run: runConfig,
  },
  doctor: {
    usage: "doctor [flags]",
    summary: "Say which engine runs, why, and what to do",
    about:
      "Says which engine a scan would use here, why, where a native binary was looked for, and what to do about it.",
    examples: [
      ["tagwright doctor", "is the native engine in use?"],
      ["tagwright doctor --engine native", "could it be?"],
    ],
    run: runDoctor,
  },
  languages: {
    usage: "languages [flags]",
    summary: "List the languages whose comments are known",
    about:
      "Lists the languages whose comments and strings are known, how their files are told, and what opens their comments.",
    examples: [
      ["tagwright languages", "which there are"],
      ["tagwright languages --json", "all that is known of them, for a program"],
    ],
    run: runLanguages,
  },
};

export const commandNames = Object.keys(commands) as CommandName[];
