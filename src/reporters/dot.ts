/** All chains and items in Graphviz' language. */
import type { Reporter } from "../model/reporter.ts";
import type { Status } from "../draw/chains.ts";
import { piecesOf, type Edge, type Node } from "../draw/graph.ts";
import { fillUrl } from "../escape/uri.ts";
import { visible } from "../escape/visible.ts";

/** A quoted string. Graphviz reads entities in labels, so `&` must be one. */
const quoted = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
const label = (text: string): string => visible(text).replaceAll("&", "&amp;");

const shapes: Readonly<Record<string, string>> = { SPEC: "oval", CODE: "box", TEST: "hexagon", DOC: "note" };
const colors: Readonly<Record<Status, string>> = { pending: "#fde8e8", active: "#fef3c7", completed: "#dcfce7" };

function draw({ key, type, name, path, line, status }: Node, template: string): string {
  const place = path === "" ? "nowhere" : `${label(path)}:${line}`;
  const text = quoted(`${label(name)}\n${place}`).replace("\n", "\\n");
  const url = path === "" ? "" : fillUrl(template, { path, line, end: line });
  const link = url === "" ? "" : `, URL=${quoted(url)}`;
  return `  ${key} [label=${text}, shape=${shapes[type] ?? "ellipse"}, fillcolor="${colors[status]}"${link}];\n`;
}

const arrow = ({ from, to, word, isBad }: Edge): string =>
  `  ${from} -> ${to} [label=${quoted(word)}${isBad ? ', style=dashed, color="#b91c1c"' : ""}];\n`;

/** A directed graph, each chain a cluster of its own. */
export const dot: Reporter = function* dot(report) {
  const { title, repository } = report.options;
  yield `digraph ${quoted(label(title))} {\n  rankdir=TB;\n  node [style=filled, fontname="Helvetica"];\n  edge [fontname="Helvetica"];\n`;
  for (const { nodes, edges } of piecesOf(report)) {
    for (const node of nodes) yield draw(node, repository);
    for (const edge of edges) yield arrow(edge);
  }
  yield "}\n";
};
