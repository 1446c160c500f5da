/**
 * What an oracle said before, kept in `benchmark/.work/oracles`, so that only our side is run again while a lexer is worked on.
 * A file whose size or time has changed is asked for anew, and so is everything once an oracle's name (its version) or its code has.
 */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { work } from "../places.ts";
import type { Answer, Oracle } from "./types.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const code = ["scanner.ts", "tokens.py", "tree.ts", "grammars.ts", "yaml.ts", "text.ts"];

function key(...words: string[]): string {
  const hash = createHash("sha1").update(words.join("\0"));
  for (const name of code) hash.update(readFileSync(join(here, name)));
  return hash.digest("hex").slice(0, 16);
}

function stamp(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${path} ${size} ${mtimeMs}`;
}

function load(file: string): Map<string, Answer> {
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return new Map(lines.map((line) => JSON.parse(line)));
}

/** The same oracle with a memory for one language. */
export function remembering(oracle: Oracle, language: string): Oracle {
  const file = join(work("oracles"), `${key(oracle.name, language)}.jsonl`);
  const known = load(file);
  const ask = async (path: string, bytes: Uint8Array): Promise<Answer> => {
    const mark = stamp(path);
    const old = known.get(mark);
    if (old) return old;
    const answer = await oracle.ask(path, bytes);
    appendFileSync(file, `${JSON.stringify([mark, answer])}\n`);
    return answer;
  };
  return { ...oracle, ask };
}
