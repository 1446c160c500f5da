/** SARIF 2.1.0 (OASIS), as GitHub's code scanning reads it. */
import type { Finding, Location, RuleInfo, Severity } from "../model/finding.ts";
import type { Reporter } from "../model/reporter.ts";
import { uriPath } from "../escape/uri.ts";
import { array } from "./array.ts";
import { problemsOf, worstFirst } from "./problems.ts";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
const levels: Readonly<Record<Severity | "off", string>> = {
  error: "error",
  warning: "warning",
  info: "note",
  off: "none",
};

const ruleOf = ({ id, severity, summary, help }: RuleInfo): object => ({
  id,
  name: id,
  shortDescription: { text: summary || id },
  fullDescription: { text: summary || id },
  help: { text: help || summary || id },
  defaultConfiguration: { level: levels[severity] },
});

/** A place with line 0 is the whole file, one without a path the whole project: GitHub wants a location all the same. */
function physical({ path, line, column, endLine, endColumn }: Location): object {
  const artifactLocation = {
    uri: path === "" ? "." : uriPath(path),
    ...(path === "" ? {} : { uriBaseId: "%SRCROOT%" }),
  };
  if (line === 0) return { artifactLocation, ...(path === "" ? {} : { region: { startLine: 1 } }) };
  const region = {
    startLine: line,
    startColumn: Math.max(1, column),
    endLine: endLine ?? line,
    ...(endColumn === undefined ? {} : { endColumn }),
  };
  return { artifactLocation, region };
}

const resultOf = (finding: Finding, indices: ReadonlyMap<string, number>): object => {
  const { rule, severity, message, location, related, fingerprint } = finding;
  const ruleIndex = indices.get(rule);
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: physical(location) }],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1` },
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map(({ location: place, message: text }, id) => ({
            id,
            physicalLocation: physical(place),
            message: { text },
          })),
        }),
  };
};

function* results(findings: Iterable<Finding>, indices: ReadonlyMap<string, number>): Iterable<object> {
  for (const finding of findings) yield resultOf(finding, indices);
}

/** One run: the rules, then the results, errors first, since GitHub shows only the first 5,000. */
export const sarif: Reporter = function* sarif(report) {
  const problems = problemsOf(report);
  const indices = new Map(problems.rules.map(({ id }, index) => [id, index]));
  const driver = { name: "tagwright", version: report.options.version, rules: problems.rules.map(ruleOf) };
  yield `{"$schema":${JSON.stringify(SCHEMA)},"version":"2.1.0","runs":[{"tool":{"driver":${JSON.stringify(driver)}},\n`;
  yield `"columnKind":"utf16CodeUnits",\n"results":`;
  yield* array(results(worstFirst(problems), indices));
  yield "}]}\n";
};
