import * as v from "valibot";
import type { Chain, Item, ItemTrace, TraceResult } from "../model/trace.ts";
import type { TagSource } from "../trace/store.ts";
import { TagwrightError } from "../model/error.ts";
import { hint } from "../options/nearest.ts";
import { badValue } from "../options/validate.ts";
import { makeTrace, narrowTo, type TraceOptions } from "../trace/result.ts";

const word = v.pipe(v.string(), v.nonEmpty());
const types = v.pipe(v.array(word), v.nonEmpty());
const rule = { order: v.optional(types), required: v.optional(v.array(word)) };

const LIST = "a list of types that is not empty";
const schemas = {
  order: { schema: types, expected: LIST },
  required: { schema: v.array(word), expected: "a list of types" },
  rules: { schema: v.record(v.string(), v.strictObject(rule)), expected: "globs with { order, required }" },
  map: { schema: v.record(word, v.nullable(word)), expected: "kinds with a type or null" },
  items: { schema: v.custom<readonly Item[]>(Array.isArray), expected: "a list of items" },
} as const;

const names = Object.keys(schemas) as (keyof typeof schemas)[];

/** Checks options of trace at the door. `prefix` stands before names in errors. Throws E_OPTION_…. */
export function checkTraceOptions(options: unknown, prefix = "trace"): asserts options is TraceOptions {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw badValue(prefix, "an object", options);
  for (const [key, value] of Object.entries(options)) {
    if (!Object.hasOwn(schemas, key)) {
      throw new TagwrightError("E_OPTION_UNKNOWN", `${JSON.stringify(`${prefix}.${key}`)}${hint(key, names)}`);
    }
    const { schema, expected } = schemas[key as keyof typeof schemas];
    const { issues } = value === undefined ? { issues: undefined } : v.safeParse(schema, value);
    if (issues !== undefined) throw badValue([prefix, key, ...pathOf(issues[0])].join("."), expected, issues[0].input);
  }
}

const pathOf = ({ path }: v.BaseIssue<unknown>): string[] => (path ?? []).map(({ key }) => String(key));

/** What holds tags: a result, a list of it, or any array. */
export type Tagged = { readonly tags: TagSource } | TagSource;

const tagsOf = (tagged: Tagged): TagSource => ("tags" in tagged ? tagged.tags : tagged);

/**
 * Puts tags together: chains by id with what each lacks, coverage, and OpenFastTrace's items with their links.
 *
 * @param tagged a result of `scan`, its tags, or an array of tags
 * @param options which types there are and which must be there; see docs/guide/trace.md. OpenFastTrace's specification
 *   items are read from files by `readItems`
 * @returns an answer that makes its parts when they are looked at. Linear in tags
 * @throws TagwrightError `E_OPTION_UNKNOWN`, `E_OPTION_VALUE`
 * @example
 * ```ts
 * import { scan, trace } from "tagwright";
 *
 * const { gaps, coverage } = trace(await scan("src"), { required: ["SPEC", "CODE", "TEST"] });
 * for (const { id, missing } of gaps) console.log(`${id} lacks ${missing.join(", ")}`);
 * console.log(`${coverage.overall.percent} %`);
 * ```
 */
export function trace(tagged: Tagged, options: TraceOptions = {}): TraceResult {
  checkTraceOptions(options);
  return makeTrace(tagsOf(tagged), options);
}

/**
 * The part of a trace that is about some of its chains: coverage and all lists are of these.
 *
 * @param items OpenFastTrace's items to keep; none, if left out
 * @example
 * ```ts
 * import { chainsAt, narrow, scan, trace } from "tagwright";
 *
 * const whole = trace(await scan("."));
 * console.log(narrow(whole, chainsAt(whole, "src")).coverage.overall.percent);
 * ```
 */
export const narrow = (trace: TraceResult, chains: readonly Chain[], items?: ItemTrace): TraceResult =>
  narrowTo(trace, chains, items);
