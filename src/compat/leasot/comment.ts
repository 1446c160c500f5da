/** A note's shape: as a regular expression's text, and as an item. */
import type { Tag, TodoComment } from "./types.ts";

const WORDS: readonly unknown[] = ["todo", "fixme"];

/** The alternatives of all tags. */
export const tagSource = (customTags: unknown = []): string => WORDS.concat(customTags).join("|");

/**
 * The text of a regular expression for a note, from its tag on. For callers of leasot; nothing here runs it, since it may
 * take a time that grows with the fifth power of a line's white space.
 *
 * @param customTags regular expression text
 * @returns groups: tag, leading reference, text, trailing reference
 */
export function getRegex(customTags: Tag[] = []): string {
  const leading = String.raw`(?:\(([^)]*)\))?`;
  const trailing = String.raw`(?:\s+/([^\s]+)\s*)?`;
  return String.raw`\s*@?(${tagSource(customTags)})(?!\w)\s*${leading}\s*:?\s*(.*?)${trailing}`;
}

/**
 * An item of what {@link getRegex} matched.
 *
 * @param match the whole match, tag, leading reference, text, trailing reference
 * @param line 1-based
 * @returns null where there is no tag
 */
export function prepareComment(
  match: readonly (string | undefined)[] | null | undefined,
  line: number,
  filename = "unknown",
): TodoComment | null {
  if (!match || !match[1]) return null;
  const ref = match[2] || match[4] || "";
  return { file: filename, tag: match[1].toUpperCase(), line, ref: ref.trim(), text: (match[3] || "").trim() };
}
