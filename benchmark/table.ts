/** Text tables. */
import type { Verdict } from "./bars.ts";
import type { Series } from "./types.ts";
import { groups } from "./statistics.ts";

/** Columns as wide as their widest cell; the first to the left, the rest to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!);
  return rows.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}

export function round(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(3);
}

const known = (value: number | undefined, show: (value: number) => string) => (value === undefined ? "" : show(value));

const cells = (one: Series) => [
  one.name,
  round(one.median),
  round(one.min),
  round(one.max),
  round(one.first),
  String(one.runs.length),
  known(one.cpu, round),
  known(one.rss, (rss) => round(rss / 1e6)),
  known(one.count, String),
];

const heads = ["", "median ms", "min", "max", "first", "runs", "cpu ms", "peak MB", "found"];

export function seriesTable(series: readonly Series[]): string {
  const sections = [...groups(series, (one) => one.group)].map(([group, members]) =>
    table([[group, ...heads.slice(1)], ...members.map(cells)]),
  );
  return sections.join("\n\n");
}

export function metricTable(metrics: Readonly<Record<string, number>>): string {
  return table([["", "value"], ...Object.entries(metrics).map(([name, value]) => [name, round(value)])]);
}

const said = (met: boolean | undefined) => (met === undefined ? "not run" : met ? "yes" : "NO");

export function barTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((one) => [one.what, one.asked, known(one.measured, round), said(one.met)]);
  return table([["bar", "asked", "measured", "met"], ...rows]);
}
