/** RFC 4180, made safe for spreadsheets: see docs/design/reports.md. */

import { visiblePath } from "./stray.ts";

/** What makes a spreadsheet take a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Text as a cell that no spreadsheet computes. */
export const csvText = (text: string): string => quote(FORMULA.test(text) ? `'${text}` : text);

/** A path as a cell. `./` leaves it what it is; UTF-8 has no form for stray bytes, so they are spelt out. */
export const csvPath = (path: string): string => quote(visiblePath(FORMULA.test(path) ? `./${path}` : path));

/** Any value as a cell; objects as JSON. */
export function csvValue(value: unknown): string {
  if (typeof value === "string") return csvText(value);
  return typeof value === "object" && value !== null ? quote(JSON.stringify(value)) : String(value ?? "");
}

/** Cells as a record. */
export const csvRecord = (cells: readonly string[]): string => `${cells.join(",")}\r\n`;
