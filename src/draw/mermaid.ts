/** Chains in Mermaid's language. */
import type { Tag } from "../model/tag.ts";
import type { Line } from "./chains.ts";
import type { Node } from "./graph.ts";
import { fillUrl } from "../escape/uri.ts";
import { visible } from "../escape/visible.ts";
import { pieces } from "./graph.ts";

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

const draw = ({ key, type, id, tag: { path, line } }: Node): string => {
  const [open, close] = shapes[type] ?? ANY;
  return `    ${key}${open}${label(type)}: ${label(id)}<br/>${label(path)}:${line}${close}`;
};

const click = ({ key, tag }: Node, template: string): string[] => {
  const url = linkOf(tag, template);
  return url === "" ? [] : [`    click ${key} href "${url}"`];
};

const linkOf = ({ path, line }: Tag, template: string): string =>
  fillUrl(template, { path, line, end: line }).replaceAll('"', "%22");

const CLASSES = `    classDef pending fill:#fde8e8,stroke:#b91c1c,color:#450a0a
    classDef active fill:#fef3c7,stroke:#b45309,color:#451a03
    classDef completed fill:#dcfce7,stroke:#15803d,color:#052e16
`;

/** A flowchart, part by part; its header alone for no chains. */
export function* drawMermaid(
  lines: Iterable<Line>,
  { isPlain = false, repository = "" }: Drawing = {},
): Iterable<string> {
  yield "graph TD\n";
  let isColored = false;
  for (const { nodes, edges } of pieces(lines)) {
    if (!isPlain && !isColored) yield CLASSES;
    isColored = true;
    const parts = nodes.map((node) => (isPlain ? draw(node) : `${draw(node)}:::${node.status}`));
    const arrows = edges.map(({ from, to, word }) => `    ${from} -->${isPlain ? "" : `|${word}|`} ${to}`);
    const links = isPlain ? [] : nodes.flatMap((node) => click(node, repository));
    yield `${[...parts, ...arrows, ...links].join("\n")}\n`;
  }
}
