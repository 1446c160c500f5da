/** Flags over environment over file over preset over default. */
import { dirname, resolve } from "node:path";
import type { Environment } from "./environment.ts";
import type { ConfigFile } from "./file.ts";
import type { Layer, Source, Values } from "./layer.ts";
import type { OptionName, Preset, ScanOptions } from "./types.ts";
import { TagwrightError } from "../model/error.ts";
import { readEnvironment } from "./environment.ts";
import { findFile, readFile } from "./file.ts";
import { blame } from "./layer.ts";
import { optionNames, optionTable, presets } from "./schema.ts";
import { readText } from "./text.ts";
import { checkName, checkValue, rowOf } from "./validate.ts";

export type { Source };

/** What options are to be gathered from. */
export interface ConfigRequest {
  /** Where the search for a file begins. Default: the process's folder. */
  readonly cwd?: string;
  /** By option, what each use of its flag says. */
  readonly flags?: Readonly<Partial<Record<OptionName, readonly string[]>>>;
  /** Default: `process.env`. */
  readonly environment?: Environment;
  /** A file that is taken instead of the one found; false: none at all. */
  readonly file?: string | false;
}

/** One value in force. */
export interface Setting {
  readonly name: OptionName;
  /** The name of the pattern, for one of `patterns`. */
  readonly key?: string;
  /** Undefined where it depends on the call. */
  readonly value: unknown;
  readonly source: Source;
}

/** Keys of a file that are no options of a scan: each is checked by the command it is for. */
export const sectionNames = ["check", "trace", "report"] as const;

/** What a file holds under such keys; nothing is checked yet. */
export type Sections = Readonly<Partial<Record<(typeof sectionNames)[number], unknown>>>;

/** Options, and where each came from. */
export interface ResolvedConfig {
  /** What was said by flags, environment and file: ready for `scan`, which fills in the rest. */
  readonly options: ScanOptions;
  /** Every option in the order of the docs, its default included. */
  readonly settings: readonly Setting[];
  /** What the file holds for commands other than a scan. */
  readonly sections: Sections;
  /** The path of the configuration file, or undefined where none is in use. */
  readonly file: string | undefined;
}

/** Paths in a file start from the file's folder, wherever the command runs. */
const PATHS: ReadonlySet<string> = new Set<OptionName>(["root", "cwd", "cache"]);
/** Options that only a program can give. */
const isSaid = (name: OptionName): boolean => rowOf(name).form !== undefined;

function checkEntry(name: string, value: unknown): void {
  checkName(name);
  if (!isSaid(name))
    throw new TagwrightError("E_OPTION_UNKNOWN", `${JSON.stringify(name)}: only a program can give it`);
  checkValue(name, value);
}

function readEntry(file: string, name: string, value: unknown): [string, unknown] {
  blame(file, () => checkEntry(name, value));
  return [name, PATHS.has(name) && typeof value === "string" ? resolve(dirname(file), value) : value];
}

const isSection = (name: string): boolean => (sectionNames as readonly string[]).includes(name);

function contentOf({ path, content }: ConfigFile): [string, unknown][] {
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new TagwrightError(
      "E_CONFIG",
      `${path}: expected an object of options${path.endsWith("json") ? "" : " as default export"}`,
    );
  }
  // `$schema` is for editors.
  return Object.entries(content).filter(([name, value]) => value !== undefined && name !== "$schema");
}

function readContent(file: ConfigFile): Layer {
  const entries = contentOf(file).filter(([name]) => !isSection(name));
  const values = Object.fromEntries(entries.map(([name, value]) => readEntry(file.path, name, value))) as Values;
  return { values, source: () => ({ from: "file", name: file.path }) };
}

const readSections = (file: ConfigFile): Sections =>
  Object.fromEntries(contentOf(file).filter(([name]) => isSection(name)));

function readFlags(flags: ConfigRequest["flags"] = {}): Layer {
  const source = (name: OptionName): Source => ({ from: "flag", name: rowOf(name).flag!.name });
  const entries = Object.entries(flags) as [OptionName, readonly string[]][];
  const values = entries.map(([name, texts]) => [name, blame(source(name).name, () => readText(name, texts))]);
  return { values: Object.fromEntries(values) as Values, source };
}

function presetLayer(said: readonly Layer[]): Layer {
  const name = (said.find(({ values }) => values.preset !== undefined)?.values.preset ?? "standard") as Preset;
  return { values: presets[name], source: () => ({ from: "preset", name }) };
}

const defaults: Layer = {
  values: Object.fromEntries(optionNames.map((name) => [name, optionTable[name].default])) as Values,
  source: () => ({ from: "default", name: "" }),
};

// @CODE:OPTION-001
/** The value of the first layer that has one. */
function settle(name: OptionName, layers: readonly Layer[]): Setting {
  const layer = layers.find(({ values }) => values[name] !== undefined) ?? defaults;
  return { name, value: layer.values[name], source: layer.source(name) };
}

/** Patterns add up: each name is settled on its own. */
function settlePatterns(layers: readonly Layer[]): Setting[] {
  const found = new Map<string, Setting>();
  for (const { values, source } of layers.toReversed()) {
    for (const [key, value] of Object.entries(values.patterns ?? {})) {
      found.set(key, { name: "patterns", key, value, source: source("patterns") });
    }
  }
  return found.size === 0 ? [settle("patterns", [])] : [...found.values()];
}

const settings = (layers: readonly Layer[]): Setting[] =>
  optionNames.filter(isSaid).flatMap((name) => (name === "patterns" ? settlePatterns(layers) : [settle(name, layers)]));

/** A preset and the defaults are filled in by the scan itself. */
function toOptions(all: readonly Setting[]): ScanOptions {
  const said = all.filter(({ source }) => source.from !== "default" && source.from !== "preset");
  const plain = said.filter(({ key }) => key === undefined).map(({ name, value }) => [name, value]);
  const patterns = said.filter(({ key }) => key !== undefined).map(({ key, value }) => [key, value]);
  return Object.fromEntries(
    patterns.length === 0 ? plain : [...plain, ["patterns", Object.fromEntries(patterns)]],
  ) as ScanOptions;
}

/**
 * Gathers options from flags, environment and configuration file, in this order of precedence.
 *
 * @param request what to gather from
 * @returns options for `scan`, and for every option its value and where that came from
 * @throws TagwrightError `E_OPTION_UNKNOWN` or `E_OPTION_VALUE` naming the flag, variable or file at fault; `E_CONFIG`
 *   for a file that cannot be used. A `.js` or `.ts` file is run. Costs a few stat calls where there is no file
 * @example
 * ```ts
 * import { resolveConfig, scan } from "tagwright";
 *
 * const { options } = await resolveConfig({ flags: { threads: ["2"] } });
 * const { tags } = await scan("src", options);
 * ```
 */
export async function resolveConfig(request: ConfigRequest = {}): Promise<ResolvedConfig> {
  const said = [readFlags(request.flags), readEnvironment(request.environment ?? process.env)];
  const cwd = settle("cwd", said).value as string | undefined;
  const { file: named } = request;
  const file =
    named === false
      ? undefined
      : await (named === undefined ? findFile(resolve(request.cwd ?? "", cwd ?? "")) : readFile(named));
  if (file !== undefined) said.push(readContent(file));
  const all = settings([...said, presetLayer(said)]);
  const sections = file === undefined ? {} : readSections(file);
  return { options: toOptions(all), settings: all, sections, file: file?.path };
}
