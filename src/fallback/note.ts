/** `note`: `TODO(ref): text` in comments. The Rust twin is crates/core/src/note.rs. */
import type { DetectorSpec } from "../engine/contract.ts";
import type { Found } from "./detector.ts";
import { note as table } from "../generated/detectors.ts";
import { encode, isBlank, isWord, runEnd, trim, units } from "./lines.ts";
import { readReference } from "./reference.ts";

/** The `note` detector as a caller asks for it. */
export type NoteSpec = DetectorSpec & { readonly type: "note" };

/** A part of a line in which notes may stand: the content of a comment, without its opener and closer. Bytes of the line. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly zone: number;
  /** Whether the content, or a line of it, begins here, rather than a piece of a very long line. */
  readonly fresh: boolean;
  /** The length of the opener before it; 0 where it goes on from the line before. */
  readonly open: number;
  /** Whether a closer follows. */
  readonly closed: boolean;
}

/** A keyword on a line. */
interface Hit {
  /** With the `@`, if there is one. */
  readonly start: number;
  readonly end: number;
  readonly keyword: string;
  /** Whether `@` stands before it. */
  readonly marked: boolean;
  /** Whether it is written as the keyword is. */
  readonly exact: boolean;
}

type Range = readonly [start: number, end: number];

/** What follows a keyword. */
interface Tail {
  /** The end of the keyword with its reference. */
  readonly end: number;
  readonly reference: Range | undefined;
  readonly colon: boolean;
  /** Where the text begins. */
  readonly text: number;
}

/** The longest reference, in bytes: what is not closed by then is none, so that time stays linear. */
const REFERENCE = 256;
/** U+FF1A, which stands for a colon in Chinese and Japanese. */
const WIDE_COLON = encode("\uff1a");
const WORD = "[A-Za-z0-9_]";

const setOf = (signs: string): ((code: number) => boolean) => {
  const codes = new Set([...signs].map((sign) => sign.charCodeAt(0)));
  return (code) => codes.has(code);
};
const isDecoration = setOf(table.decoration);
const isSeparator = setOf(table.separators);
const isFrame = setOf(table.frame);
const isStar = setOf("*");
const isDash = setOf("-");
/** Of ASCII; an underscore is a word byte, too. */
const isPunctuation = (code: number): boolean =>
  (code > 0x20 && code < 0x30) ||
  (code > 0x39 && code < 0x41) ||
  (code > 0x5a && code < 0x61) ||
  (code > 0x7a && code < 0x7f);
const isWordAt = (line: string, at: number): boolean => isWord(line.charCodeAt(at));
const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Either case of a letter, and any other byte as it is. */
const loosely = (byte: string): string =>
  /[A-Za-z]/.test(byte)
    ? `[${byte.toLowerCase()}${byte.toUpperCase()}]`
    : `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`;

/** Judges the comments of lines. */
export class Note {
  readonly spec: NoteSpec;
  /** The longest first. */
  readonly #keywords: readonly string[];
  readonly #small: readonly string[];
  /** Any keyword in any case, at word boundaries. */
  readonly #any: RegExp;

  constructor(spec: NoteSpec) {
    this.spec = spec;
    this.#keywords = spec.note.keywords.map(encode).sort((a, b) => b.length - a.length);
    this.#small = this.#keywords.map(lower);
    const words = this.#keywords.map((keyword) => [...keyword].map(loosely).join(""));
    this.#any = new RegExp(`(?<!${WORD})(?:${words.join("|")})(?!${WORD})`, "g");
  }

  /** Whether there may be a note on the line, whatever its zones: few of the lines that hold a literal are worth lexing for. */
  mayConcern(line: string): boolean {
    for (let hit = this.#next(line, 0); hit !== undefined; hit = this.#next(line, hit.end)) {
      if (isPromising(line, hit)) return true;
    }
    return false;
  }

  /** Adds the notes of a line, leftmost first. Linear in the line. */
  judge(line: string, segments: readonly Segment[], found: Found[]): void {
    for (const segment of segments) {
      const content = line.slice(0, segment.end);
      const tags = this.#search(content, segment);
      cutTexts(content, segment.closed, tags);
      for (const tag of tags) found.push(tag);
    }
  }

