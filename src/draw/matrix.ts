/** The traceability matrix: a row an id, a column a type. */
import type { Tag } from "../model/tag.ts";
import type { Group, Line } from "./chains.ts";
import { csvRecord, csvText } from "../escape/csv.ts";
import { markdownCode, markdownHead, markdownLink, markdownRow, markdownText } from "../escape/markdown.ts";
import { visiblePath } from "../escape/stray.ts";
import { fillUrl } from "../escape/uri.ts";
import { typesOf } from "./chains.ts";

const groupOf = ({ groups }: Line, wanted: string): readonly Tag[] =>
  groups.find(({ type }: Group) => type === wanted)?.tags ?? [];

const placeOf = ({ path, line }: Tag): string => `${visiblePath(path)}:${line}`;
const isComplete = ({ missing }: Line): string => (missing.length === 0 ? "yes" : "no");

/** As CSV: places joined by line feeds, then what is missing. */
export function* matrixRecords(lines: readonly Line[], order?: readonly string[]): Iterable<string> {
  const types = typesOf(lines, order);
  yield csvRecord(["id", ...types, "missing", "complete"].map(csvText));
  for (const line of lines) {
    const places = types.map((type) => groupOf(line, type).map(placeOf).join("\n"));
    yield csvRecord([line.id, ...places, line.missing.join(" "), isComplete(line)].map(csvText));
  }
}

/** Places as links where there is a URL template. */
const linked = (tag: Tag, template: string): string =>
  markdownLink(markdownCode(placeOf(tag)), fillUrl(template, { path: tag.path, line: tag.line, end: tag.line }));

/** As a Markdown table. `template`: see `repository` of the report's options. */
export function* matrixTable(lines: readonly Line[], order?: readonly string[], template = ""): Iterable<string> {
  const types = typesOf(lines, order);
  yield markdownHead(["ID", ...types.map(markdownText), "Missing"]);
  for (const line of lines) {
    const places = types.map((type) => {
      const tags = groupOf(line, type);
      return tags.length === 0 ? "—" : tags.map((tag) => linked(tag, template)).join("<br>");
    });
    yield markdownRow([markdownText(line.id), ...places, line.missing.map(markdownText).join(", ") || "✓"]);
  }
}
