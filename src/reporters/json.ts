/** One JSON document. */
import type { Report, Reporter } from "../model/reporter.ts";
import { array } from "./array.ts";

/** Of the document's form: it grows when a change could break a reader. */
const VERSION = 1;

type Member = readonly [name: string, items: Iterable<unknown>];

/** What was asked about. Chains are not looked at where that is something else: they would be made. */
function subject(report: Report): Member[] {
  if (report.about === "trace" && report.trace !== undefined) return [["chains", report.trace.chains]];
  if (report.about === "findings" && report.check !== undefined) return [["findings", report.check.findings]];
  return [];
}

/** What is long, in the order of the document. */
function members(report: Report): Member[] {
  const { result, tags } = report;
  return [
    ...subject(report),
    ["tags", tags],
    ["diagnostics", result.diagnostics],
    ...(result.files === undefined ? [] : [["files", result.files] as const]),
  ];
}

/** What is short: everything else that a trace or a check says. */
function extras(report: Report): Record<string, unknown> {
  const { about, check } = report;
  if (about === "trace" && report.trace !== undefined) {
    const { rule, coverage, duplicates, extra, suggestions, items } = report.trace;
    return { rule, coverage, duplicates, extra, suggestions, items };
  }
  if (about === "findings" && check !== undefined) {
    const { counts, suppressed, repeated, coverage, rules, failOn, failed } = check;
    return { counts, suppressed, repeated, coverage, rules, failOn, failed };
  }
  return {};
}

/** What was asked for, diagnostics, files if they were hashed, and counters. */
export const json: Reporter = Object.assign(
  function* json(report: Report): Iterable<string> {
    yield `{"version":${VERSION},"root":${JSON.stringify(report.result.root)}`;
    for (const [index, [name, items]] of members(report).entries()) {
      yield `${index === 0 ? "," : ",\n"}${JSON.stringify(name)}:`;
      yield* array(items);
    }
    for (const [name, value] of Object.entries(extras(report))) {
      if (value !== undefined) yield `,\n${JSON.stringify(name)}:${JSON.stringify(value)}`;
    }
    yield `,\n"stats":${JSON.stringify(report.result.stats)}}\n`;
  },
  { holdsDiagnostics: true },
);
