import type { Rule, RuleValues } from "../model/rule.ts";

/**
 * Gives a rule of your own its type, for the key `check.custom` of a configuration. Does nothing else.
 *
 * @example
 * ```ts
 * import { defineRule } from "tagwright";
 *
 * export const shortIds = defineRule({
 *   id: "short-ids",
 *   severity: "warning",
 *   summary: "An id is long",
 *   help: "Choose a shorter one.",
 *   options: { most: 20 },
 *   *check({ tags, options }) {
 *     for (const tag of tags) if (tag.name.length > options.most) yield { message: `${tag.name} is long`, at: tag };
 *   },
 * });
 * ```
 */
// What a policy holds is a rule with options of any kind: the policy hands each rule only what its defaults allow.
export const defineRule = <const Values extends RuleValues = {}>(
  rule: Rule<Widened<Values>> & { readonly options?: Values },
): Rule => rule as unknown as Rule;

/** `20` of a default stands for any number. */
type Widened<Values extends RuleValues> = {
  readonly [Name in keyof Values]: Values[Name] extends number
    ? number
    : Values[Name] extends string
      ? string
      : readonly string[];
};
