/** JSON, one object a line, and nothing else. */
import type { Report, Reporter } from "../model/reporter.ts";
import { linesOf } from "../draw/chains.ts";
import { problemsOf } from "./problems.ts";

const rows: Readonly<Record<Report["about"], (report: Report) => Iterable<unknown>>> = {
  tags: ({ tags }) => tags,
  trace: (report) => report.trace?.chains ?? linesOf(report),
  findings: problemsOf,
};

/** A tag, a chain or a finding a line. */
export const ndjson: Reporter = function* ndjson(report) {
  for (const row of rows[report.about](report)) yield `${JSON.stringify(row)}\n`;
};
