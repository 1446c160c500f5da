/** From a report to the data of the page. */
import type { Finding, Severity } from "../../model/finding.ts";
import type {
  PageChain,
  PageData,
  PageFinding,
  PageFolder,
  PageGroup,
  PageNote,
  PageShare,
  PageTags,
} from "../../model/page.ts";
import type { Report } from "../../model/reporter.ts";
import type { Tag } from "../../model/tag.ts";
import type { Coverage, Share } from "../../model/trace.ts";
import { linesOf, ORDER, type Line } from "../../draw/chains.ts";
import { itemTypes } from "../../draw/items.ts";
import { problemsOf, worstFirst } from "../problems.ts";
import { pageItems } from "./items.ts";
import { Words } from "./words.ts";

const placeKey = ({ path, offset }: Tag): string => `${path}\0${offset}`;

/** Columns, and the row of each place. */
function readTags({ tags }: Report, words: Words): { columns: PageTags; rows: Map<string, number> } {
  const columns = { detector: [], kind: [], name: [], path: [], line: [], column: [], text: [] } as Record<
    keyof PageTags,
    (number | string)[]
  >;
  const rows = new Map<string, number>();
  let row = 0;
  for (const tag of tags) {
    rows.set(placeKey(tag), row++);
    for (const key of ["detector", "kind", "name", "path"] as const) columns[key].push(words.number(tag[key]));
    columns.line.push(tag.line);
    columns.column.push(tag.column);
    columns.text.push(tag.text);
  }
  return { columns: columns as unknown as PageTags, rows };
}

/** Tags that a filter took away have no row, and are left out. */
const chainOf = (
  { id, missing, groups, isOrphan, isDangling }: Line,
  rows: ReadonlyMap<string, number>,
  words: Words,
): PageChain => ({
  id,
  missing: missing.map((type) => words.number(type)),
  groups: groups.flatMap(({ type, tags }): PageGroup[] => {
    const shown = tags.flatMap((tag) => rows.get(placeKey(tag)) ?? []);
    return shown.length === 0 ? [] : [[words.number(type), shown]];
  }),
  isOrphan,
  isDangling,
});

const shareOf = ({ covered, total, percent }: Share): PageShare => [covered, total, percent];
const share = (covered: number, total: number): PageShare => [
  covered,
  total,
  total === 0 ? 100 : Math.round((covered / total) * 10_000) / 100,
];

/** Where nothing was traced: what the lines themselves say. */
function countShares(lines: readonly Line[], order: readonly string[]): PageShare[] {
  const lacking = new Map<string, number>();
  for (const { missing } of lines) for (const type of missing) lacking.set(type, (lacking.get(type) ?? 0) + 1);
  return order.map((type) => share(lines.length - (lacking.get(type) ?? 0), lines.length));
}

const NONE: PageShare = [0, 0, 100];
const sharesOf = ({ types }: Coverage, order: readonly string[]): PageShare[] =>
  order.map((type) => (Object.hasOwn(types, type) ? shareOf(types[type]!) : NONE));

function coverageOf({ trace }: Report, lines: readonly Line[], order: readonly string[]) {
  const complete = lines.reduce((count, { missing }) => count + Number(missing.length === 0), 0);
  if (trace === undefined)
    return { overall: share(complete, lines.length), shares: countShares(lines, order), folders: [] };
  const folders: PageFolder[] = trace.folders.map((one) => ({
    folder: one.folder,
    overall: shareOf(one.overall),
    types: sharesOf(one, order),
  }));
  return { overall: shareOf(trace.coverage.overall), shares: sharesOf(trace.coverage, order), folders };
}

const levels: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

const findingOf = ({ rule, severity, message, help, location, related }: Finding, words: Words): PageFinding => ({
  rule: words.number(rule),
  severity: levels[severity],
  message,
  help: words.number(help),
  path: words.number(location.path),
  line: location.line,
  column: location.column,
  related: related.map(({ message: text, location: at }) => [text, words.number(at.path), at.line, at.column]),
});

function notesOf({ tags, origins }: Report, words: Words): PageNote[] {
  const notes: PageNote[] = [];
  let row = 0;
  for (const tag of tags) {
    if (tag.detector === "note") {
      const origin = origins?.get(tag.fingerprint);
      const owner = tag.fields.author ?? origin?.author;
      const { issue = "", expires = "" } = tag.fields;
      notes.push({
        tag: row,
        owner: owner === undefined ? -1 : words.number(owner),
        time: origin?.time ?? 0,
        issue,
        expires,
      });
    }
    row++;
  }
  return notes;
}

const findingsOf = (report: Report, words: Words): PageFinding[] =>
  [...worstFirst(problemsOf(report))].map((finding) => findingOf(finding, words));

function countPaths({ path }: PageTags): number {
  return new Set(path).size;
}

function headOf(
  report: Report,
): Pick<PageData, "title" | "version" | "editor" | "repository" | "about" | "root" | "made" | "suppressed"> {
  const { about, check, result, options } = report;
  const { comment, config, baseline } = check?.suppressed ?? { comment: 0, config: 0, baseline: 0 };
  const { title, version, now, editor, repository } = options;
  return {
    title,
    version,
    editor,
    repository,
    about,
    root: result.root,
    made: now,
    suppressed: comment + config + baseline,
  };
}

/** The whole, one array after the other. */
function pageData(report: Report): PageData {
  const words = new Words();
  const { columns, rows } = readTags(report, words);
  const lines = linesOf(report);
  const types = report.trace?.rule.order ?? ORDER;
  return {
    ...headOf(report),
    files: countPaths(columns),
    order: types.map((type) => words.number(type)),
    ...coverageOf(report, lines, types),
    tags: columns,
    chains: lines.map((line) => chainOf(line, rows, words)),
    itemTypes: itemTypes(report.trace?.items?.items ?? []).map((type) => words.number(type)),
    items: pageItems(report.trace?.items, words),
    findings: findingsOf(report, words),
    notes: notesOf(report, words),
    words: words.list,
  };
}

/** JSON, member by member. */
export function* pageParts(report: Report): Iterable<string> {
  let before = "{";
  for (const [name, value] of Object.entries(pageData(report))) {
    yield `${before}${JSON.stringify(name)}:${JSON.stringify(value)}`;
    before = ",\n";
  }
  yield "}";
}
