import * as v from "valibot";
import type { OptionRow } from "./schema.ts";
import type { OptionName, ScanOptions } from "./types.ts";
import { TagwrightError } from "../model/error.ts";
import { hint } from "./nearest.ts";
import { optionNames, optionTable } from "./schema.ts";
import { badValue, show } from "./value.ts";

export { badValue, show };

/** The row of an option, seen without its literal types. */
export const rowOf = (name: OptionName): OptionRow => optionTable[name];

function place(name: string, issue: v.BaseIssue<unknown>): string {
  const steps = issue.path ?? [];
  return name + steps.map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
}

// @CODE:OPTION-002
/** Checks one value. Throws E_OPTION_VALUE with its path, what was expected and what came. */
export function checkValue(name: OptionName, value: unknown): void {
  const row = rowOf(name);
  const { issues } = v.safeParse(row.schema, value);
  if (issues === undefined) return;
  const [{ input }] = issues;
  const more = row.words !== undefined && typeof input === "string" ? hint(input, row.words) : "";
  throw badValue(place(name, issues[0]), row.expected, input, more);
}

/** Checks that a key is an option. Throws E_OPTION_UNKNOWN naming the nearest one. */
export function checkName(key: string, prefix = ""): asserts key is OptionName {
  if (Object.hasOwn(optionTable, key)) return;
  throw new TagwrightError("E_OPTION_UNKNOWN", `${JSON.stringify(prefix + key)}${hint(key, optionNames)}`);
}

/** Checks all options at the door: names first, then values. A value of undefined counts as left out. */
export function checkOptions(options: unknown): asserts options is ScanOptions {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw badValue("options", "an object", options);
  for (const key of Object.keys(options)) checkName(key);
  for (const [key, value] of Object.entries(options)) if (value !== undefined) checkValue(key as OptionName, value);
}
