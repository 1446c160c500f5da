/** Values as errors show them. Needs no schema, so that what only has to refuse a value loads none. */
import { TagwrightError } from "../model/error.ts";

/** A value as an error shows it: short, on one line, whatever it is. */
export function show(value: unknown): string {
  const shown = typeof value === "string" ? JSON.stringify(value) : showOther(value);
  return shown.length > 80 ? `${shown.slice(0, 77)}...` : shown;
}

function showOther(value: unknown): string {
  if (value === null || ["undefined", "number", "boolean", "bigint"].includes(typeof value)) return String(value);
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The error of a value that does not fit. `place` is a path like `include[2]`. */
export const badValue = (place: string, expected: string, got: unknown, more = ""): TagwrightError =>
  new TagwrightError("E_OPTION_VALUE", `${place}: expected ${expected}, got ${show(got)}${more}`);
