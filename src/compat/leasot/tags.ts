/** The tags that are looked for. */
import { tagSource } from "./comment.ts";

/** A word that begins with a letter, a digit or `_` and means nothing else as a regular expression. */
const WORD = /^[\p{L}\p{N}_][^\\^$.*+?()[\]{}|\r\n\u2028\u2029]*$/u;

/** The tags of one call. */
export interface Tags {
  /** Whether every tag is a word. Others are regular expressions, which may match anything or nothing. */
  readonly areWords: boolean;
  /** Finds where tags stand in a text. Global; its position is free for whoever uses it. */
  readonly hits: RegExp;
  /** Whether a tag of a line may be what a block comment's line begins with. */
  readonly begins: RegExp;
  /** Matches a tag at a position. Sticky. */
  readonly line: RegExp;
  /** The same; `^` and `$` in a tag mean each line. */
  readonly lines: RegExp;
}

const isWord = (tag: unknown): boolean => typeof tag === "string" && WORD.test(tag);

function make(customTags: unknown, words: string): Tags {
  const source = `(${words})(?!\\w)`;
  return {
    areWords: Array.isArray(customTags) && customTags.every(isWord),
    hits: new RegExp(source, "gi"),
    begins: new RegExp(`(?:^|[*!])[\\s@]*${source}`, "im"),
    line: new RegExp(source, "iy"),
    lines: new RegExp(source, "imy"),
  };
}

const known = new Map<string, Tags>();
const LIMIT = 16;

/** Reads custom tags. Throws a SyntaxError for one that is no regular expression. */
export function readTags(customTags: unknown): Tags {
  const words = tagSource(customTags);
  const old = known.get(words);
  if (old !== undefined) return old;
  if (known.size === LIMIT) known.clear();
  const tags = make(customTags, words);
  known.set(words, tags);
  return tags;
}
