/** JUnit's XML: a suite a rule, a failed case a finding. */
import type { Finding, RuleInfo, Severity } from "../model/finding.ts";
import type { Report, Reporter } from "../model/reporter.ts";
import { attributes, xml, xmlHead } from "../escape/xml.ts";
import { isAtLeast, problemsOf, type Problems } from "./problems.ts";

const placeOf = ({ location: { path, line, column } }: Finding): string =>
  line === 0 ? path || "." : `${path}:${line}:${column}`;

function caseOf(finding: Finding, isFailure: boolean): string {
  const { rule, severity, message, location, help } = finding;
  const file = location.path === "" ? undefined : location.path;
  const head = attributes({ name: placeOf(finding), classname: rule, file, line: location.line || undefined });
  if (!isFailure)
    return `    <testcase${head}><skipped${attributes({ message: `${severity}: ${message}` })}/></testcase>\n`;
  const told = `${placeOf(finding)}: ${message}${help === "" ? "" : `\n${help}`}`;
  return `    <testcase${head}><failure${attributes({ type: severity, message })}>${xml(told)}</failure></testcase>\n`;
}

/** A rule without findings is a test that passed. */
const passed = ({ id, summary }: RuleInfo): string =>
  `    <testcase${attributes({ name: summary || id, classname: id })}/>\n`;

interface Suite {
  readonly rule: RuleInfo;
  readonly findings: Finding[];
}

function suitesOf(problems: Problems): Suite[] {
  const suites = new Map<string, Suite>();
  for (const rule of problems.rules) if (rule.severity !== "off") suites.set(rule.id, { rule, findings: [] });
  for (const finding of problems) {
    const { rule: id, severity, help } = finding;
    const suite = suites.get(id) ?? { rule: { id, severity, summary: id, help }, findings: [] };
    suites.set(id, suite);
    suite.findings.push(finding);
  }
  return [...suites.values()];
}

const failOnOf = ({ check }: Report): Severity => check?.failOn ?? "warning";

const countOf = ({ findings }: Suite, failOn: Severity) => {
  const failures = findings.filter(({ severity }) => isAtLeast(severity, failOn)).length;
  return { tests: Math.max(1, findings.length), failures, errors: 0, skipped: findings.length - failures };
};

/** Findings that make a check fail are failures, the others skipped tests with a message. */
export const junit: Reporter = function* junit(report) {
  const failOn = failOnOf(report);
  const suites = suitesOf(problemsOf(report));
  const counts = suites.map((suite) => countOf(suite, failOn));
  const sum = (key: "tests" | "failures" | "errors" | "skipped"): number =>
    counts.reduce((total, count) => total + count[key], 0);
  const all = { tests: sum("tests"), failures: sum("failures"), errors: sum("errors"), skipped: sum("skipped") };
  yield `${xmlHead}<testsuites${attributes({ name: "tagwright", ...all })}>\n`;
  for (const [index, { rule, findings }] of suites.entries()) {
    yield `  <testsuite${attributes({ name: rule.id, ...counts[index]! })}>\n`;
    if (findings.length === 0) yield passed(rule);
    for (const finding of findings) yield caseOf(finding, isAtLeast(finding.severity, failOn));
    yield "  </testsuite>\n";
  }
  yield "</testsuites>\n";
};
