/**
 * TypeScript's own parser and scanner. The parser says where a regular expression, a template, a string and JSX text are; what lies
 * between them is plain tokens, which the scanner takes apart.
 */
import ts from "typescript";

import { decode } from "./text.ts";
import type { Answer, Oracle } from "./types.ts";

type Span = readonly [start: number, end: number];

const opaque: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateHead,
  ts.SyntaxKind.TemplateMiddle,
  ts.SyntaxKind.TemplateTail,
  ts.SyntaxKind.RegularExpressionLiteral,
  ts.SyntaxKind.JsxText,
]);

/** JSX text has no trivia: what looks like a comment before its first word is text. */
const start = (node: ts.Node, file: ts.SourceFile) =>
  node.kind === ts.SyntaxKind.JsxText ? node.pos : node.getStart(file, false);

/** A stack of our own: expressions nest deeper than calls can. */
function literals(file: ts.SourceFile): Span[] {
  const spans: Span[] = [];
  const left: ts.Node[] = [file];
  for (let node = left.pop(); node !== undefined; node = left.pop())
    if (opaque.has(node.kind)) spans.push([start(node, file), node.end]);
    else ts.forEachChild(node, (child) => void left.push(child));
  return spans.sort((a, b) => a[0] - b[0]);
}

/** The comments of a stretch without literals. */
function* trivia(scanner: ts.Scanner, text: string, from: number, to: number): Generator<Span> {
  scanner.setText(text, from, to - from);
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan())
    if (kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia)
      yield [scanner.getTokenStart(), scanner.getTokenEnd()];
}

function* comments(file: ts.SourceFile): Generator<Span> {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, file.languageVariant);
  let from = 0;
  for (const [start, end] of literals(file)) {
    if (start > from) yield* trivia(scanner, file.text, from, start);
    from = Math.max(from, end);
  }
  yield* trivia(scanner, file.text, from, file.text.length);
}

/** Where `parseDiagnostics`, which is internal, holds something, TypeScript could not parse the file. */
function problem(file: ts.SourceFile): string | undefined {
  const [first] = (file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] }).parseDiagnostics;
  return first && ts.flattenDiagnosticMessageText(first.messageText, " ");
}

function ask(path: string, bytes: Uint8Array): Answer {
  const { text, byte } = decode(bytes);
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const found = [...comments(file)].flatMap(([start, end]) => [byte(start), byte(end)]);
  const broken = problem(file);
  return broken === undefined ? { comments: found } : { comments: found, broken };
}

/** The oracle for TypeScript, JavaScript and JSX. */
export const scanner = (): Promise<Oracle> =>
  Promise.resolve({ name: `typescript ${ts.version}`, ask, close: () => undefined });
