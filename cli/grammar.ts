/** What may be typed, gathered from the tables: for completions, the man page and the reference. */
import { formatNames, rowOf, type OptionName } from "../index.ts";
import { commandNames, commands } from "./commands.ts";
import type { CommandName, Flag } from "./flag.ts";
import { docOf, flags, groupNames } from "./flags.ts";
import { findFlags, reportFlags, type Flag as LeasotFlag } from "./leasot/flags.ts";
import { summaries, type Name } from "./leasot/names.ts";

/** One flag of a command, with all of its spellings. */
export interface Typed {
  /** With its dashes. */
  readonly name: string;
  readonly short?: string;
  /** The spelling that takes it back: `--no-hidden`. */
  readonly opposite?: string;
  /** What stands for the value; none for a switch. */
  readonly value?: string;
  /** What stands for a value that may follow after `=`, or not. */
  readonly optional?: string;
  /** The values there are, where they are known. */
  readonly words: readonly string[];
  /** Whether the value is a list with commas. */
  readonly isList: boolean;
  readonly doc: string;
  readonly group: string;
}

/** One command. */
export interface Verb {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly about: string;
  readonly examples: readonly (readonly [string, string])[];
  readonly flags: readonly Typed[];
  /** What its first word may be, where that is known. */
  readonly words: readonly string[];
  /** Whether its words are paths. */
  readonly takesPaths: boolean;
}

const alternatives = (text: string): string[] => (text.includes("|") ? text.split("|") : []);

/** The words that the first argument of a usage may be: `export <vault|matrix> …`. */
export const wordsOf = (usage: string): string[] => alternatives(/<([^>]*)>/.exec(usage)?.[1] ?? "");

/** Values of flags that say something else with another command. */
const byCommand: Readonly<Record<string, Partial<Record<CommandName, readonly string[]>>>> = {
  format: { languages: ["text", "json"], watch: ["text", "ndjson"], export: ["csv", "markdown"] },
  failOn: { check: ["error", "warning", "info"], diff: ["added", "removed", "changed", "moved"] },
};

function valuesOf(flag: Flag, command: CommandName): readonly string[] {
  const own = byCommand[flag.key]?.[command];
  if (own !== undefined) return own;
  if (flag.key === "format") return formatNames;
  const words = flag.own ? undefined : rowOf(flag.key as OptionName).words;
  return flag.value === undefined ? [] : (words ?? alternatives(flag.value));
}

const oppositeOf = (flag: Flag): string | undefined =>
  flags.find(({ key, listed, name }) => key === flag.key && !listed && name !== flag.name && flag.listed)?.name;

function typed(flag: Flag, command: CommandName): Typed {
  const { name, short, value, optional, group } = flag;
  const opposite = oppositeOf(flag);
  return {
    name,
    ...(short === undefined ? {} : { short }),
    ...(opposite === undefined ? {} : { opposite }),
    ...(value === undefined ? {} : { value }),
    ...(optional === undefined ? {} : { optional }),
    words: valuesOf(flag, command),
    isList: value?.endsWith("list") ?? false,
    doc: docOf(flag, command),
    group,
  };
}

/** The flags of a command, in the order of its help; last those that every command has. */
export function flagsOf(command: CommandName): Typed[] {
  const own = flags.filter((flag) => flag.commands.includes(command));
  const shown = own.filter(({ listed, group }) => listed || group === "");
  return [...groupNames, ""].flatMap((group) =>
    shown.filter((flag) => flag.group === group).map((flag) => typed(flag, command)),
  );
}

function verb(name: CommandName): Verb {
  const { usage, summary, about, examples } = commands[name];
  const takesPaths = /\b(paths|files)…|\.json>|<file>/.test(usage);
  return { name, usage, summary, about, examples, flags: flagsOf(name), words: wordsOf(usage), takesPaths };
}

const leasotFlag = ({ name, short, value, doc }: LeasotFlag): Typed => ({
  name,
  short: short.slice(1),
  ...(value === undefined ? {} : { value }),
  words: [],
  isList: false,
  doc,
  group: "",
});

const leasotFlags: Readonly<Record<Name, readonly LeasotFlag[]>> = {
  leasot: findFlags,
  "leasot-reporter": reportFlags,
};

const leasotVerb = (name: Name): Verb => ({
  name,
  usage: `${name} [flags] <files…>`,
  summary: summaries[name],
  about: `${summaries[name]}.`,
  examples: name === "leasot" ? [[`tagwright leasot 'src/**/*.ts'`, "as leasot's own command"]] : [],
  flags: leasotFlags[name].map(leasotFlag),
  words: [],
  takesPaths: true,
});

/** All commands, in the order of the help. */
export const readVerbs = (): Verb[] => [
  ...commandNames.map(verb),
  ...(Object.keys(summaries) as Name[]).map(leasotVerb),
];

/** Every way to write a flag. */
export const spellingsOf = ({ name, short, opposite }: Typed): string[] => [
  name,
  ...(short === undefined ? [] : [`-${short}`]),
  ...(opposite === undefined ? [] : [opposite]),
];

/** Every spelling of a flag after which a word is its value. */
export const takingWords = (verbs: readonly Verb[]): string[] => [
  ...new Set(verbs.flatMap(({ flags }) => flags.filter(({ value }) => value !== undefined).flatMap(spellingsOf))),
];

const FOLDERS = ["dir", "folder"];
const FILES = ["file", "path"];

/** What a value names: a folder, a file (or a folder, too), or nothing that is in the file system. */
export function placeOf({ value, optional }: Typed): "folder" | "file" | undefined {
  const named = value ?? optional ?? "";
  if (FOLDERS.includes(named)) return "folder";
  return FILES.includes(named) ? "file" : undefined;
}
