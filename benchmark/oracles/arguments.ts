import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";

import type { EngineChoice } from "../../src/engine/found.ts";
import { subjects } from "./subjects.ts";
import type { Subject } from "./types.ts";

export const help = `npm run oracles -- --tree DIR [options]
  --tree DIR          the tree whose files are compared
  --language L[,L]    these languages only; default: all that the tree has files of
  --sample N          at most N files of each language, always the same; default: all
  --name NAME         what the tree is called in the record; default: its folder's name
  --engine E          auto, native or fallback: whose lexer; default: auto
  --out FILE          the record; default: benchmark/records/oracles-<name>.json, none with --language
  --remember          keep what oracles answer in benchmark/.work, and use what is kept
  languages: ${subjects.map((one) => one.name).join(", ")}`;

export interface Options {
  readonly tree: { readonly name: string; readonly path: string };
  readonly subjects: readonly Subject[];
  readonly sample: number;
  readonly remember: boolean;
  readonly engine: EngineChoice;
  readonly out: string | undefined;
}

function subject(name: string): Subject {
  const found = subjects.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!found) throw new Error(`no language named ${name}: there are ${subjects.map((one) => one.name).join(", ")}`);
  return found;
}

function whole(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`--sample must be a whole number above 0, not ${text}`);
}

function engine(text: string): EngineChoice {
  if (text === "auto" || text === "native" || text === "fallback") return text;
  throw new Error(`--engine must be auto, native or fallback, not ${text}`);
}

function place(text: string | undefined, name: string | undefined): Options["tree"] {
  if (text === undefined) throw new Error("which tree? --tree DIR");
  const path = resolve(text);
  if (!statSync(path).isDirectory()) throw new Error(`${text} is no folder`);
  return { name: name ?? basename(path), path };
}

const words = {
  tree: "string",
  language: "string",
  sample: "string",
  name: "string",
  out: "string",
  engine: "string",
} as const;

/** Reads the command line. Undefined if help was asked for. Throws on what it does not understand. */
export function readArguments(args: string[]): Options | undefined {
  const texts = Object.fromEntries(Object.entries(words).map(([name, type]) => [name, { type }]));
  const flags = { help: { type: "boolean" }, remember: { type: "boolean" } } as const;
  const { values } = parseArgs({
    args,
    options: { ...(texts as Record<keyof typeof words, { type: "string" }>), ...flags },
  });
  if (values.help) return undefined;
  const tree = place(values.tree, values.name);
  return {
    tree,
    subjects: values.language ? values.language.split(",").map(subject) : subjects,
    sample: values.sample === undefined ? Infinity : whole(values.sample),
    engine: engine(values.engine ?? "auto"),
    remember: values.remember === true,
    out: values.out ?? (values.language ? undefined : `benchmark/records/oracles-${tree.name}.json`),
  };
}
