/** Reviewdog's diagnostic format, one diagnostic a line. Its columns are UTF-8 bytes. */
import type { Finding, Location, Severity } from "../model/finding.ts";
import type { Report, Reporter } from "../model/reporter.ts";
import { ByteColumns } from "./bytes.ts";
import { visiblePath } from "../escape/stray.ts";
import { problemsOf } from "./problems.ts";

/** Who says it. */
export const SOURCE = { name: "tagwright" } as const;

const severities: Readonly<Record<Severity, string>> = { error: "ERROR", warning: "WARNING", info: "INFO" };

function placeOf(location: Location, columns: ByteColumns): object {
  const { path, line, column, endLine = line, endColumn } = location;
  if (line === 0) return { path: visiblePath(path) };
  const start = { line, column: columns.at(location, line, column) };
  if (endColumn === undefined) return { path: visiblePath(path), range: { start } };
  return {
    path: visiblePath(path),
    range: { start, end: { line: endLine, column: columns.at(location, endLine, endColumn) } },
  };
}

const diagnosticOf = ({ rule, severity, message, location, related }: Finding, columns: ByteColumns): object => ({
  message,
  location: placeOf(location, columns),
  severity: severities[severity],
  source: SOURCE,
  code: { value: rule },
  ...(related.length === 0
    ? {}
    : {
        related_locations: related.map((one) => ({ message: one.message, location: placeOf(one.location, columns) })),
      }),
});

/** One object a finding. */
export function* diagnosticsOf(report: Report): Iterable<object> {
  const columns = new ByteColumns(report.options.read);
  for (const finding of problemsOf(report)) yield diagnosticOf(finding, columns);
}

/** One object a line. */
export const rdjsonl: Reporter = function* rdjsonl(report) {
  for (const diagnostic of diagnosticsOf(report)) yield `${JSON.stringify(diagnostic)}\n`;
};
