/** Checkstyle's XML, which many review tools read. */
import type { Finding } from "../model/finding.ts";
import type { Reporter } from "../model/reporter.ts";
import { attributes, xmlHead } from "../escape/xml.ts";
import { byPath, problemsOf } from "./problems.ts";

const errorOf = ({ rule, severity, message, location: { line, column } }: Finding): string =>
  `    <error${attributes({
    line: Math.max(1, line),
    column: column || undefined,
    severity,
    message,
    source: `tagwright.${rule}`,
  })}/>\n`;

/** One `file` element a path. */
export const checkstyle: Reporter = function* checkstyle(report) {
  yield `${xmlHead}<checkstyle version="4.3">\n`;
  for (const [path, findings] of byPath(problemsOf(report))) {
    yield `  <file${attributes({ name: path || "." })}>\n`;
    for (const finding of findings) yield errorOf(finding);
    yield "  </file>\n";
  }
  yield "</checkstyle>\n";
};
