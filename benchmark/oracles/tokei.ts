/**
 * Our table of languages beside tokei's `languages.json`: prints, per language, the delimiters of comments that only one of them
 * has, where they nest, and whose extensions are called otherwise.
 * `node --import @oxc-node/core/register benchmark/oracles/tokei.ts LANGUAGES_JSON`
 */
import { readFileSync } from "node:fs";
import { languageFor, languageName, languageNamed } from "../../src/fallback/zones.ts";
import { count, syntaxOf } from "../../src/generated/syntax.ts";

const syntaxes = Array.from({ length: count }, (_, language) => syntaxOf(language));

interface Entry {
  readonly name?: string;
  readonly line_comment?: readonly string[];
  readonly multi_line_comments?: readonly (readonly [string, string])[];
  readonly nested_comments?: readonly (readonly [string, string])[];
  readonly nested?: boolean;
  readonly extensions?: readonly string[];
}

const plain = (token: string): string => token.replace(/\\(.)/g, "$1").trim();
const unique = (tokens: readonly string[]): string[] => [...new Set(tokens.map((token) => token.trim().toLowerCase()))];

function theirs({ line_comment = [], multi_line_comments = [], nested_comments = [] }: Entry): string[] {
  const blocks = [...multi_line_comments, ...nested_comments].map(([open, close]) => `${plain(open)} ${plain(close)}`);
  return unique([...line_comment.map(plain), ...blocks]);
}

function ours(language: number): string[] {
  const comments = syntaxes[language]!.rules.filter(({ kind }) => kind === "line" || kind === "block");
  return unique(comments.map(({ open, close }) => (close === undefined ? open : `${open.trim()} ${close.trim()}`)));
}

const nests = (language: number): boolean =>
  syntaxes[language]!.rules.some(({ kind, nested }) => kind === "block" && nested === true);

function* differences(entry: Entry, language: number): Generator<string> {
  const [own, their] = [ours(language), theirs(entry)];
  const missing = their.filter((token) => !own.includes(token));
  const more = own.filter((token) => !their.includes(token));
  if (missing.length > 0) yield `only theirs: ${missing.join(", ")}`;
  if (more.length > 0) yield `only ours: ${more.join(", ")}`;
  if (their.some((token) => token.includes(" ")) && nests(language) !== Boolean(entry.nested ?? entry.nested_comments))
    yield nests(language) ? "nested only in ours" : "nested only in theirs";
}

const none = new Uint8Array();
const entries = Object.entries(
  (JSON.parse(readFileSync(process.argv[2]!, "utf8")) as { languages: Record<string, Entry> }).languages,
);
let equal = 0;
const unknown: string[] = [];
for (const [key, entry] of entries) {
  const name = entry.name ?? key;
  const byExtension = (entry.extensions ?? []).map((extension) => languageFor(`a.${extension}`, none));
  const language = languageNamed(name) ?? languageNamed(key) ?? byExtension.find((index) => index !== 0);
  if (language === undefined) unknown.push(name);
  else {
    const found = [...differences(entry, language)];
    (entry.extensions ?? []).forEach((extension, index) => {
      const other = languageName(byExtension[index]!);
      if (other !== languageName(language)) found.push(`.${extension} is ${other}`);
    });
    if (found.length === 0) equal++;
    else console.log(`${name} as ${languageName(language)}: ${found.join("; ")}`);
  }
}
console.log(`${equal} of ${entries.length} equal; unknown here: ${unknown.join(", ")}`);
