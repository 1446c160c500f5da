import type { Node } from "./node.ts";
import type { Ranges } from "./ranges.ts";

const EMPTY = "(?:)";
const PLAIN = /^[A-Za-z0-9]$/;

/** What the canonical text keeps. */
export interface Keep {
  readonly assertions: boolean;
  readonly names: boolean;
}

const hex = (point: number): string => `\\x{${point.toString(16).toUpperCase()}}`;

function emitLiteral(point: number): string {
  const sign = String.fromCodePoint(point);
  return PLAIN.test(sign) ? sign : hex(point);
}

function emitClass(ranges: Ranges): string {
  if (ranges.length === 2 && ranges[0] === ranges[1]) return emitLiteral(ranges[0]!);
  let out = "";
  for (let at = 0; at < ranges.length; at += 2) out += `${hex(ranges[at]!)}-${hex(ranges[at + 1]!)}`;
  return `[${out}]`;
}

function emitTimes(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  if (min === 0 && max === 1) return "?";
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function emitRepeat(node: Node & { type: "repeat" }, keep: Keep): string {
  if (node.max === 0) return EMPTY;
  const body = emit(node.body, keep);
  const single = node.body.type === "class" || node.body.type === "group";
  return `${single ? body : `(?:${body})`}${emitTimes(node.min, node.max)}${node.lazy ? "?" : ""}`;
}

const emitPart = (node: Node, keep: Keep): string =>
  node.type === "choice" ? `(?:${emit(node, keep)})` : emit(node, keep);

/** The canonical text of a tree: the same meaning in Rust's regex and in RE2. */
export function emit(node: Node, keep: Keep): string {
  switch (node.type) {
    case "class":
      return emitClass(node.ranges);
    case "assertion":
      return keep.assertions ? node.assertion : EMPTY;
    case "group":
      return `(${keep.names ? `?P<${node.name}>` : "?:"}${emit(node.body, keep)})`;
    case "sequence":
      return node.parts.map((part) => emitPart(part, keep)).join("") || EMPTY;
    case "choice":
      return node.parts.map((part) => emit(part, keep)).join("|");
    case "repeat":
      return emitRepeat(node, keep);
  }
}
