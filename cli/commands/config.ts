import type { ResolvedConfig, Setting } from "../../index.ts";
import type { Run } from "./run.ts";
import type { Paint } from "../color.ts";
import { visible } from "../escape.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { print } from "../output.ts";
import { paintFor, readConfig, readSwitch } from "../request.ts";
import { table } from "../table.ts";

/** A value as a user would write it. */
function spell(value: unknown): string {
  if (value === undefined) return "not set";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (value instanceof RegExp || typeof value !== "object") return String(value);
  return Object.keys(value as object).length === 0 ? "none" : JSON.stringify(value);
}

const nameOf = ({ name, key }: Setting): string => (key === undefined ? name : `${name}.${key}`);
const sourceOf = ({ source: { from, name } }: Setting): string => (name === "" ? from : `${from} ${name}`);

function paintRow(setting: Setting, paint: Paint): string[] {
  const cells = [nameOf(setting), spell(setting.value), sourceOf(setting)].map(visible);
  return setting.source.from === "default"
    ? cells.map((cell) => paint("dim", cell))
    : [paint("bold", cells[0]!), cells[1]!, paint("green", cells[2]!)];
}

function* showText({ file, settings }: ResolvedConfig, paint: Paint): Iterable<string> {
  yield `Configuration file: ${file === undefined ? "none" : visible(file)}\n\n`;
  yield* table([
    ["option", "value", "from"].map((title) => paint("bold", title)),
    ...settings.map((setting) => paintRow(setting, paint)),
  ]);
}

const toJson = ({ file, settings }: ResolvedConfig): string => {
  const rows = settings.map(({ value, ...rest }) => ({
    ...rest,
    value: value instanceof RegExp ? String(value) : (value ?? null),
  }));
  return `${JSON.stringify({ version: 1, file: file ?? null, settings: rows }, null, 2)}\n`;
};

/** `tagwright config`. */
export const runConfig: Run = async (args, signal) => {
  if (args.paths.length > 0) throw new UsageError(`config takes no paths, got ${JSON.stringify(args.paths[0])}`);
  const config = await readConfig(args);
  const parts = readSwitch(args, "json") ? [toJson(config)] : showText(config, paintFor(args, process.stdout));
  await print(process.stdout, parts, signal);
  return exitCodes.ok;
};
