/** What ends a note on its line. */
import { isBreak, lastBreak, skipSpace } from "./space.ts";

/** What ends notes, for one line. Each is asked about many positions, so an answer costs little whatever the line. */
export interface Close {
  /** The end of the closer at a position, or -1. */
  at(position: number): number;
  /** The last closer in a range of no white space. */
  within(start: number, end: number): { readonly start: number; readonly end: number } | undefined;
  /** The last closer that begins in a range of white space, or -1. */
  before(start: number, end: number): number;
}

/** Makes a closer for a line. */
export type Closing = (line: string) => Close;

const none = (): undefined => undefined;
const nowhere = (): number => -1;

/** The last place of a literal in a range. */
function lastOf(line: string, literal: string, start: number, end: number): number {
  const found = line.slice(start, end).lastIndexOf(literal);
  return found < 0 ? -1 : start + found;
}

/** A literal. */
export const literal =
  (mark: string): Closing =>
  (line) => ({
    at: (position) => (line.startsWith(mark, position) ? position + mark.length : -1),
    within(start, end) {
      const found = lastOf(line, mark, start, end);
      return found < 0 ? undefined : { start: found, end: found + mark.length };
    },
    before: nowhere,
  });

/** A literal that may have another before it. */
export const either = (long: string, short: string): Closing => {
  const [makeLong, makeShort] = [literal(long), literal(short)];
  return (line) => {
    const [longer, shorter] = [makeLong(line), makeShort(line)];
    return {
      at: (position) => Math.max(longer.at(position), shorter.at(position)),
      within: (start, end) => shorter.within(start, end),
      before: nowhere,
    };
  };
};

/** The text's end. */
export const textEnd: Closing = (line) => ({
  at: (position) => (position === line.length ? position : -1),
  within: none,
  before: nowhere,
});

const isEnd = (line: string, position: number): boolean =>
  position === line.length || isBreak(line.charCodeAt(position));

/** A line's end: the text's, or U+2028 and U+2029. */
export const lineEnd: Closing = (line) => ({
  at: (position) => (isEnd(line, position) ? position : -1),
  within: none,
  before: (start, end) => lastBreak(line, start, end),
});

/** A literal before a line's end. */
export const literalEnd =
  (mark: string): Closing =>
  (line) => {
    const at = (position: number): number => {
      const end = position + mark.length;
      return line.startsWith(mark, position) && isEnd(line, end) ? end : -1;
    };
    return {
      at,
      within(start, end) {
        const last = end - mark.length;
        return last >= start && at(last) >= 0 ? { start: last, end } : undefined;
      },
      before: nowhere,
    };
  };

/** White space before a line's end. */
export const blankEnd: Closing = (line) => {
  let known = { start: 0, end: -1, last: -1 };
  const look = (start: number): void => {
    const end = skipSpace(line, start);
    known = { start, end, last: end === line.length ? end : lastBreak(line, start, end) };
  };
  return {
    at(position) {
      if (position < known.start || position > known.end) look(position);
      return known.last >= position ? known.last : -1;
    },
    within: none,
    before: (start, end) => lastBreak(line, start, end),
  };
};

/** The text's end, perhaps with what ends a block comment before it. */
export const blockEnd: Closing = (line) => {
  let start = line.length;
  if (line.endsWith("/")) while (line[start - 2] === "*") start--;
  const tail = line.endsWith("/") ? start - 1 : start;
  return { at: (position) => (position >= tail ? line.length : -1), within: none, before: nowhere };
};

const COMMENT_END = String.raw`\end{comment}`;
const commentEnds = /\\end\{comment\}/gi;

/** What ends a LaTeX comment, in a whole text. */
export const latexEnd: Closing = (text) => {
  const at = (position: number): number => {
    const end = position + COMMENT_END.length;
    return text[position] === "\\" && text.slice(position, end).toLowerCase() === COMMENT_END ? end : -1;
  };
  return {
    at,
    within(start, end) {
      const last = [...text.slice(start, end).matchAll(commentEnds)].at(-1);
      return last === undefined ? undefined : { start: start + last.index, end: start + last.index + last[0].length };
    },
    before: nowhere,
  };
};
