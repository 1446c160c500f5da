/** The findings of a report: those of a check, or what a mere scan has to say. */
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Finding, RuleInfo, Severity } from "../model/finding.ts";
import type { Report } from "../model/reporter.ts";
import type { Tag } from "../model/tag.ts";
import { fingerprint } from "../model/fingerprint.ts";

/** Findings in order, and the rules they are of. */
export interface Problems extends Iterable<Finding> {
  /** Sorted by id. */
  readonly rules: readonly RuleInfo[];
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
const severities = Object.keys(ranks) as readonly Severity[];

/** Whether a severity is at or above another. */
export const isAtLeast = (one: Severity, other: Severity): boolean => ranks[one] <= ranks[other];

const isSeverity = (word: string | undefined): word is Severity => severities.some((known) => known === word);

const ofDiagnostic = (one: Diagnostic): Finding => ({
  rule: one.code,
  severity: one.severity,
  message: one.message,
  location: { path: one.path, line: one.line, column: one.column, offset: one.offset, length: one.length },
  tags: [],
  related: [],
  fingerprint: fingerprint(one.path, `${one.code}\0${one.message}\0${one.line}`, one.column),
  help: one.help,
});

const HELP = "do what it says, or take it out";

const ofTag = (tag: Tag): Finding => ({
  rule: tag.detector,
  severity: isSeverity(tag.fields.severity) ? tag.fields.severity : "info",
  message: [tag.kind, tag.text || tag.name].filter((part) => part !== "").join(": "),
  location: { path: tag.path, line: tag.line, column: tag.column, offset: tag.offset, length: tag.length },
  tags: [tag],
  related: [],
  fingerprint: tag.fingerprint,
  help: HELP,
});

/** Traceability tags are no problems; notes and what a user's patterns find are. */
const isProblem = ({ detector }: Tag): boolean => detector !== "trace";

function rulesOf({ result, tags }: Report): RuleInfo[] {
  const rules = new Map<string, RuleInfo>();
  for (const { code, severity, message, help } of result.diagnostics) {
    if (!rules.has(code)) rules.set(code, { id: code, severity, summary: message, help });
  }
  for (const tag of tags) {
    const id = tag.detector;
    if (isProblem(tag) && !rules.has(id))
      rules.set(id, { id, severity: "info", summary: `found by ${id}`, help: HELP });
  }
  return [...rules.values()].sort((one, two) => (one.id < two.id ? -1 : 1));
}

function* scanned({ result, tags }: Report): Iterable<Finding> {
  for (const one of result.diagnostics) yield ofDiagnostic(one);
  for (const tag of tags) if (isProblem(tag)) yield ofTag(tag);
}

/** What there is to find. Its objects are made while it is walked, each time anew. */
export function problemsOf(report: Report): Problems {
  const { check } = report;
  if (check !== undefined) return { rules: check.rules, [Symbol.iterator]: () => check.findings[Symbol.iterator]() };
  return { rules: rulesOf(report), [Symbol.iterator]: () => scanned(report)[Symbol.iterator]() };
}

/** The same, errors first: readers of such formats show only so many. Walks once for each severity, and holds nothing. */
export function* worstFirst(problems: Problems): Iterable<Finding> {
  for (const wanted of severities) {
    for (const finding of problems) if (finding.severity === wanted) yield finding;
  }
}

/** The same, file by file: those of a scan come diagnostics first. */
export function byPath(problems: Problems): Map<string, Finding[]> {
  const out = new Map<string, Finding[]>();
  for (const finding of problems) {
    const found = out.get(finding.location.path);
    if (found === undefined) out.set(finding.location.path, [finding]);
    else found.push(finding);
  }
  return out;
}
