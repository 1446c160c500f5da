/**
 * What follows a tag: white space, a reference in parentheses, a colon, the text, a reference behind a slash, the closer. All
 * but the closer may be missing, and what a backtracking regular expression would settle on is found here in linear time.
 *
 * Such an expression tries text starts from right to left (it first takes all white space and the colon for itself) and, from
 * each, text ends from left to right. Whether a text may end at a position does not depend on where it started. So from a start
 * the first possible end serves, and if there is none before the line's end, then an earlier start can only do better with an
 * empty text: where a trailing reference follows the white space that it gives back. Ends that were looked for once are kept.
 */
import type { Close } from "./close.ts";
import { isBreak, isSpace, skipSpace, skipWord } from "./space.ts";

/** What was found after a tag. */
export interface Found {
  readonly leading: string | undefined;
  /** Start and end of the text. */
  readonly start: number;
  readonly end: number;
  readonly trailing: string | undefined;
  /** Where the match, and where the closer begins. */
  readonly last: number;
  readonly closer: number;
}

/** An end of the text and what follows there. */
interface Tail {
  readonly end: number;
  readonly trailing: string | undefined;
  readonly last: number;
  readonly closer: number;
}

/** What was looked for: from a position on, up to where it was found or could no longer be. */
interface Known {
  from: number;
  to: number;
  tail: Tail | undefined;
}

const unknown = (): Known => ({ from: 0, to: -1, tail: undefined });

/** Reads what follows the tags of one line. */
export class Rest {
  readonly #line: string;
  readonly #close: Close;
  /** What begins a trailing reference. */
  readonly #mark: string;
  /** Searches begin further and further to the right, apart for those behind a reference and the others. */
  readonly #behind = unknown();
  readonly #plain = unknown();
  #paren = { from: 0, at: -1 };

  /**
   * @param line a line, or a text
   * @param close what ends notes in it
   * @param mark `/`, or nothing where any last word is a reference
   */
  constructor(line: string, close: Close, mark: "/" | "") {
    this.#line = line;
    this.#close = close;
    this.#mark = mark;
  }

  /** Reads on from a tag's end; undefined where nothing closes the note. */
  read(tagEnd: number): Found | undefined {
    const open = skipSpace(this.#line, tagEnd);
    const shut = this.#line[open] === "(" ? this.#nextParen(open + 1) : -1;
    const behind = shut < 0 ? undefined : this.#from(shut + 1, this.#behind);
    if (behind !== undefined) return { ...behind, leading: this.#line.slice(open + 1, shut) };
    const plain = this.#from(tagEnd, this.#plain);
    return plain && { ...plain, leading: undefined };
  }

  #nextParen(from: number): number {
    const { from: old, at } = this.#paren;
    const isKnown = from >= old && (at < 0 ? at === -2 : from <= at);
    if (!isKnown) {
      const found = this.#line.indexOf(")", from);
      this.#paren = { from, at: found < 0 ? -2 : found };
    }
    return this.#paren.at;
  }

  #from(position: number, known: Known): Omit<Found, "leading"> | undefined {
    const line = this.#line;
    const gap = skipSpace(line, position);
    const hasColon = line[gap] === ":";
    const start = hasColon ? skipSpace(line, gap + 1) : gap;
    const tail = this.#seek(start, known);
    if (tail !== undefined) return { start, ...tail };
    const given =
      this.#give(hasColon ? gap + 1 : position, start) ?? (hasColon ? this.#give(position, gap) : undefined);
    return given && { start: given.end, ...given };
  }

  /** Gives back the last of some white space, for an empty text with a trailing reference. */
  #give(start: number, end: number): Tail | undefined {
    return end > start ? this.#trail(end, end - 1) : undefined;
  }

  /** The first end of a text that starts at a position. */
  #seek(start: number, known: Known): Tail | undefined {
    if (start >= known.from && start <= known.to) return known.tail;
    known.from = start;
    known.tail = undefined;
    let at = start;
    for (; at <= this.#line.length; at++) {
      if (isSpace(this.#line.charCodeAt(at))) {
        const gap = skipSpace(this.#line, at);
        known.tail = this.#trail(gap, at) ?? this.#inGap(at, gap);
        if (known.tail !== undefined || this.#isStopped(at, gap)) break;
        at = gap - 1;
        continue;
      }
      known.tail = this.#end(at);
      if (known.tail !== undefined) break;
    }
    known.to = known.tail?.end ?? at;
    return known.tail;
  }

  #end(at: number): Tail | undefined {
    const last = this.#close.at(at);
    return last < 0 ? undefined : { end: at, trailing: undefined, last, closer: at };
  }

  /** An end inside white space, up to the first line end. */
  #inGap(start: number, end: number): Tail | undefined {
    for (let at = start; at < end; at++) {
      const tail = this.#end(at);
      if (tail !== undefined || isBreak(this.#line.charCodeAt(at))) return tail;
    }
    return undefined;
  }

  #isStopped(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (isBreak(this.#line.charCodeAt(at))) return true;
    return false;
  }

  /** A trailing reference at a position behind white space, and the closer after it; `end` is where the text then ends. */
  #trail(at: number, end: number): Tail | undefined {
    if (!this.#line.startsWith(this.#mark, at)) return undefined;
    const start = at + this.#mark.length;
    const word = skipWord(this.#line, start);
    if (word === start) return undefined;
    const gap = skipSpace(this.#line, word);
    const tail = (stop: number, closer: number, last: number): Tail => ({
      end,
      trailing: this.#line.slice(start, stop),
      last,
      closer,
    });
    const far = this.#close.at(gap);
    if (far >= 0) return tail(word, gap, far);
    const near = this.#close.before(word, gap);
    if (near >= 0) return tail(word, near, near);
    const inside = this.#close.within(start + 1, word);
    return inside && tail(inside.start, inside.start, inside.end);
  }
}
