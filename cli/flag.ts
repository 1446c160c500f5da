/** What a flag is, and which commands and flags of its own the command line has. */
import type { OptionName } from "../index.ts";

/** The commands there are. */
export type CommandName =
  | "scan"
  | "check"
  | "trace"
  | "export"
  | "rename"
  | "migrate"
  | "next-id"
  | "compare"
  | "diff"
  | "watch"
  | "cache"
  | "config"
  | "doctor"
  | "languages"
  | "init"
  | "completions";

/** A flag that is no option of a scan. */
export type OwnName =
  | "format"
  | "output"
  | "vault"
  | "id"
  | "dryRun"
  | "yes"
  | "title"
  | "editorUrl"
  | "repositoryUrl"
  | "color"
  | "kind"
  | "name"
  | "detector"
  | "path"
  | "stats"
  | "changes"
  | "debounce"
  | "verbose"
  | "stdinName"
  | "failOn"
  | "only"
  | "rule"
  | "minCoverage"
  | "baseline"
  | "updateBaseline"
  | "config"
  | "useConfig"
  | "json"
  | "in"
  | "order"
  | "require"
  | "map"
  | "covers"
  | "coveredBy"
  | "changed"
  | "to"
  | "write"
  | "force"
  | "strategy"
  | "help"
  | "version";

/** One spelling of a flag. */
export interface Flag {
  /** What it sets. */
  readonly key: OptionName | OwnName;
  /** Whether it is no option of a scan. */
  readonly own: boolean;
  /** With its dashes. */
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help; none for a switch. */
  readonly value?: string;
  /** What may follow a switch after `=`. */
  readonly optional?: string;
  /** What a switch says when nothing follows it. */
  readonly says: "true" | "false";
  readonly doc: string;
  /** What it says with some commands, where that is another thing. */
  readonly docs?: Partial<Record<CommandName, string>>;
  readonly group: string;
  readonly commands: readonly CommandName[];
  /** Shown in the help: of `--x` and `--no-x` only the one that changes the default. */
  readonly listed: boolean;
}
