/** What the rules about notes share. */
import type { RuleContext } from "../model/rule.ts";
import type { Tag } from "../model/tag.ts";

/** `TODO: text`, whatever of it there is. */
export const told = ({ kind, text }: Tag): string => (text === "" || text === kind ? kind : `${kind}: ${text}`);

/** The notes of a tree. */
export const notesOf = ({ tags }: RuleContext<never> | RuleContext): Iterable<Tag> => tags.filter({ detector: "note" });

/** `2026-01-31`, in UTC. */
export const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

export const DAY = 24 * 60 * 60 * 1000;
