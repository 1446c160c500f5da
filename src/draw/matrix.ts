/** The traceability matrix: a row an id, a column a type. */
import type { Report } from "../model/reporter.ts";
import { csvRecord, csvText } from "../escape/csv.ts";
import { markdownCode, markdownHead, markdownLink, markdownRow, markdownText } from "../escape/markdown.ts";
import { visiblePath } from "../escape/stray.ts";
import { fillUrl } from "../escape/uri.ts";
import { linesOf, typesOf } from "./chains.ts";
import { itemRows, itemTypes, type Row, type Spot } from "./items.ts";

/** Rows, and the types that its columns begin with. */
export interface Matrix {
  readonly rows: readonly Row[];
  readonly types: readonly string[];
}

/** Chains, then items of OpenFastTrace, whose types have columns of their own. */
export function matrixOf(report: Report): Matrix {
  const lines = linesOf(report);
  const { items, rule } = report.trace ?? {};
  if (items === undefined) return { rows: lines, types: typesOf(lines, rule?.order) };
  const known = lines.length === 0 ? [] : typesOf(lines, rule?.order);
  const added = itemTypes(items.items).filter((type) => !known.includes(type));
  return { rows: [...lines, ...itemRows(items)], types: [...known, ...added] };
}

/** Places by type. */
const spotsOf = ({ groups }: Row): ReadonlyMap<string, readonly Spot[]> =>
  new Map(groups.map(({ type, tags }) => [type, tags]));

const placeOf = ({ path, line }: Spot): string => `${visiblePath(path)}:${line}`;
const isComplete = ({ missing }: Row): string => (missing.length === 0 ? "yes" : "no");

/** As CSV: places joined by line feeds, then what is missing. */
export function* matrixRecords({ rows, types }: Matrix): Iterable<string> {
  yield csvRecord(["id", ...types, "missing", "complete"].map(csvText));
  for (const row of rows) {
    const spots = spotsOf(row);
    const places = types.map((type) => (spots.get(type) ?? []).map(placeOf).join("\n"));
    yield csvRecord([row.id, ...places, row.missing.join(" "), isComplete(row)].map(csvText));
  }
}

/** Places as links where there is a URL template. */
const linked = (spot: Spot, template: string): string =>
  markdownLink(markdownCode(placeOf(spot)), fillUrl(template, { path: spot.path, line: spot.line, end: spot.line }));

/** As a Markdown table. `template`: see `repository` of the report's options. */
export function* matrixTable({ rows, types }: Matrix, template = ""): Iterable<string> {
  yield markdownHead(["ID", ...types.map(markdownText), "Missing"]);
  for (const row of rows) {
    const spots = spotsOf(row);
    const places = types.map(
      (type) =>
        spots
          .get(type)
          ?.map((spot) => linked(spot, template))
          .join("<br>") ?? "—",
    );
    yield markdownRow([markdownText(row.id), ...places, row.missing.map(markdownText).join(", ") || "✓"]);
  }
}
