/** Reports from the cases of conformance/report/. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CheckResult, Finding, RuleInfo } from "../../src/model/finding.ts";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import type { Report, Reporter } from "../../src/model/reporter.ts";
import type { Tag } from "../../src/model/tag.ts";
import { findReporter, makeReport, trace, type TraceOptions } from "../../index.ts";
import { emptyBatch } from "../../src/api/result.ts";

export const home = fileURLToPath(new URL("../../conformance/report/", import.meta.url));

/** A case as it is stored: whatever is left out is usual. */
export interface Case {
  readonly title: string;
  readonly repository?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly tags: readonly (Partial<Tag> & Pick<Tag, "kind" | "name" | "text" | "path" | "line" | "column">)[];
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly (Omit<Finding, "tags" | "related" | "fingerprint"> & Partial<Finding>)[];
  readonly rules: readonly RuleInfo[];
  /** How tags are put together, where that is not as usual. */
  readonly trace?: TraceOptions;
}

const hex = (number: number): string => number.toString(16).padStart(32, "0");

/** A tag with every value. */
export const tagOf = (tag: Case["tags"][number], index = 0): Tag => ({
  detector: "trace",
  offset: 0,
  length: 0,
  zone: "comment",
  language: undefined,
  fields: { dialect: "tag" },
  fingerprint: hex(index + 1),
  ...tag,
});

const findingOf = (finding: Case["findings"][number], index: number): Finding => ({
  tags: [],
  related: [],
  fingerprint: hex(index + 4096),
  ...finding,
});

const count = (findings: readonly Finding[], wanted: string): number =>
  findings.filter(({ severity }) => severity === wanted).length;

/** What a check says that found just these. */
export function checkOf(findings: readonly Finding[], rules: readonly RuleInfo[]): CheckResult {
  const counts = {
    error: count(findings, "error"),
    warning: count(findings, "warning"),
    info: count(findings, "info"),
  };
  return {
    root: "/project",
    findings,
    counts,
    clusters: [],
    suppressed: { comment: 1, config: 0, baseline: 2 },
    repeated: 0,
    stale: 0,
    coverage: [{ type: "TEST", covered: 1, total: 2, percent: 50, least: 80 }],
    rules,
    failOn: "warning",
    failed: counts.error + counts.warning > 0,
    toJSON: () => ({}),
  };
}

/** The report of a case. Nothing in it changes from run to run. */
export function reportOf(given: Case, about: Report["about"] = "findings"): Report {
  const { files = {} } = given;
  const tags = given.tags.map(tagOf);
  const result = {
    root: "/project",
    engine: "native",
    tags,
    diagnostics: given.diagnostics,
    stats: emptyBatch().stats,
  };
  const options = { cwd: "/project", version: "1.2.3", now: Date.UTC(2026, 0, 2), title: given.title, color: false };
  return makeReport({
    result: result as never,
    about,
    ...(given.trace === undefined ? {} : { trace: trace(tags, given.trace) }),
    ...(about === "findings" ? { check: checkOf(given.findings.map(findingOf), given.rules) } : {}),
    options: {
      ...options,
      repository: given.repository ?? "",
      read: (path) => (Object.hasOwn(files, path) ? Buffer.from(files[path]!) : undefined),
    },
  });
}

/** By name. */
export const cases: ReadonlyMap<string, Case> = new Map(
  readdirSync(home)
    .filter((name) => /^[a-z]+\.json$/.test(name))
    .map((name) => [name.slice(0, -5), JSON.parse(readFileSync(home + name, "utf8")) as Case]),
);

/** All that a reporter writes. */
export async function bytesOf(reporter: Reporter, report: Report): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const step of [reporter, reporter.tail]) {
    if (step === undefined) continue;
    for await (const part of step(report)) parts.push(Buffer.from(part as string));
  }
  return Buffer.concat(parts);
}

/** The same as text. */
export const textOf = async (format: string, report: Report): Promise<string> =>
  (await bytesOf(await findReporter(format), report)).toString("utf8");

/** A case by its name. */
export function caseOf(name: string): Case {
  const found = cases.get(name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
}
