/** XML: an element for each key, and no root. */
import { format } from "node:util";
import type { ReporterConfig, TodoComment } from "../types.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign]!);

function element(name: string, attributes: string, value: unknown, key: string | undefined): string {
  const inner = write(value ?? "", key);
  return inner === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`;
}

function writeObject(node: Record<string, unknown>, key: string | undefined): string {
  const given = (key && node[key]) || {};
  const attributes = Object.entries(given).map(([name, value]) => format(' %s="%s"', name, value));
  return Object.entries(node)
    .filter(([name]) => name !== key)
    .map(([name, value]) => element(name, attributes.join(""), value, key))
    .join("");
}

function write(node: unknown, key: string | undefined): string {
  if (Array.isArray(node)) return node.map((item) => write(item, key)).join("");
  if (typeof node === "object") return writeObject(node as Record<string, unknown>, key);
  return escape(String(node));
}

/** XML, with a declaration if `header` is set. */
export const reporter = (items: TodoComment[], { header, attributes_key }: ReporterConfig): string =>
  (header ? '<?xml version="1.0" encoding="UTF-8"?>' : "") + write(items, attributes_key);
