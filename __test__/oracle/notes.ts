/**
 * The notes of a line comment, found the slow and obvious way, with JavaScript's own RegExp and the usual options. It shares nothing
 * with either engine. For comments of less than 256 bytes; see docs/design/matching.md.
 */
export interface Note {
  /** UTF-16 units of the comment. */
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly ref: string | undefined;
  readonly text: string;
}

const B = "[ \\t\\v\\f]";
const COLON = "(?::(?!:|//)|\uff1a)";
const WORD = /(?<![A-Za-z0-9_])(?:TODO|FIXME|XXX|HACK|BUG|NOTE|OPTIMIZE)(?![A-Za-z0-9_])/gi;
const KEYWORD = /^(?:TODO|FIXME|XXX|HACK|BUG|NOTE|OPTIMIZE)$/;
const DECORATION = /^[ \t\v\f*#!/\-;%<>|=]*/;
const BRACKETS = "(?:\\(([^)]*)\\)|\\[([^\\]]*)\\])";
const ATTACHED = new RegExp(`^${BRACKETS}(${B}*${COLON})?`);
const APART = new RegExp(`^${B}+${BRACKETS}(${COLON})?`);
const TIED = new RegExp(`^${COLON}`);
const LOOSE = new RegExp(`^${B}*${COLON}`);
const SEPARATED = new RegExp(`^(?:[-,.;!?=>~]+|${B}+-+)(?=${B}|$)`);
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

const trim = (text: string): string => text.replace(/^[ \t\v\f]+/, "").replace(/[ \t\v\f]+$/, "");
const clean = (text: string): string => trim(trim(text).replace(/(?:^|[ \t\v\f])[*#/|=-]+$/, ""));

/** UTF-16 units of what follows a keyword. */
interface Form {
  /** Those that belong to the tag. */
  readonly own: number;
  readonly ref: string | undefined;
  /** Those before the text. */
  readonly text: number;
}

/** How much of what follows a keyword and its reference is no text. */
const skipped = (rest: string): number => (LOOSE.exec(rest) ?? SEPARATED.exec(rest))?.[0].length ?? 0;

function form(rest: string, own: number, ref: string): Form {
  return { own, ref: ref === "" ? undefined : ref, text: own + skipped(rest.slice(own)) };
}

const brackets = (match: RegExpExecArray): [whole: string, ref: string, tied: boolean] => [
  match[0].slice(0, match[0].length - (match[3]?.length ?? 0)),
  trim(match[1] ?? match[2] ?? ""),
  match[3] !== undefined,
];

const isPart = (rest: string): boolean => !TIED.test(rest) && /^[!-/:-@[-`{-~]+[A-Za-z0-9_]/.test(rest);

function leading(rest: string): Form | undefined {
  const attached = ATTACHED.exec(rest);
  if (attached !== null) {
    const [whole, ref, tied] = brackets(attached);
    return ref === "" && !tied ? undefined : form(rest, whole.length, ref);
  }
  const apart = APART.exec(rest);
  if (apart !== null) {
    const [whole, ref, tied] = brackets(apart);
    const dated = apart[2] !== undefined && ref.split(",").some((item) => DATE.test(trim(item)));
    if (ref !== "" && (tied || dated)) return form(rest, whole.length, ref);
  }
  return !/^[([]/.test(rest) && isPart(rest) ? undefined : form(rest, 0, "");
}

function later(rest: string, exact: boolean, marked: boolean): Form | undefined {
  const attached = ATTACHED.exec(rest);
  const [whole, ref] = attached === null ? ["", ""] : brackets(attached);
  const after = rest.slice(whole.length);
  const tied = TIED.test(after) && exact;
  if (!tied && (!marked || (attached === null && isPart(rest)))) return undefined;
  return ref !== "" || LOOSE.test(after) || whole === "" ? form(rest, whole.length, ref) : undefined;
}

/** All notes of what follows `//`. */
export function naiveNotes(comment: string): Note[] {
  const lead = DECORATION.exec(comment)![0].length;
  const found: (Form & { start: number; end: number; kind: string })[] = [];
  let free = 0;
  for (const { 0: word, index } of comment.matchAll(WORD)) {
    if (index < free) continue;
    const marked = /(?<![A-Za-z0-9_])@$/.test(comment.slice(0, index));
    const exact = KEYWORD.test(word);
    if (!exact && (!marked || /^[a-z][A-Z]/.test(word))) continue;
    const start = marked ? index - 1 : index;
    const end = index + word.length;
    const rest = comment.slice(end);
    const stands = start > 0 && /[ \t\v\f([{]/.test(comment[start - 1]!);
    const one = (start === lead ? leading(rest) : undefined) ?? (stands ? later(rest, exact, marked) : undefined);
    if (one === undefined) continue;
    free = end + one.text;
    found.push({ ...one, start, end, kind: word.toUpperCase() });
  }
  return found.map(({ start, end, kind, ref, own, text }, index) => ({
    ...{ start, end: end + own, kind, ref },
    text: clean(comment.slice(end + text, found[index + 1]?.start)),
  }));
}
