/** Options from `TAGWRIGHT_…` variables. */
import type { Layer, Values } from "./layer.ts";
import type { OptionName } from "./types.ts";
import { blame } from "./layer.ts";
import { optionNames } from "./schema.ts";
import { readText } from "./text.ts";
import { rowOf } from "./validate.ts";

/** Variables, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable is one that is not set: many shells and CI systems cannot unset one. */
function readVariable(name: OptionName, environment: Environment): [OptionName, unknown][] {
  const variable = rowOf(name).env;
  const text = variable === undefined ? "" : (environment[variable] ?? "");
  return text === "" ? [] : [[name, blame(variable!, () => readText(name, text))]];
}

/** What the environment says. Throws E_OPTION_VALUE naming the variable. */
export function readEnvironment(environment: Environment): Layer {
  const values = Object.fromEntries(optionNames.flatMap((name) => readVariable(name, environment))) as Values;
  return { values, source: (name) => ({ from: "environment", name: rowOf(name).env! }) };
}
