/** A table for a terminal. */
import { EOL } from "node:os";
import { stripVTControlCharacters } from "node:util";
import type { TodoComment } from "../types.ts";
import { paint, signs } from "../paint.ts";

/** Only a text with such a character has a width other than its length. */
const CONTROL = /[\u001b\u009b]/;

const widthOf = (cell: string): number => (CONTROL.test(cell) ? stripVTControlCharacters(cell).length : cell.length);

const rowOf = ({ line, tag, text, ref }: TodoComment): string[] => [
  paint("gray", `line ${line}`),
  paint("green", tag),
  ref ? `${paint("gray", `@${ref}`)} ${paint("cyan", text)}` : paint("cyan", text),
];

/** Cells of a column at one width; what a line ends with is cut off. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2].map((column) => rows.reduce((width, row) => Math.max(width, widthOf(row[column]!)), 0));
  const pad = (cell: string, column: number): string => cell + " ".repeat(widths[column]! - widthOf(cell));
  return rows.map((row) => `  ${row.map(pad).join("  ")}`.trimEnd());
}

/** A file's name above the first of its lines. */
function headed(items: TodoComment[]): string {
  const lines = align(items.map(rowOf))
    .join("\n")
    .split(/\r\n|\r|\n/);
  const headers = items.map(({ file }, index) => (index > 0 && items[index - 1]!.file === file ? undefined : file));
  return lines
    .map((line, index) => (headers[index] ? `${EOL}${paint("underline", headers[index])}${EOL}${line}` : line))
    .join(EOL);
}

function footer(count: number): string {
  if (count === 0) return `${signs.success()} No todos/fixmes found`;
  const plural = count === 1 ? "" : "s";
  return `${signs.error()} ${count} todo${plural}/fixme${plural} found`;
}

/** Notes by file, and how many. */
export const reporter = (items: TodoComment[]): string => `${headed(items)}${EOL}${EOL} ${footer(items.length)}`;
