/** Markdown as GitHub and GitLab show it: for pull requests, step summaries and wikis. */
import type { Finding, Severity } from "../model/finding.ts";
import type { Report, Reporter } from "../model/reporter.ts";
import type { Tag } from "../model/tag.ts";
import { noChains } from "../draw/chains.ts";
import { matrixOf, matrixTable } from "../draw/matrix.ts";
import { markdownCode, markdownHead, markdownLink, markdownRow, markdownText } from "../escape/markdown.ts";
import { counted, grouped } from "../escape/number.ts";
import { fillUrl } from "../escape/uri.ts";
import { problemsOf, worstFirst } from "./problems.ts";

interface Place {
  readonly path: string;
  readonly line: number;
}

function placeOf({ path, line }: Place, template: string): string {
  const shown = markdownCode(line === 0 ? path : `${path}:${line}`);
  return path === ""
    ? "—"
    : markdownLink(shown, fillUrl(template, { path, line: Math.max(1, line), end: Math.max(1, line) }));
}

const tagRow = (tag: Tag, template: string): string =>
  markdownRow([placeOf(tag, template), ...[tag.kind, tag.name, tag.text].map(markdownText)]);

function* tagTable({ tags, options }: Report): Iterable<string> {
  if (tags.length === 0) return yield "No tags found.\n";
  yield `${counted(tags.length, "tag")}.\n\n`;
  yield markdownHead(["Place", "Kind", "Name", "Text"]);
  for (const tag of tags) yield tagRow(tag, options.repository);
}

function* coverageTable({ trace }: Report): Iterable<string> {
  if (trace === undefined) return;
  const { coverage, chains, items } = trace;
  const ofChains =
    chains.length === 0 ? [] : [...Object.entries(coverage.types), ["complete chains", coverage.overall] as const];
  const ofItems = items === undefined ? [] : [["items without a defect", items.coverage] as const];
  yield markdownHead(["Type", "Covered", "Of", "Share"], [1, 2, 3]);
  for (const [type, { covered, total, percent }] of [...ofChains, ...ofItems]) {
    yield markdownRow([markdownText(type), grouped(covered), grouped(total), `${percent.toFixed(2)} %`]);
  }
  yield "\n";
}

function* chainTables(report: Report): Iterable<string> {
  const matrix = matrixOf(report);
  if (matrix.rows.length === 0) return yield `${noChains(report)}.\n`;
  yield* coverageTable(report);
  yield* matrixTable(matrix, report.options.repository);
}

const signs: Readonly<Record<Severity, string>> = { error: "🔴 error", warning: "🟡 warning", info: "🔵 info" };

const findingRow = ({ severity, location, message, rule }: Finding, template: string): string =>
  markdownRow([signs[severity], placeOf(location, template), markdownText(message), markdownCode(rule)]);

function* findingTable(report: Report): Iterable<string> {
  let isEmpty = true;
  for (const finding of worstFirst(problemsOf(report))) {
    if (isEmpty) yield markdownHead(["Severity", "Place", "Message", "Rule"]);
    isEmpty = false;
    yield findingRow(finding, report.options.repository);
  }
  if (isEmpty) yield "No findings.\n";
}

const bodies: Readonly<Record<Report["about"], (report: Report) => Iterable<string>>> = {
  tags: tagTable,
  trace: chainTables,
  findings: findingTable,
};

/** A heading and a table. */
export const markdown: Reporter = function* markdown(report) {
  yield `# ${markdownText(report.options.title)}\n\n`;
  yield* bodies[report.about](report);
};
