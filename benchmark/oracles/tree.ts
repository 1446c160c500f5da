/** tree-sitter's grammars, as the package tree-sitter-wasms has them. */
import { createRequire } from "node:module";
import { Language, Parser, type Node, type Range, type Tree } from "web-tree-sitter";

import { grammars, packages, type Injection } from "./grammars.ts";
import { decode, type Text } from "./text.ts";
import type { Answer, Oracle } from "./types.ts";
import { version } from "./version.ts";

const require = createRequire(import.meta.url);
const home = (name: string) => grammars[name]!.from ?? "tree-sitter-wasms";
const file = (name: string) => `${home(name)}/${packages[home(name)]}/tree-sitter-${name}.wasm`;
const parsers = new Map<string, Parser>();

/** A parser for a grammar, made once. */
async function parser(name: string): Promise<Parser> {
  const known = parsers.get(name);
  if (known) return known;
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve(file(name))));
  parsers.set(name, parser);
  return parser;
}

const range = (node: Node): Range => ({
  startIndex: node.startIndex,
  endIndex: node.endIndex,
  startPosition: node.startPosition,
  endPosition: node.endPosition,
});

function nodes(tree: Tree, types: readonly string[]): Node[] {
  return tree.rootNode.descendantsOfType([...types]).filter((node) => node !== null);
}

/** What an injection reads, each list one document. */
function documents(tree: Tree, { node, within, joined, when }: Injection): Range[][] {
  const found = nodes(tree, [node]).filter(
    (one) => (!within || one.parent?.type === within) && (!when || when.test(one.text)),
  );
  const ranges = found.map(range).filter(({ startIndex, endIndex }) => endIndex > startIndex);
  if (!ranges.length) return [];
  return joined ? [ranges] : ranges.map((one) => [one]);
}

/** Reads one document: its comments into `into`; gives whether all of it was understood. */
async function read(name: string, text: Text, ranges: Range[] | undefined, into: [number, number][]): Promise<boolean> {
  const grammar = grammars[name]!;
  const reader = await parser(name);
  const tree = reader.parse(text.text, null, ranges ? { includedRanges: ranges } : undefined);
  if (!tree) throw new Error(`tree-sitter gave no tree for ${name}`);
  try {
    let fine = !tree.rootNode.hasError;
    for (const node of nodes(tree, grammar.comments)) into.push([text.byte(node.startIndex), text.byte(node.endIndex)]);
    for (const injection of grammar.injections ?? [])
      for (const inner of documents(tree, injection)) {
        // A directive's text is seldom a whole unit of its language: that its comments are found is enough.
        if (injection.as === "same") await fragment(name, text, inner, into);
        else fine = (await read(injection.as, text, inner, into)) && fine;
      }
    return fine;
  } finally {
    tree.delete();
  }
}

async function fragment(name: string, text: Text, ranges: Range[], into: [number, number][]): Promise<void> {
  const tree = (await parser(name)).parse(text.text, null, { includedRanges: ranges })!;
  for (const node of nodes(tree, grammars[name]!.comments))
    into.push([text.byte(node.startIndex), text.byte(node.endIndex)]);
  tree.delete();
}

async function ask(name: string, bytes: Uint8Array): Promise<Answer> {
  const found: [number, number][] = [];
  const fine = await read(name, decode(bytes), undefined, found);
  const comments = found.sort((a, b) => a[0] - b[0]).flat();
  return fine ? { comments } : { comments, broken: "the tree has errors" };
}

/** The oracle that a grammar is. */
export async function tree(name: string): Promise<Oracle> {
  await parser(name);
  return {
    name: `${name} of ${version(home(name))}, ${version("web-tree-sitter")}`,
    ask: (_path, bytes) => ask(name, bytes),
    close: () => undefined,
  };
}
