/** GitLab's Code Quality report. */
import type { Finding, Severity } from "../model/finding.ts";
import type { Reporter } from "../model/reporter.ts";
import { visiblePath } from "../escape/stray.ts";
import { array } from "./array.ts";
import { problemsOf } from "./problems.ts";

const severities: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", info: "info" };

const issueOf = ({ rule, severity, message, location, fingerprint }: Finding): object => ({
  description: message,
  check_name: rule,
  fingerprint,
  severity: severities[severity],
  location: { path: visiblePath(location.path) || ".", lines: { begin: Math.max(1, location.line) } },
});

function* issues(findings: Iterable<Finding>): Iterable<object> {
  for (const finding of findings) yield issueOf(finding);
}

/** A JSON array, one issue a line. */
export const gitlab: Reporter = function* gitlab(report) {
  yield* array(issues(problemsOf(report)));
  yield "\n";
};
