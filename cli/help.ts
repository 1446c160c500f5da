/** The help, made from the tables. */
import { version } from "../index.ts";
import { commandNames, commands } from "./commands.ts";
import type { CommandName, Flag } from "./flag.ts";
import { docOf, flags, groupNames } from "./flags.ts";
import { summaries } from "./leasot/names.ts";

/** Longer lines are hard to read. */
const MOST = 100;
/** A narrower terminal is not served: words would stand alone. */
const LEAST = 30;
/** Longer flags have their text on the next line. */
const COLUMN = 30;
/** Text beside flags needs some room. */
const ROOM = 40;

const widthNow = (): number => Math.max(LEAST, Math.min(MOST, process.stdout.columns || MOST));
/** Where the text of an entry begins: on a narrow terminal, below its flag. */
const columnNow = (): number => (widthNow() < COLUMN + ROOM ? 6 : COLUMN);

/** Breaks text at blanks so that it fits beside a margin. */
function wrap(text: string, margin: number): string {
  const width = widthNow();
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line !== "" && margin + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join(`\n${" ".repeat(margin)}`);
}

function entry(left: string, text: string, column = columnNow()): string {
  const gap = left.length + 4 > column ? `\n${" ".repeat(column)}` : " ".repeat(column - left.length - 2);
  return `  ${left}${gap}${wrap(text, column)}`;
}

const spelling = ({ name, value, optional, short }: Flag): string =>
  `${short === undefined ? "" : `-${short}, `}${name}${value === undefined ? "" : ` <${value}>`}${optional === undefined ? "" : `[=<${optional}>]`}`;

function groupHelp(group: string, command: CommandName): string[] {
  const members = flags.filter((flag) => flag.listed && flag.group === group && flag.commands.includes(command));
  return members.length === 0
    ? []
    : [`${group}:`, ...members.map((flag) => entry(spelling(flag), docOf(flag, command))), ""];
}

function exampleHelp(examples: readonly (readonly [string, string])[]): string[] {
  return ["Examples:", ...examples.flatMap(([line, text]) => [`  # ${text}`, `  ${line}`])];
}

function commandHelp(name: CommandName): string[] {
  const { usage, about, examples } = commands[name];
  const others = name === "scan" || name === "check" ? [...exitHelp(), ""] : [];
  return [
    `Usage: tagwright ${usage}`,
    "",
    wrap(about, 0),
    "",
    ...groupNames.flatMap((group) => groupHelp(group, name)),
    ...others,
    ...exampleHelp(examples),
  ];
}

/** What each exit code says. */
export const exitLines: readonly (readonly [string, string])[] = [
  ["0", "done"],
  [
    "1",
    "check: a finding of --fail-on or worse remains; compare: the two sets differ; diff: there are tags of --fail-on",
  ],
  ["2", "bad usage, or something could not be read (the rest is still printed)"],
  ["3", "a bug in tagwright"],
  ["130", "interrupted"],
];

const exitHelp = (): string[] => ["Exit codes:", ...exitLines.map(([code, text]) => entry(code, text, 8))];

const overview = (): string[] => [
  `tagwright ${version} finds code tags in source trees, at native speed.`,
  "",
  "Usage: tagwright <command> [flags]",
  "",
  "Commands:",
  ...commandNames.map((name) => entry(commands[name].usage, commands[name].summary)),
  ...Object.entries(summaries).map(([name, summary]) => entry(`${name} [flags] <files…>`, summary)),
  "",
  "Flags:",
  ...flags.filter((flag) => flag.group === "").map((flag) => entry(spelling(flag), flag.doc)),
  "",
  ...exitHelp(),
  "",
  ...exampleHelp(commandNames.map((name) => commands[name].examples[0]!)),
  "",
  'Every command has its own help: "tagwright scan --help".',
];

/** The help of a command, or of the whole. */
export const helpText = (command: CommandName | undefined): string =>
  `${(command === undefined ? overview() : commandHelp(command)).join("\n")}\n`;
