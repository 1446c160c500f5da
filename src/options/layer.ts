import type { OptionName } from "./types.ts";
import { errors } from "../generated/errors.ts";
import { TagwrightError } from "../model/error.ts";

/** Where a value came from. */
export interface Source {
  readonly from: "flag" | "environment" | "file" | "preset" | "default";
  /** The flag, the variable, the path or the preset; empty for a default. */
  readonly name: string;
}

/** Values by option. */
export type Values = Partial<Record<OptionName, unknown>>;

/** What one place says. */
export interface Layer {
  readonly values: Values;
  source(name: OptionName): Source;
}

/** The part of a message that its code does not already say: every template of an error ends in it. */
const detailOf = ({ code, message }: TagwrightError): string => message.slice(errors[code].length - "{detail}".length);

/** Runs a check, and has its error name the place of the bad value. */
export function blame<T>(place: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof TagwrightError) || error.code === "E_INTERNAL") throw error;
    throw new TagwrightError(error.code, `${detailOf(error)} (${place})`, { cause: error });
  }
}
