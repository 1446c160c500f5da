/** All chains in Graphviz' language. */
import type { Reporter } from "../model/reporter.ts";
import { linesOf, type Status } from "../draw/chains.ts";
import { pieces, type Node } from "../draw/graph.ts";
import { fillUrl } from "../escape/uri.ts";
import { visible } from "../escape/visible.ts";

/** A quoted string. Graphviz reads entities in labels, so `&` must be one. */
const quoted = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
const label = (text: string): string => visible(text).replaceAll("&", "&amp;");

const shapes: Readonly<Record<string, string>> = { SPEC: "oval", CODE: "box", TEST: "hexagon", DOC: "note" };
const colors: Readonly<Record<Status, string>> = { pending: "#fde8e8", active: "#fef3c7", completed: "#dcfce7" };

function draw({ key, type, id, tag: { path, line }, status }: Node, template: string): string {
  const text = quoted(`${label(type)}: ${label(id)}\n${label(path)}:${line}`).replace("\n", "\\n");
  const url = fillUrl(template, { path, line, end: line });
  const link = url === "" ? "" : `, URL=${quoted(url)}`;
  return `  ${key} [label=${text}, shape=${shapes[type] ?? "ellipse"}, fillcolor="${colors[status]}"${link}];\n`;
}

/** A directed graph, each chain a cluster of its own. */
export const dot: Reporter = function* dot(report) {
  const { title, repository } = report.options;
  yield `digraph ${quoted(label(title))} {\n  rankdir=TB;\n  node [style=filled, fontname="Helvetica"];\n  edge [fontname="Helvetica"];\n`;
  for (const { nodes, edges } of pieces(linesOf(report))) {
    for (const node of nodes) yield draw(node, repository);
    for (const { from, to, word } of edges) yield `  ${from} -> ${to} [label=${quoted(word)}];\n`;
  }
  yield "}\n";
};
