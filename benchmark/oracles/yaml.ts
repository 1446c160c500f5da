/** The lexer of the `yaml` package: of the grammars, YAML's alone needs what web-tree-sitter does not give it. */
import { CST, Lexer, parseAllDocuments } from "yaml";

import { decode } from "./text.ts";
import type { Answer, Oracle } from "./types.ts";
import { version } from "./version.ts";

/** The lexer's tokens are the text in pieces, but for marks of one control character that stand for no text. */
const mark = (token: string) => token === CST.DOCUMENT || token === CST.FLOW_END || token === CST.SCALAR;

function* comments(text: string): Generator<[number, number]> {
  let at = 0;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    if (mark(token) && !scalar) scalar = token === CST.SCALAR;
    else {
      if (!scalar && CST.tokenType(token) === "comment") yield [at, at + token.length];
      scalar = false;
      at += token.length;
    }
  }
}

function problem(text: string): string | undefined {
  const documents = parseAllDocuments(text, { logLevel: "silent", uniqueKeys: false, strict: true });
  for (const { errors } of Array.isArray(documents) ? documents : []) if (errors[0]) return errors[0].code;
  return undefined;
}

function ask(_path: string, bytes: Uint8Array): Answer {
  const { text, byte } = decode(bytes);
  const found = [...comments(text)].flatMap(([start, end]) => [byte(start), byte(end)]);
  const broken = problem(text);
  return broken === undefined ? { comments: found } : { comments: found, broken };
}

/** The oracle for YAML. */
export const yaml = (): Promise<Oracle> => Promise.resolve({ name: version("yaml"), ask, close: () => undefined });
