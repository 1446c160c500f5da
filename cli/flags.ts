/** Every flag of the command line: its own, and those that the table of options gives. */
import { optionNames, rowOf, type OptionName } from "../index.ts";
import type { CommandName, Flag, OwnName } from "./flag.ts";
import { sized } from "./number.ts";
import { CHAINS, CONFIGURATION, CONFIGURED, FILTERS, OUTPUT, own, POLICY, REWRITE, SCANS, SEARCHES } from "./own.ts";

/** Where the help lists an option; the others are about the work. */
const groups: Readonly<Record<string, readonly OptionName[]>> = {
  "What is looked for": [
    ...([
      "detectors",
      "dialects",
      "patterns",
      "languages",
      "zones",
      "noteKeywords",
      "noteIgnoreCase",
      "noteNeeds",
    ] as const),
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
export const groupNames: readonly string[] = [
  CHAINS,
  REWRITE,
  "What is looked for",
  "Where",
  FILTERS,
  POLICY,
  OUTPUT,
  WORK,
  CONFIGURATION,
];

/** What a flag says with a command. */
export const docOf = ({ doc, docs }: Flag, command: CommandName): string => docs?.[command] ?? doc;

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

const SCANNING: readonly CommandName[] = [...SCANS, "config", "diff", ...SEARCHES];

/** Commands that show nothing of what an option adds. */
const idle: Readonly<Partial<Record<OptionName, readonly CommandName[]>>> = {
  context: ["rename", "migrate", "next-id"],
  hash: ["rename", "migrate", "next-id", "diff"],
};

function optionFlag(key: OptionName): Flag[] {
  const { flag, doc, default: value } = rowOf(key);
  if (flag === undefined) return [];
  const says = flag.name.startsWith("--no-") ? "false" : "true";
  const shown =
    says === "false" ? doc.replace(/^Obey/, "Do not obey") : doc + shownDefault(value, flag.value === "size");
  const commands = key === "engine" ? CONFIGURED : SCANNING.filter((name) => !idle[key]?.includes(name));
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
