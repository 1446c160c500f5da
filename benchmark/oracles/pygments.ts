/**
 * Our comments beside those of Pygments, on Pygments' own example files: an independent opinion on nearly every language.
 * `node --import @oxc-node/core/register benchmark/oracles/pygments.ts EXAMPLES [LEXER…] [--python PYTHON]`, where EXAMPLES is
 * `tests/examplefiles` of Pygments' source distribution and PYTHON one that has Pygments. White space does not count, nor do
 * hash bangs and preprocessor lines, nor where one comment ends and the next begins.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { COMMENT, GENERIC, languageFor, languageName, languageNamed, Lexer, WIDTH } from "../../src/fallback/zones.ts";

interface Opinion {
  readonly lexer: string;
  readonly path: string;
  readonly comments: readonly number[];
  readonly either: readonly number[];
}

/** A byte is: not said to be a comment, said to be one, or either. */
const EITHER = 2;
/** What of a difference is shown, in bytes. */
const SHOWN = 70;

const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

function paint(
  size: number,
  flat: readonly number[],
  value: number,
  into: Uint8Array = new Uint8Array(size),
): Uint8Array {
  for (let at = 0; at < flat.length; at += 2) into.fill(value, flat[at]!, flat[at + 1]!);
  return into;
}

function comments(bytes: Buffer, language: number): Uint8Array {
  const spans: number[] = [];
  const flat: number[] = [];
  new Lexer(language).advance(bytes, bytes.length, true, spans);
  for (let at = 0; at < spans.length; at += WIDTH) if (spans[at + 2] === COMMENT) flat.push(spans[at]!, spans[at + 1]!);
  return paint(bytes.length, flat, 1);
}

/** How a lexer's folder is lexed here: as the language of that name, else by what its files are called. */
function languageOf({ lexer, path }: Opinion): number | undefined {
  const language = languageNamed(lexer) ?? languageFor(basename(path), new Uint8Array());
  return language === GENERIC ? undefined : language;
}

/** Where the two differ, each as a line of text. */
function differences(bytes: Buffer, own: Uint8Array, their: Uint8Array): string[] {
  const found: string[] = [];
  const differs = (at: number) => !isSpace(bytes[at]!) && their[at] !== EITHER && own[at] !== their[at];
  for (let at = 0; at < bytes.length; at++) {
    if (!differs(at)) continue;
    const start = at;
    while (at < bytes.length && bytes[at] !== 10 && (differs(at) || isSpace(bytes[at]!))) at++;
    const line = bytes.subarray(0, start).filter((byte) => byte === 10).length + 1;
    const text = bytes.toString("utf8", start, Math.min(at, start + SHOWN));
    found.push(`${line}: ${own[start] === 1 ? "ours" : "theirs"}: ${text}`);
  }
  return found;
}

function compare(opinion: Opinion): { language: string; found: string[] } | undefined {
  const language = languageOf(opinion);
  if (language === undefined) return undefined;
  const bytes = readFileSync(opinion.path);
  const their = paint(bytes.length, opinion.either, EITHER, paint(bytes.length, opinion.comments, 1));
  return { language: languageName(language), found: differences(bytes, comments(bytes, language), their) };
}

function opinions(python: string, examples: string): Opinion[] {
  const script = new URL("comments.py", import.meta.url).pathname;
  const said = spawnSync(python, [script, examples], { encoding: "utf8", maxBuffer: 1 << 30 });
  if (said.status !== 0) throw new Error(said.stderr);
  return said.stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Opinion]));
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { python: { type: "string", default: "python3" }, most: { type: "string", default: "6" } },
});
const [examples = "", ...lexers] = positionals;
let [equal, files] = [0, 0];
const unknown = new Set<string>();
for (const opinion of opinions(values.python, examples)) {
  if (lexers.length > 0 && !lexers.includes(opinion.lexer)) continue;
  const result = compare(opinion);
  if (result === undefined) {
    unknown.add(opinion.lexer);
    continue;
  }
  files++;
  if (result.found.length === 0) equal++;
  else console.log(`${opinion.lexer}/${basename(opinion.path)} as ${result.language}: ${result.found.length} differ`);
  for (const one of result.found.slice(0, Number(values.most))) console.log(`  ${one}`);
}
console.log(`${equal} of ${files} files equal; no language for: ${[...unknown].join(" ")}`);
