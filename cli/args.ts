/** Reads the command line. */
import { parseArgs } from "node:util";
import { nearest, type OptionName } from "../index.ts";
import { commandNames } from "./commands.ts";
import { UsageError } from "./exit.ts";
import type { CommandName, Flag, OwnName } from "./flag.ts";
import { findFlag, flags } from "./flags.ts";

/** A command line, read. */
export interface Arguments {
  /** Undefined where none was named. */
  readonly command: CommandName | undefined;
  readonly paths: readonly string[];
  /** By option of the scan, what each use of its flag says. */
  readonly options: Readonly<Partial<Record<OptionName, readonly string[]>>>;
  /** The same for the command line's own flags. */
  readonly own: Readonly<Partial<Record<OwnName, readonly string[]>>>;
}

/** A flag and what it says. */
interface Use {
  readonly flag: Flag;
  readonly text: string;
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

const config = Object.fromEntries(
  flags.map(({ name, value, short }) => [
    name.slice(2),
    {
      type: value === undefined ? "boolean" : "string",
      multiple: true,
      ...(short === undefined ? {} : { short }),
    } as const,
  ]),
);

const didYouMean = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known);
  return near === undefined ? "" : `; did you mean ${near}?`;
};

/** What follows a word that is none of a few: the one that may be meant, and all. */
export function choices(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return `${near === undefined ? "; there" : `; did you mean ${near}? There`} are ${known.join(", ")}`;
}

/** Where to read on. */
export const readOn = (command?: string): string =>
  `Run "tagwright ${command === undefined ? "" : `${command} `}--help" for all there is.`;

function knownFlag(name: string, command: CommandName | undefined): Flag {
  const found = name.startsWith("--") ? findFlag(name) : flags.find(({ short }) => `-${short}` === name);
  if (found !== undefined && (command === undefined || found.commands.includes(command))) return found;
  const known = flags
    .filter(({ commands }) => command === undefined || commands.includes(command))
    .map((flag) => flag.name);
  const of = found === undefined ? "" : ` for ${command}`;
  throw new UsageError(
    `unknown flag ${name}${of}${found === undefined ? didYouMean(name, known) : ""}`,
    readOn(command),
  );
}

/** What a flag says. A value that looks like a flag is taken for a forgotten value, unless it is tied by `=`. */
function readValue(flag: Flag, { rawName, value, inlineValue }: OptionToken): string {
  if (flag.value === undefined) {
    if (value !== undefined && flag.says === "false") throw new UsageError(`${rawName} takes no value`);
    return value ?? flag.says;
  }
  const isLong = rawName.startsWith("--");
  if (value === undefined || (!inlineValue && value.startsWith("--"))) {
    throw new UsageError(`${rawName} needs a value: ${rawName}${isLong ? "=" : " "}<${flag.value}>`);
  }
  // `-o=x` would write a file called `=x`.
  return isLong || !inlineValue ? value : value.replace(/^=/, "");
}

function findCommand(word: string | undefined): CommandName | undefined {
  const found = commandNames.find((name) => name === word);
  if (word === undefined || found !== undefined) return found;
  const near = nearest(word, commandNames);
  if (word === "" || word === "help" || word === "version") {
    throw new UsageError(`unknown command ${JSON.stringify(word)}`, readOn());
  }
  const meant = near === undefined ? `; to scan a path, write: tagwright scan ${word}` : `; did you mean ${near}?`;
  throw new UsageError(`unknown command ${JSON.stringify(word)}${meant}`, readOn());
}

function gather(uses: readonly Use[]): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const { flag, text } of uses) (out[flag.key] ??= []).push(text);
  return out;
}

const isOwn = ({ flag }: Use): boolean => flag.own;

/**
 * Reads the words after the program's name.
 *
 * @throws UsageError for an unknown command or flag, naming the nearest one, and for a missing value
 */
export function readArguments(args: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words = tokens.filter((token) => token.kind === "positional").map(({ value }) => value);
  const command = findCommand(words[0]);
  const uses = tokens
    .filter((token) => token.kind === "option")
    .map((token) => {
      const flag = knownFlag(token.rawName, command);
      return { flag, text: readValue(flag, token) };
    });
  const own = gather(uses.filter(isOwn));
  return { command, paths: words.slice(1), own, options: gather(uses.filter((use) => !isOwn(use))) };
}
