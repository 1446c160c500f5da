/** Every flag of the command line: its own, and those that the table of options gives. */
import { optionNames, rowOf, type OptionName } from "../index.ts";
import { sized } from "./number.ts";

/** The commands there are. */
export type CommandName = "scan" | "config" | "doctor" | "languages";

/** A flag that is no option of a scan. */
export type OwnName =
  | "format"
  | "color"
  | "kind"
  | "name"
  | "detector"
  | "path"
  | "stats"
  | "verbose"
  | "stdinName"
  | "config"
  | "useConfig"
  | "json"
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
  /** What a switch says when nothing follows it. */
  readonly says: "true" | "false";
  readonly doc: string;
  readonly group: string;
  readonly commands: readonly CommandName[];
  /** Shown in the help: of `--x` and `--no-x` only the one that changes the default. */
  readonly listed: boolean;
}

type Row = Pick<Flag, "name" | "doc" | "group" | "commands"> & Partial<Flag>;

const ALL = ["scan", "config", "doctor", "languages"] as const;
const CONFIGURED = ["scan", "config", "doctor"] as const;
const SCAN = ["scan"] as const;
const OUTPUT = "Output";
const FILTERS = "Filters, applied to what was found (repeatable, or lists with commas; \\, is a comma)";
const CONFIGURATION = "Configuration";

/** The command line's own flags. */
const own: Readonly<Record<string, Row>> = {
  format: {
    name: "--format",
    value: "text|json|ndjson|csv",
    doc: "How tags are printed (default: text); languages: text or json",
    group: OUTPUT,
    commands: ["scan", "languages"],
  },
  color: {
    name: "--color",
    doc: "Colour the text, or not: --no-color (default: on a terminal)",
    group: OUTPUT,
    commands: ALL,
  },
  stats: { name: "--stats", doc: "Print counters and times to stderr", group: OUTPUT, commands: SCAN },
  verbose: { name: "--verbose", doc: "Also report what was skipped, and why", group: OUTPUT, commands: SCAN },
  stdinName: {
    name: "--stdin-name",
    value: "path",
    doc: "The path that standard input (-) is to have (default: stdin)",
    group: OUTPUT,
    commands: SCAN,
  },
  kind: {
    name: "--kind",
    value: "list",
    doc: "Only tags of these kinds: SPEC, CODE, …",
    group: FILTERS,
    commands: SCAN,
  },
  name: { name: "--name", value: "list", doc: "Only tags of these names", group: FILTERS, commands: SCAN },
  detector: {
    name: "--detector",
    value: "list",
    doc: "Only tags that these detectors found",
    group: FILTERS,
    commands: SCAN,
  },
  path: { name: "--path", value: "list", doc: "Only tags in these files or folders", group: FILTERS, commands: SCAN },
  json: { name: "--json", doc: "Print JSON", group: OUTPUT, commands: ["config", "doctor", "languages"] },
  config: {
    name: "--config",
    value: "file",
    doc: "Use this configuration file (default: the nearest one)",
    group: CONFIGURATION,
    commands: CONFIGURED,
  },
  useConfig: {
    name: "--no-config",
    says: "false",
    doc: "Use no configuration file",
    group: CONFIGURATION,
    commands: CONFIGURED,
  },
  help: { name: "--help", short: "h", doc: "Print this help", group: "", commands: ALL, listed: false },
  version: { name: "--version", short: "v", doc: "Print the version", group: "", commands: ALL, listed: false },
};

/** Where the help lists an option; the others are about the work. */
const groups: Readonly<Record<string, readonly OptionName[]>> = {
  "What is looked for": [
    ...(["detectors", "dialects", "patterns", "zones", "noteKeywords", "noteIgnoreCase", "noteNeeds"] as const),
    ...(["noteMinText", "noteMaxText", "noteJoin"] as const),
  ],
  Where: ["hidden", "ignore", "skipDirs", "include", "exclude", "follow", "outside", "maxFileSize", "root", "cwd"],
  [OUTPUT]: ["context", "hash"],
  [CONFIGURATION]: ["preset"],
};
const WORK = "How";

const groupOf = (name: OptionName): string =>
  Object.keys(groups).find((group) => groups[group]!.includes(name)) ?? WORK;

/** Groups in the order of the help. */
export const groupNames: readonly string[] = ["What is looked for", "Where", FILTERS, OUTPUT, WORK, CONFIGURATION];

const ownFlags: readonly Flag[] = Object.entries(own).map(([key, row]) => ({
  says: "true",
  listed: true,
  ...row,
  key: key as OwnName,
  own: true,
}));

/** Zero, off and nothing are what one expects anyway. */
function shownDefault(value: unknown, isSize: boolean): string {
  if (typeof value === "boolean" || !value || value.toString() === "") return "";
  if (isSize) return ` (default: ${sized(Number(value))})`;
  return typeof value === "object" && !Array.isArray(value) ? "" : ` (default: ${String(value)})`;
}

function optionFlag(key: OptionName): Flag[] {
  const { flag, doc, default: value } = rowOf(key);
  if (flag === undefined) return [];
  const says = flag.name.startsWith("--no-") ? "false" : "true";
  const shown =
    says === "false" ? doc.replace(/^Obey/, "Do not obey") : doc + shownDefault(value, flag.value === "size");
  const commands: readonly CommandName[] = key === "engine" ? CONFIGURED : ["scan", "config"];
  return [{ key, own: false, ...flag, says, doc: shown, group: groupOf(key), commands, listed: true }];
}

/** The other spelling of a switch: whatever a file or a variable turned on can be turned off again. */
function opposite(flag: Flag): Flag[] {
  if (flag.value !== undefined || flag.group === "" || flag.key === "useConfig") return [];
  const no = flag.says === "true";
  const bare = flag.name.replace(/^--(no-)?/, "");
  return [{ ...flag, name: no ? `--no-${bare}` : `--${bare}`, says: no ? "false" : "true", listed: false }];
}

const listed = [...optionNames.flatMap(optionFlag), ...ownFlags];

/** Every spelling. */
export const flags: readonly Flag[] = listed.flatMap((flag) => [flag, ...opposite(flag)]);

const byName = new Map(flags.map((flag) => [flag.name, flag]));

/** The flag of a spelling with its dashes. */
export const findFlag = (name: string): Flag | undefined => byName.get(name);
