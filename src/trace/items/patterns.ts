/** What a line of Markdown or reStructuredText can be to OpenFastTrace. All are linear in the line. */
import { ID } from "./id.ts";
import { late } from "./late.ts";

/** What a line says: the part that matters, or undefined where the line is something else. `next`: the line below. */
export type Pattern = (line: string, next: string | undefined) => string | undefined;

const S = String.raw`[ \t\v\f]*`;
const WORDS = String.raw`(${S}\w+${S}(?:,${S}\w+${S})*)`;

/** The first group of a match, empty where there is none. */
function compiled(source: string): Pattern {
  const pattern = late(source, "u");
  return (line) => {
    const match = pattern().exec(line);
    return match === null ? undefined : (match[1] ?? "");
  };
}

const BULLET = /^[ \t\v\f]{0,3}[+*-]/;

/** The last of these on the line of a list's entry. */
function lastOf(source: string): Pattern {
  const pattern = late(String.raw`(?<![A-Za-z0-9_])(?:${source})(?![A-Za-z0-9_])`, "gu");
  return (line) => {
    const bullet = BULLET.exec(line);
    return bullet === null ? undefined : line.slice(bullet[0].length).match(pattern())?.at(-1);
  };
}

const targets = late(String.raw`${S}([A-Za-z]+(?:,${S}[A-Za-z]+)*)${S}:${S}(${ID})`, "uy");
const LETTER = /[A-Za-z]/;
const BLANK = /[ \t\v\f]/;

/** Where the word that ends at `end`, blanks aside, begins; -1 if there is none. */
function wordBefore(line: string, end: number): number {
  let at = end;
  while (at > 0 && BLANK.test(line[at - 1]!)) at--;
  const last = at;
  while (at > 0 && LETTER.test(line[at - 1]!)) at--;
  return at === last ? -1 : at;
}

/** `arch --> dsn, impl : req~name~1`, wherever it stands on the line. Arrows are tried from left to right. */
const forward: Pattern = (line) => {
  for (let arrow = line.indexOf("-->"); arrow >= 0; arrow = line.indexOf("-->", arrow + 1)) {
    const start = wordBefore(line, arrow);
    const pattern = targets();
    pattern.lastIndex = arrow + 3;
    const match = start < 0 ? null : pattern.exec(line);
    if (match !== null) return line.slice(start, pattern.lastIndex);
  }
  return undefined;
};

const markdownUnderline = compiled(String.raw`^([=-]{3,})${S}$`);
const rstUnderline = compiled(String.raw`^([-=\u0060:.'"~^_*+#<>]{3,})${S}$`);
const hashTitle = compiled(String.raw`^#+${S}(.*)$`);

const aboveLine =
  (underline: Pattern): Pattern =>
  (line, next) =>
    next !== undefined && underline(next, undefined) !== undefined ? line : undefined;

const common = {
  comment: compiled(`^Comment:${S}$`),
  covers: compiled(`^Covers:${S}$`),
  depends: compiled(`^Depends:${S}$`),
  description: compiled(`^Description:${S}$`),
  empty: compiled(`^${S}$`),
  any: (line) => line,
  forward,
  id: compiled(`^\u0060?(${ID})`),
  needsHere: compiled(`^Needs:${WORDS}$`),
  needs: compiled(`^Needs:${S}$`),
  need: lastOf("[A-Za-z]+"),
  some: (line) => line || undefined,
  rationale: compiled(`^Rationale:${S}$`),
  reference: lastOf(ID),
  status: compiled(`^Status:${S}(approved|proposed|draft|rejected)${S}$`),
  tagsHere: compiled(`^Tags:${WORDS}$`),
  tags: compiled(`^Tags:${S}$`),
  tag: compiled(String.raw`^[ \t\v\f]{0,3}[+*-]${S}(.*)$`),
} satisfies Record<string, Pattern>;

/** The name of a pattern. */
export type PatternName = keyof typeof common | "title" | "underline" | "codeBegin" | "codeEnd";

const never: Pattern = () => undefined;

/** The patterns of Markdown. */
export const markdown: Readonly<Record<PatternName, Pattern>> = {
  ...common,
  underline: markdownUnderline,
  title: (line, next) => hashTitle(line, next) ?? aboveLine(markdownUnderline)(line, next),
  codeBegin: compiled(`^ *[\u0060~]{3,30}\\w*${S}$`),
  codeEnd: compiled(`^ *[\u0060~]{3,30}${S}$`),
};

/** The patterns of reStructuredText. */
export const rst: Readonly<Record<PatternName, Pattern>> = {
  ...common,
  underline: rstUnderline,
  title: aboveLine(rstUnderline),
  codeBegin: never,
  codeEnd: never,
};
