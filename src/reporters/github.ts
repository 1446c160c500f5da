/** GitHub's workflow commands: annotations of a pull request. */
import type { Finding, Severity } from "../model/finding.ts";
import type { Reporter } from "../model/reporter.ts";
import { visiblePath } from "../escape/stray.ts";
import { problemsOf, worstFirst } from "./problems.ts";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

const codes: Readonly<Record<string, string>> = { "%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C" };
const inData = (text: string): string => text.replace(/[%\r\n]/g, (char) => codes[char]!);
const inProperty = (text: string): string => text.replace(/[%\r\n:,]/g, (char) => codes[char]!);

function propertiesOf({ rule, location: { path, line, column, endLine, endColumn } }: Finding): string {
  const words = {
    file: path === "" ? undefined : visiblePath(path),
    line: line || undefined,
    // GitHub takes an end column only together with the end line it counts in.
    endLine: endLine ?? (endColumn === undefined || line === 0 ? undefined : line),
    col: (line > 0 && column) || undefined,
    endColumn: line === 0 ? undefined : endColumn,
    title: rule,
  };
  return Object.entries(words)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${inProperty(String(value))}`)
    .join(",");
}

/** One command a line, errors first: a step shows ten of each severity. */
export const github: Reporter = function* github(report) {
  for (const finding of worstFirst(problemsOf(report))) {
    yield `::${commands[finding.severity]} ${propertiesOf(finding)}::${inData(finding.message)}\n`;
  }
};
