/** RFC 4180, made safe for spreadsheets: see docs/reference/cli.md. */
import type { Tag } from "../../index.ts";
import type { Format } from "./format.ts";

const columns = [
  "path",
  "line",
  "column",
  "detector",
  "kind",
  "name",
  "text",
  "zone",
  "language",
  "offset",
  "length",
  "fields",
  "fingerprint",
] as const satisfies readonly (keyof Tag)[];

/** What makes a spreadsheet take a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const STRAY = /(?<![\ud800-\udbff])[\udc80-\udcff]/g;

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const disarm = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
/** `./` leaves a path what it is. UTF-8 has no form for stray bytes, so they are spelt out. */
const pathCell = (path: string): string =>
  (FORMULA.test(path) ? `./${path}` : path).replace(
    STRAY,
    (char) => `\\x${(char.charCodeAt(0) - 0xdc00).toString(16)}`,
  );

function cell(tag: Tag, key: keyof Tag): string {
  const value = tag[key];
  if (key === "path") return quote(pathCell(tag.path));
  if (typeof value === "string") return quote(disarm(value));
  return typeof value === "object" ? quote(JSON.stringify(value)) : String(value ?? "");
}

const record = (cells: readonly string[]): string => `${cells.join(",")}\r\n`;

/** A header and one record a tag; a column more when context was asked for. */
export const csv: Format = {
  *body({ tags }) {
    const keys: readonly (keyof Tag)[] = tags.at(0)?.context === undefined ? columns : [...columns, "context"];
    yield record(keys);
    for (const tag of tags) yield record(keys.map((key) => cell(tag, key)));
  },
};
