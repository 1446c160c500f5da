import { widthOf } from "./escape.ts";

/** Columns that a cell takes, colour aside. */
const width = (cell: string): number => widthOf(cell.replace(/\x1b\[\d+m/g, ""));

/** Rows of visible cells as aligned lines; the last column is not padded. */
export function* table(rows: readonly (readonly string[])[], margin = 2): Iterable<string> {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, width(cell))));
  for (const row of rows) {
    const cells = row.map((cell, index) => cell + " ".repeat(widths[index]! - width(cell)));
    yield `${" ".repeat(margin)}${cells.join("  ").trimEnd()}\n`;
  }
}
