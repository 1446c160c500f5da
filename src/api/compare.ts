import * as v from "valibot";
import type { Tag } from "../model/tag.ts";
import { compareSets, mergeSets, strategies, type Comparison, type Strategy } from "../compare/sets.ts";
import { TagwrightError } from "../model/error.ts";
import { badValue, show } from "../options/validate.ts";
import { hint } from "../options/nearest.ts";

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const tagSchema = v.object({
  ...{ detector: text, kind: text, name: text, text, path: text },
  ...{ line: count, column: count, offset: count, length: count },
  fields: v.record(text, text),
});
const documentSchema = v.union([v.array(tagSchema), v.object({ tags: v.array(tagSchema) })]);

/** What a set is read from. */
const FORM = "expected what scan --format json prints";

function explain(issue: v.BaseIssue<unknown>): string {
  // A union tells what is wrong with each of its forms: the one that got furthest is the one that was meant.
  const issues = issue.issues ?? [issue];
  const deepest = issues.reduce((best, one) => ((one.path?.length ?? 0) > (best.path?.length ?? 0) ? one : best));
  const path = (deepest.path ?? []).map(({ key }) => `.${String(key)}`).join("");
  return `tags${path.replace(/^\.tags/, "")}: expected ${deepest.expected ?? "tags"}, got ${show(deepest.input)}`;
}

/**
 * The tags of a document that `tagwright scan --format json` printed, or of an array of tags.
 *
 * @throws TagwrightError `E_COMPARE` with what is wrong where
 */
export function readTags(json: string): Tag[] {
  let document: unknown;
  try {
    document = JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new TagwrightError("E_COMPARE", `${FORM}: ${(error as Error).message}`, { cause: error });
  }
  const { issues, output } = v.safeParse(documentSchema, document);
  if (issues !== undefined) throw new TagwrightError("E_COMPARE", `${FORM}: ${explain(issues[0])}`);
  const whole = document as Tag[] | { tags: Tag[] };
  return output === undefined ? [] : Array.isArray(whole) ? whole : whole.tags;
}

/**
 * How two sets of tags differ, id by id. A tag that only moved is the same.
 *
 * @example
 * ```ts
 * import { compare, scanText } from "tagwright";
 *
 * const { conflicts } = compare(scanText("@TAG[SPEC:a]").tags, scanText("@TAG[SPEC:a] @TAG[CODE:a]").tags);
 * console.log(conflicts[0]?.state); // extra
 * ```
 */
export const compare = (local: Iterable<Tag>, remote: Iterable<Tag>): Comparison => compareSets(local, remote);

/**
 * Puts two sets together. Writes nothing.
 *
 * @param strategy `keep-both` has what either has; the others one side as it is
 * @throws TagwrightError `E_OPTION_VALUE` for another strategy
 */
export function merge(local: Iterable<Tag>, remote: Iterable<Tag>, strategy: Strategy): Tag[] {
  if (!strategies.includes(strategy)) {
    throw badValue("strategy", `one of ${strategies.join(", ")}`, strategy, hint(String(strategy), strategies));
  }
  return mergeSets([...local], [...remote], strategy);
}
