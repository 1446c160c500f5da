/** Chains and items in Mermaid's language. */
import type { Edge, Node, Piece } from "./graph.ts";
import { fillUrl } from "../escape/uri.ts";
import { visible } from "../escape/visible.ts";

/** How much is drawn. */
export interface Drawing {
  /** Colours by state, words on edges, and links: without, only nodes and edges. */
  readonly isPlain?: boolean;
  /** URL of a place: see `repository` of the report's options. */
  readonly repository?: string;
}

/** What a label may not hold as it is: Mermaid writes characters as `#name;` or `#code;`. */
const SPECIAL = /[#"&<>`\\()[\]{}|;*_~]/g;
const entity = (char: string): string => `#${char.charCodeAt(0)};`;

/** Mermaid breaks a label's line at a backslash and `n`, however they are written: these two are spelt in hexadecimal. */
const unbroken = (text: string): string => text.replaceAll("\\n", "\\x5cn").replaceAll("\n", "\\x0a");

/** Text in a quoted label. */
export const label = (text: string): string => visible(unbroken(text)).replace(SPECIAL, entity);

const shapes: Readonly<Record<string, readonly [string, string]>> = {
  SPEC: ['(["', '"])'],
  CODE: ['["', '"]'],
  TEST: ['{{"', '"}}'],
  DOC: ['[/"', '"/]'],
};
const ANY = ['("', '")'] as const;

const placeOf = ({ path, line }: Node): string => (path === "" ? "nowhere" : `${label(path)}:${line}`);

const draw = (node: Node): string => {
  const [open, close] = shapes[node.type] ?? ANY;
  return `    ${node.key}${open}${label(node.name)}<br/>${placeOf(node)}${close}`;
};

const arrow = ({ from, to, word, isBad }: Edge, isPlain: boolean): string =>
  `    ${from} ${isBad ? "-.->" : "-->"}${isPlain ? "" : `|${word}|`} ${to}`;

const click = (node: Node, template: string): string[] => {
  const url = node.path === "" ? "" : linkOf(node, template);
  return url === "" ? [] : [`    click ${node.key} href "${url}"`];
};

const linkOf = ({ path, line }: Node, template: string): string =>
  fillUrl(template, { path, line, end: line }).replaceAll('"', "%22");

const CLASSES = `    classDef pending fill:#fde8e8,stroke:#b91c1c,color:#450a0a
    classDef active fill:#fef3c7,stroke:#b45309,color:#451a03
    classDef completed fill:#dcfce7,stroke:#15803d,color:#052e16
`;

/** A flowchart, part by part; its header alone where there is nothing. */
export function* drawMermaid(
  drawn: Iterable<Piece>,
  { isPlain = false, repository = "" }: Drawing = {},
): Iterable<string> {
  yield "graph TD\n";
  let isColored = false;
  for (const { nodes, edges } of drawn) {
    if (!isPlain && !isColored) yield CLASSES;
    isColored = true;
    const parts = nodes.map((node) => (isPlain ? draw(node) : `${draw(node)}:::${node.status}`));
    const arrows = edges.map((edge) => arrow(edge, isPlain));
    const links = isPlain ? [] : nodes.flatMap((node) => click(node, repository));
    yield `${[...parts, ...arrows, ...links].join("\n")}\n`;
  }
}
