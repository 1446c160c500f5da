import * as v from "valibot";
import type { OptionRow } from "./schema.ts";
import type { OptionName, ScanOptions } from "./types.ts";
import { TagwrightError } from "../model/error.ts";
import { hint } from "./nearest.ts";
import { optionNames, optionTable } from "./schema.ts";

/** The row of an option, seen without its literal types. */
export const rowOf = (name: OptionName): OptionRow => optionTable[name];

/** A value as an error shows it: short, on one line, whatever it is. */
export function show(value: unknown): string {
  const shown = typeof value === "string" ? JSON.stringify(value) : showOther(value);
  return shown.length > 80 ? `${shown.slice(0, 77)}...` : shown;
}

function showOther(value: unknown): string {
  if (value === null || ["undefined", "number", "boolean", "bigint"].includes(typeof value)) return String(value);
  if (value instanceof RegExp) return String(value);
  return Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The error of a value that does not fit. `place` is a path like `include[2]`. */
export const badValue = (place: string, expected: string, got: unknown, more = ""): TagwrightError =>
  new TagwrightError("E_OPTION_VALUE", `${place}: expected ${expected}, got ${show(got)}${more}`);

function place(name: string, issue: v.BaseIssue<unknown>): string {
  const steps = issue.path ?? [];
  return name + steps.map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
}

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
