/** Comma-separated values, one record a tag, a finding, or an id. */
import type { Finding } from "../model/finding.ts";
import type { Report, Reporter } from "../model/reporter.ts";
import type { Tag } from "../model/tag.ts";
import { matrixOf, matrixRecords } from "../draw/matrix.ts";
import { csvPath, csvRecord, csvText, csvValue } from "../escape/csv.ts";
import { problemsOf } from "./problems.ts";

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

const cell = (tag: Tag, key: keyof Tag): string => (key === "path" ? csvPath(tag.path) : csvValue(tag[key]));

function* tagRecords({ tags }: Report): Iterable<string> {
  const keys: readonly (keyof Tag)[] = tags.at(0)?.context === undefined ? columns : [...columns, "context"];
  yield csvRecord(keys);
  for (const tag of tags) yield csvRecord(keys.map((key) => cell(tag, key)));
}

const findingCells = ({ location, severity, rule, message, help, fingerprint }: Finding): string[] => [
  csvPath(location.path),
  String(location.line),
  String(location.column),
  severity,
  ...[rule, message, help].map(csvText),
  fingerprint,
];

function* findingRecords(report: Report): Iterable<string> {
  yield csvRecord(["path", "line", "column", "severity", "rule", "message", "help", "fingerprint"]);
  for (const finding of problemsOf(report)) yield csvRecord(findingCells(finding));
}

const records: Readonly<Record<Report["about"], (report: Report) => Iterable<string>>> = {
  tags: tagRecords,
  trace: (report) => matrixRecords(matrixOf(report)),
  findings: findingRecords,
};

/** A header and the records; for tags a column more when context was asked for. */
export const csv: Reporter = (report) => records[report.about](report);
