/** The next free id of a series. */
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Tag } from "../model/tag.ts";
import { callName } from "./forms.ts";

/** Digits of the first id of a series. */
const WIDTH = 3;

/** An id that nobody has. */
export interface NextId {
  readonly id: string;
  /** The digits alone, as wide as those before. */
  readonly number: string;
  /** The greatest id there is; undefined where the series is new. */
  readonly last: string | undefined;
}

/** The same, and what it was found in. */
export interface FoundId extends NextId {
  /** Absolute. */
  readonly root: string;
  /** Of the scan: where something could not be read, the id may be taken there. */
  readonly diagnostics: readonly Diagnostic[];
}

const quote = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/**
 * @param prefix what comes before the digits: `AUTH`, `AUTH-`, `#REQ`, or `SPEC:AUTH` to look at one kind only
 * @returns one more than the greatest there is, `001` at first. Gaps are not filled: an id that was removed may be quoted somewhere
 */
export function findNext(tags: Iterable<Tag>, prefix: string): NextId {
  const [, kind, series] = /^(?:([A-Z]+):|#)?(.*?)-?$/s.exec(prefix)!;
  const pattern = new RegExp(`^${quote(series!)}-([0-9]+)$`);
  let [most, width, last]: [bigint, number, string | undefined] = [0n, 0, undefined];
  for (const tag of tags) {
    const digits = pattern.exec(callName(tag))?.[1];
    if (digits === undefined || (kind !== undefined && tag.kind !== kind)) continue;
    width = Math.max(width, digits.length);
    if (last === undefined || BigInt(digits) > most) [most, last] = [BigInt(digits), callName(tag)];
  }
  const number = String(most + 1n).padStart(width || WIDTH, "0");
  return { id: `${series}-${number}`, number, last };
}
