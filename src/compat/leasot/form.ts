/** Forms of notes: what begins one, and what ends it. A form stands for a regular expression around `getRegex`. */
import type { Closing } from "./close.ts";
import type { Tags } from "./tags.ts";
import { Rest } from "./rest.ts";
import { isBreak, skipSpace } from "./space.ts";

/** Where a tag may start behind a mark: the positions to try, in order. */
export type More = (line: string, at: number) => readonly number[];

/** One form. */
export interface Form {
  /** Whether only white space may precede the mark, or anything. */
  readonly isFirst: boolean;
  /** Whether U+2028 and U+2029 begin a line, too. */
  readonly isMultiline: boolean;
  readonly mark: string;
  readonly more?: More;
  readonly close: Closing;
}

/** A note that was found. */
export interface Match {
  /** The whole match (from the tag on), tag, groups of custom tags, leading reference, text, trailing reference. */
  readonly groups: readonly (string | undefined)[];
  readonly end: number;
}

const just: More = (_, at) => [at];

/** Perhaps a literal. */
export const perhaps =
  (extra: string): More =>
  (line, at) =>
    line.startsWith(extra, at) ? [at + extra.length, at] : [at];

/** Any number of a character. */
function run(line: string, at: number, mark: string): number[] {
  let end = at;
  while (line[end] === mark) end++;
  return Array.from({ length: end - at + 1 }, (_, index) => end - index);
}

/** Any number of semicolons. */
export const semicolons: More = (line, at) => run(line, at, ";");

const bang = perhaps("!");
const stars = (line: string, at: number): number[] => run(line, at, "*").flatMap((end) => bang(line, end));

/** What decorates a block comment's line: perhaps its opener, any number of stars, perhaps an exclamation mark. */
export const decoration: More = (line, at) =>
  line.startsWith("/*", at) ? [...stars(line, at + 2), at] : stars(line, at);

/** Where lines begin from a position on, after their white space. */
function* lineStarts(line: string, from: number, isMultiline: boolean): Generator<number> {
  let index = from;
  if (from === 0) {
    index = skipSpace(line, 0);
    yield index++;
  }
  if (!isMultiline) return;
  for (; index <= line.length; index++) {
    if (!isBreak(line.charCodeAt(index - 1))) continue;
    index = skipSpace(line, index);
    yield index;
  }
}

/** Where the form's mark ends, wherever it may stand. */
function* openings({ isFirst, isMultiline, mark }: Form, line: string, from: number): Generator<number> {
  if (isFirst) {
    for (const at of lineStarts(line, from, isMultiline)) if (line.startsWith(mark, at)) yield at + mark.length;
    return;
  }
  for (let at = line.indexOf(mark, from); at >= 0; at = line.indexOf(mark, at + 1)) yield at + mark.length;
}

/** Matches one form against one line. */
export class Matcher {
  readonly #form: Form;
  readonly #tag: RegExp;
  readonly #areWords: boolean;
  readonly #line: string;
  #rest: Rest | undefined;

  constructor(form: Form, { line, lines, areWords }: Tags, text: string) {
    this.#form = form;
    this.#tag = form.isMultiline ? lines : line;
    this.#areWords = areWords;
    this.#line = text;
  }

  /** The first match from a position on. */
  next(from: number): Match | undefined {
    const more = this.#form.more ?? just;
    for (const opening of openings(this.#form, this.#line, from)) {
      for (const start of more(this.#line, opening)) {
        const match = this.#inGap(start);
        if (match !== undefined) return match;
      }
    }
    return undefined;
  }

  /** A tag behind white space and perhaps an `@`; a tag that is no word may begin with either. */
  #inGap(start: number): Match | undefined {
    const end = skipSpace(this.#line, start);
    for (let at = end; at >= (this.#areWords ? end : start); at--) {
      const match = (this.#line[at] === "@" ? this.#at(at + 1) : undefined) ?? this.#at(at);
      if (match !== undefined) return match;
    }
    return undefined;
  }

  #at(position: number): Match | undefined {
    this.#tag.lastIndex = position;
    const tag = this.#tag.exec(this.#line);
    if (tag === null) return undefined;
    this.#rest ??= new Rest(this.#line, this.#form.close(this.#line), "/");
    const found = this.#rest.read(position + tag[0].length);
    if (found === undefined) return undefined;
    const { leading, start, end, trailing, last } = found;
    return { groups: [...tag, leading, this.#line.slice(start, end), trailing], end: last };
  }
}