  /** What a line goes on with, if it does: where the content of the segment begins without decoration, and that content. */
  continuation(line: string, segment: Segment): { column: number; text: string } | undefined {
    const content = line.slice(0, segment.end);
    const column = undecorated(content, segment.start);
    const text = plain(content.slice(column), segment.closed);
    return text === "" || this.#search(content, segment).length > 0 ? undefined : { column, text };
  }

  /** Whether a note has what is needed, and a text neither too short nor too long. */
  wants({ fields, text }: Found): boolean {
    const { needs } = this.spec.note;
    const lacks = (need: NoteSpec["note"]["needs"][number], field: number): boolean =>
      needs.includes(need) && fields[field] === undefined;
    return !lacks("reference", 0) && !lacks("expiry", 3) && this.#fits(text);
  }

  #fits(text: string): boolean {
    const { least, most } = this.spec.note;
    if (least === 0 && most === 0) return true;
    const length = units(text, 0, text.length);
    return length >= least && (most === 0 || length <= most);
  }

  /** The notes of a segment, their texts reaching to the segment's end. */
  #search(line: string, { start, fresh }: Segment): Found[] {
    const lead = fresh ? undecorated(line, start) : -1;
    const found: Found[] = [];
    for (let hit = this.#next(line, start); hit !== undefined;) {
      const tail = (lead === hit.start ? leading(line, hit) : undefined) ?? later(line, hit);
      let at = hit.end;
      if (tail !== undefined && (tail.colon || !this.spec.note.needs.includes("colon"))) {
        at = Math.max(tail.text, tail.end);
        found.push(makeFound(line, hit, tail));
      }
      hit = this.#next(line, at);
    }
    return found;
  }

  /** The first keyword at or after `from` that stands at word boundaries. */
  #next(line: string, from: number): Hit | undefined {
    const any = this.#any;
    any.lastIndex = from;
    for (let match = any.exec(line); match !== null; match = any.exec(line)) {
      const hit = this.#hit(line, match.index);
      if (hit !== undefined) return hit;
      any.lastIndex = match.index + 1;
    }
    return undefined;
  }

  /** The longest keyword at `at` that counts as it is written there. */
  #hit(line: string, at: number): Hit | undefined {
    const marked = at > 0 && line[at - 1] === "@" && !isWordAt(line, at - 2);
    const loose = (marked && !isSwapped(line, at)) || this.spec.note.ignoreCase;
    const index = this.#keywords.findIndex((keyword, place) => {
      const end = at + keyword.length;
      const own = line.slice(at, end);
      return (own === keyword || (loose && lower(own) === this.#small[place])) && !isWordAt(line, end);
    });
    if (index < 0) return undefined;
    const keyword = this.#keywords[index]!;
    const end = at + keyword.length;
    return { start: marked ? at - 1 : at, end, keyword, marked, exact: line.slice(at, end) === keyword };
  }
}

function makeFound(line: string, { start, keyword }: Hit, { end, reference, text }: Tail): Found {
  const ref = reference === undefined ? undefined : line.slice(...reference);
  const values = ref === undefined ? [undefined, undefined, undefined] : readReference(ref);
  return { start, end, kind: keyword, name: ref ?? "", text: line.slice(text), fields: [ref, ...values] };
}

/** Whether a word begins with a small letter and then a capital. The literals leave that out. */
const isSwapped = (line: string, at: number): boolean => /^[a-z][A-Z]/.test(line.slice(at, at + 2));

/** Where the first byte is that is neither blank nor decoration. */
export const undecorated = (line: string, from: number): number =>
  runEnd(line, from, (code) => isBlank(code) || isDecoration(code));

/** Whether a keyword could be a note's, whatever its zone: the empty brackets of a call make it none. */
const isPromising = (line: string, { end }: Hit): boolean => !line.startsWith("()", end) || after(line, end + 2).colon;

/** What follows a keyword with which the content begins; undefined if it is no note. */
function leading(line: string, hit: Hit): Tail | undefined {
  const attached = bracket(line, hit.end);
  if (attached !== undefined) {
    const end = attached[1] + 1;
    const reference = someReference(line, attached);
    const rest = after(line, end);
    return reference !== undefined || rest.colon ? { end, reference, ...rest } : undefined;
  }
  const tail = apart(line, hit.end);
  if (tail !== undefined) return tail;
  const opens = line[hit.end] === "(" || line[hit.end] === "[";
  if (!opens && isPart(line, hit.end)) return undefined;
  return { end: hit.end, reference: undefined, ...after(line, hit.end) };
}

