/** Findings, grouped by file. */
import type { Finding, Severity, Suppressed } from "../../model/finding.ts";
import type { Report } from "../../model/reporter.ts";
import { painter, type Color, type Paint } from "../../escape/color.ts";
import { counted, grouped } from "../../escape/number.ts";
import { pathShower } from "../../escape/place.ts";
import { visible } from "../../escape/visible.ts";
import { problemsOf } from "../problems.ts";

const colors: Readonly<Record<Severity, Color>> = { error: "red", warning: "yellow", info: "cyan" };
const PROJECT = "the project";

function show({ severity, message, location: { line, column }, rule, related }: Finding, paint: Paint): string {
  const place = line === 0 ? "" : `${line}:${column}`;
  const also = related.map(({ message: text, location }) => {
    const where = location.line === 0 ? location.path : `${location.path}:${location.line}:${location.column}`;
    return `${" ".repeat(20)}${paint("dim", `${visible(where)}: ${visible(text)}`)}\n`;
  });
  const cells = [
    paint("dim", place) + " ".repeat(Math.max(0, 7 - place.length)),
    paint(colors[severity], severity) + " ".repeat(7 - severity.length),
    visible(message),
    paint("dim", visible(rule)),
  ];
  return `  ${cells.join("  ")}\n${also.join("")}`;
}

/** Each file's findings. */
export function* findings(report: Report): Iterable<string> {
  const paint = painter(report.options.color);
  const showPath = pathShower(report.result.root, report.options.cwd);
  let last: string | undefined;
  for (const finding of problemsOf(report)) {
    const { path } = finding.location;
    if (path !== last)
      yield `${last === undefined ? "" : "\n"}${paint("bold", path === "" ? PROJECT : showPath(path))}\n`;
    last = path;
    yield show(finding, paint);
  }
}

const reasons = { comment: "by comments", config: "by the configuration", baseline: "by the baseline" } as const;

function leftOut(suppressed: Suppressed | undefined): string {
  if (suppressed === undefined) return "";
  const told = (Object.keys(reasons) as (keyof Suppressed)[])
    .filter((key) => suppressed[key] > 0)
    .map((key) => `${grouped(suppressed[key])} ${reasons[key]}`);
  return told.length === 0 ? "" : `; left out: ${told.join(", ")}`;
}

/** What is known and no longer there should not stay known. */
function outlived(stale: number | undefined): string {
  if (!stale) return "";
  return `; ${counted(stale, "finding")} of the baseline no longer ${stale === 1 ? "occurs" : "occur"}: --update-baseline`;
}

function countsOf(report: Report): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of problemsOf(report)) counts[severity]++;
  return counts;
}

const nouns: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "hint" };

function* coverage({ check }: Report, paint: Paint): Iterable<string> {
  for (const { type, covered, total, percent, least } of check?.coverage ?? []) {
    if (least === undefined) continue;
    const verdict = percent < least ? paint("red", `below ${least} %`) : paint("green", `at least ${least} %`);
    yield `Coverage of ${visible(type)}: ${percent.toFixed(2)} % (${grouped(covered)} of ${grouped(total)}), ${verdict}\n`;
  }
}

/** How many there are of which severity, and how many were left out. */
export function* findingSummary(report: Report): Iterable<string> {
  const paint = painter(report.options.color);
  const counts = report.check?.counts ?? countsOf(report);
  const told = (Object.keys(nouns) as Severity[])
    .filter((severity) => counts[severity] > 0)
    .map((severity) => paint(colors[severity], counted(counts[severity], nouns[severity])));
  if (told.length > 0) yield "\n";
  yield* coverage(report, paint);
  const words = told.length === 0 ? paint("green", "No findings") : told.join(", ");
  yield `${words}${leftOut(report.check?.suppressed)}${outlived(report.check?.stale)}\n`;
}
