/**
 * What leasot itself says of the texts in conformance/leasot/. `node --import @oxc-node/core/register __test__/oracle/leasot.ts`
 * writes cases.json there: for every extension, texts in its comment style.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isExtensionSupported, parse } from "leasot";
import type { TodoComment } from "../../src/compat/leasot/types.ts";
import { extensions } from "../../src/compat/leasot/table.ts";

/** One text, and what is found in it. */
export interface Case {
  readonly extension: string;
  readonly text: string;
  readonly config: { readonly customTags?: string[]; readonly withInlineFiles?: boolean };
  readonly items: readonly TodoComment[];
}

/** What notes stand in: before and after. */
const comments: readonly (readonly [string, string])[] = [
  ["// ", ""],
  ["/* ", " */"],
  ["/**\n * ", "\n */"],
  ["/*! ", "*/"],
  ["# ", ""],
  ["% ", ""],
  ["-- ", ""],
  ["--[[ ", "\n ]]"],
  ["--[[\n", "\n]]"],
  ["; ", ""],
  [";;; ", ""],
  ["(* ", " *)"],
  ["(*\n", "\n*)"],
  ["<!-- ", " -->"],
  ["<%# ", " %>"],
  ["<%-- ", " --%>"],
  ["{# ", " #}"],
  ["{{! ", " }}"],
  ["{{!-- ", " --}}"],
  ["{ ", "}"],
  ['"""', '"""'],
  ["-# ", ""],
  ["/ ", ""],
  ["//- ", ""],
  ["\\begin{comment}", "\\end{comment}"],
];

/** Notes. */
const notes = [
  "todo",
  "@TODO(mia): do it",
  "FixMe do it /leo",
  "review: this",
  "TODOs",
  "note todo",
  "todo (",
  "todo /a b /c",
];

/** A text with each note in each comment, some behind code, with all three line ends. */
const whole = (): string => {
  const lines = comments.flatMap(([open, close]) => notes.map((note) => `${open}${note}${close}`));
  return lines.map((line, index) => `${index % 7 === 3 ? "code() " : " ".repeat(index % 3)}${line}`).join("\n");
};

const texts = (): readonly string[] => [
  whole(),
  whole().replaceAll("\n", "\r\n"),
  "\ufeff// todo a\r# todo b\r<!-- todo c -->",
];

async function casesOf(extension: string): Promise<Case[]> {
  const out: Case[] = [];
  for (const [index, text] of texts().entries()) {
    const config = index === 0 ? {} : { customTags: ["review"], withInlineFiles: true };
    out.push({ extension, text, config, items: await parse(text, { extension, filename: "a", ...config }) });
  }
  return out;
}

/** Cases with the texts, which are the same for all, held once. */
interface Recorded {
  readonly texts: readonly string[];
  readonly cases: readonly (Omit<Case, "text" | "items"> & {
    readonly text: number;
    readonly items: readonly unknown[][];
  })[];
}

const place = new URL("../../conformance/leasot/cases.json", import.meta.url);

const plain = ({ tag, line, ref, text }: TodoComment): unknown[] => [tag, line, ref, text];

/** All cases, as they were recorded. */
export function recorded(): readonly Case[] {
  const { texts, cases } = JSON.parse(readFileSync(place, "utf8")) as Recorded;
  const item = ([tag, line, ref, text]: readonly unknown[]): TodoComment =>
    ({ file: "a", tag, line, ref, text }) as TodoComment;
  return cases.map((one) => ({ ...one, text: texts[one.text]!, items: one.items.map(item) }));
}

/** All cases, as leasot answers now. */
export async function record(): Promise<Recorded> {
  const known = extensions().filter(isExtensionSupported).sort();
  const all = (await Promise.all(known.map(casesOf))).flat();
  const cases = all.map(({ text, items, ...rest }) => ({
    ...rest,
    text: texts().indexOf(text),
    items: items.map(plain),
  }));
  return { texts: texts(), cases };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(place, `${JSON.stringify(await record()).replaceAll('{"extension"', '\n{"extension"')}\n`);
}