/** A reference that blanks keep apart from its keyword: in front of a colon, or a date in square brackets. */
function apart(line: string, keywordEnd: number): Tail | undefined {
  const open = runEnd(line, keywordEnd, isBlank);
  const range = open > keywordEnd ? bracket(line, open) : undefined;
  const reference = range === undefined ? undefined : someReference(line, range);
  if (range === undefined || reference === undefined) return undefined;
  const end = range[1] + 1;
  const dated = line[open] === "[" && readReference(line.slice(...reference))[2] !== undefined;
  return dated || colon(line, end) > 0 ? { end, reference, ...after(line, end) } : undefined;
}

/** What follows a keyword further on in the content: only what its form tells from prose is a note. */
function later(line: string, hit: Hit): Tail | undefined {
  const before = line[hit.start - 1];
  if (before === undefined || !(isBlank(before.charCodeAt(0)) || "([{".includes(before))) return undefined;
  const attached = bracket(line, hit.end);
  const end = attached === undefined ? hit.end : attached[1] + 1;
  const tied = colon(line, end) > 0 && hit.exact;
  if (!tied && (!hit.marked || (attached === undefined && isPart(line, hit.end)))) return undefined;
  const reference = attached === undefined ? undefined : someReference(line, attached);
  const rest = after(line, end);
  return reference !== undefined || rest.colon || end === hit.end ? { end, reference, ...rest } : undefined;
}

/** Whether the word goes on, as in `TODO.md`, `TODO::new` or `TODO-list`: signs follow that no blank and no end does. */
function isPart(line: string, end: number): boolean {
  if (colon(line, end) > 0) return false;
  const signs = runEnd(line, end, isPunctuation);
  return signs > end && isWordAt(line, signs);
}

/** The content of the brackets that open at `open`. */
function bracket(line: string, open: number): Range | undefined {
  const closer = line[open] === "(" ? ")" : line[open] === "[" ? "]" : undefined;
  if (closer === undefined) return undefined;
  const length = line.slice(open + 1, open + 2 + REFERENCE).indexOf(closer);
  return length < 0 ? undefined : [open + 1, open + 1 + length];
}

/** The reference without blanks around it, unless it is empty. */
function someReference(line: string, [from, to]: Range): Range | undefined {
  const start = Math.min(runEnd(line, from, isBlank), to);
  const { length } = trim(line.slice(start, to));
  return length > 0 ? [start, start + length] : undefined;
}

/** The length of the colon at `at`, 0 without one: none that is part of `::` or `://`. */
function colon(line: string, at: number): number {
  if (line.startsWith(WIDE_COLON, at)) return WIDE_COLON.length;
  return line[at] === ":" && line[at + 1] !== ":" && !line.startsWith("://", at) ? 1 : 0;
}

/**
 * Passes over a colon, or else over separators (dashes, where a blank stands before them) that a blank or the end follows: whether
 * there is a colon, and where the text begins.
 */
function after(line: string, end: number): { colon: boolean; text: number } {
  const start = runEnd(line, end, isBlank);
  const length = colon(line, start);
  if (length > 0) return { colon: true, text: start + length };
  const next = runEnd(line, start, start === end ? isSeparator : isDash);
  const ends = next >= line.length || isBlank(line.charCodeAt(next));
  return { colon: false, text: ends ? next : start };
}

/** Ends each text where the next note begins, and the last one where the content does. */
function cutTexts(content: string, isClosed: boolean, found: readonly Found[]): void {
  let end = content.length;
  let closed = isClosed;
  for (const tag of found.toReversed()) {
    tag.text = plain(content.slice(content.length - tag.text.length, end), closed);
    end = tag.start;
    closed = false;
  }
}

/** Text without blanks around it, and without what closes the line of a box. */
function plain(raw: string, closed: boolean): string {
  const text = trim(closed ? raw.slice(0, bareEnd(raw, isStar)) : raw);
  const bare = bareEnd(text, isFrame);
  return bare === 0 || isBlank(text.charCodeAt(bare - 1)) ? trim(text.slice(0, bare)) : text;
}

/** Where the last bytes that are of a set begin. */
function bareEnd(text: string, is: (code: number) => boolean): number {
  let end = text.length;
  while (end > 0 && is(text.charCodeAt(end - 1))) end--;
  return end;
}
