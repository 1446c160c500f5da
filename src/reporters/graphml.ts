/** All chains and items as GraphML. */
import type { Reporter } from "../model/reporter.ts";
import { piecesOf, type Node } from "../draw/graph.ts";
import { attributes, xml, xmlHead } from "../escape/xml.ts";

/** What a node tells, in the order of its keys. */
const facts = {
  type: ({ type }: Node) => type,
  id: ({ id }: Node) => id,
  path: ({ path }: Node) => path,
  line: ({ line }: Node) => line,
  text: ({ text }: Node) => text,
  status: ({ status }: Node) => status,
} as const;

const names = Object.keys(facts) as (keyof typeof facts)[];

const keyOf = (name: keyof typeof facts): string =>
  `  <key${attributes({ id: name, for: "node", "attr.name": name, "attr.type": name === "line" ? "int" : "string" })}/>\n`;

const draw = (node: Node): string => {
  const data = names.map((name) => `<data key="${name}">${xml(String(facts[name](node)))}</data>`);
  return `    <node id="${node.key}">${data.join("")}</node>\n`;
};

/** A directed graph with typed data. */
export const graphml: Reporter = function* graphml(report) {
  yield `${xmlHead}<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n`;
  for (const name of names) yield keyOf(name);
  yield `  <key id="word" for="edge" attr.name="word" attr.type="string"/>\n  <graph id="chains" edgedefault="directed">\n`;
  for (const { nodes, edges } of piecesOf(report)) {
    for (const node of nodes) yield draw(node);
    for (const { from, to, word } of edges) {
      yield `    <edge source="${from}" target="${to}"><data key="word">${xml(word)}</data></edge>\n`;
    }
  }
  yield "  </graph>\n</graphml>\n";
};
