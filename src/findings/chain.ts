/** What the rules about chains share. */
import type { Draft, RuleContext } from "../model/rule.ts";
import type { Related, Severity } from "../model/finding.ts";
import type { Tag } from "../model/tag.ts";
import type { Chain } from "../model/trace.ts";

/** A place of a tag. */
export const placeOf = ({ path, line, column, offset, length }: Tag) => ({ path, line, column, offset, length });

/** The tags of a chain, the first definition before all. */
export function tagsOf(chain: Chain, { trace }: RuleContext): Tag[] {
  const tags = chain.tags();
  const first = tags.find(({ kind }) => kind === trace.rule.order[0]);
  return first === undefined ? tags : [first, ...tags.filter((tag) => tag !== first)];
}

const related = (tags: readonly Tag[]): Related[] =>
  tags.slice(1).map((tag) => ({ location: placeOf(tag), message: `${tag.kind} is here` }));

/** Of chains written as MoAI writes them; it has severities of its own. */
export const isMoai = ({ dialects }: Chain): boolean => dialects.length === 1 && dialects[0] === "moai";

/** A finding about a whole chain. */
export function draftOf(chain: Chain, context: RuleContext, message: string, moai?: Severity): Draft {
  const tags = tagsOf(chain, context);
  return {
    message,
    at: tags[0]!,
    tags,
    related: related(tags),
    key: message,
    ...(moai !== undefined && isMoai(chain) ? { severity: moai } : {}),
  };
}

const joined = (words: readonly string[], last: string): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)!}`;

/** `CODE`, `CODE and TEST`, `CODE, TEST and DOC`. */
export const all = (words: readonly string[]): string => joined(words, "and");

/** The same with `or`. */
export const any = (words: readonly string[]): string => joined(words, "or");

/** `; did you mean x?` for ids that are nearly another one. */
export function hints({ trace }: RuleContext): (id: string) => string {
  const near = new Map(trace.suggestions.map((one) => [one.id, one.near]));
  return (id) => (near.has(id) ? `; did you mean ${near.get(id)!}?` : "");
}
