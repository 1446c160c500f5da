/** Tags, grouped by file. */
import type { Report, Tags } from "../../model/reporter.ts";
import type { Stats } from "../../model/stats.ts";
import type { Tag } from "../../model/tag.ts";
import { painter, type Color, type Paint } from "../../escape/color.ts";
import { counted, grouped } from "../../escape/number.ts";
import { pathShower } from "../../escape/place.ts";
import { visible, widthOf } from "../../escape/visible.ts";

/** Tags that are aligned with each other at most: a file may hold millions. */
const BLOCK = 500;
/** Longer values stand out to the right rather than push all others there. */
const WIDEST = { kind: 16, name: 40 } as const;

const colors: Readonly<Record<string, Color>> = { SPEC: "blue", CODE: "green", TEST: "yellow", DOC: "magenta" };

/** A tag's cells, safe to print. */
interface Line {
  readonly place: string;
  readonly kind: string;
  readonly name: string;
  readonly text: string;
  readonly context: string | undefined;
}

const toLine = ({ line, column, kind, name, text, context }: Tag): Line => ({
  place: `${line}:${column}`,
  kind: visible(kind),
  name: visible(name),
  // A pattern without names gives the whole match, which may be the kind once more.
  text: text === kind || text === name ? "" : visible(text),
  context,
});

/** Tags of one file in blocks, in their order. */
function* blocks(tags: Tags): Iterable<readonly [path: string, block: Tag[]]> {
  let path: string | undefined;
  let block: Tag[] = [];
  for (const tag of tags) {
    const { path: of } = tag;
    if (block.length > 0 && (of !== path || block.length === BLOCK)) {
      yield [path!, block];
      block = [];
    }
    path = of;
    block.push(tag);
  }
  if (block.length > 0) yield [path!, block];
}

const widest = (lines: readonly Line[], key: "place" | "kind" | "name", most: number): number =>
  Math.min(
    most,
    lines.reduce((width, line) => Math.max(width, widthOf(line[key])), 0),
  );

const gap = (shown: string, width: number): string => " ".repeat(Math.max(0, width - widthOf(shown)));

/** The lines around a tag, under it. */
function showContext(context: string | undefined, margin: number, paint: Paint): string {
  if (context === undefined) return "";
  const lines = context
    .split("\n")
    .map((line) => " ".repeat(margin) + paint("dim", `| ${visible(line.replaceAll("\t", "    "))}`));
  return `${lines.join("\n")}\n`;
}

function* showBlock(lines: readonly Line[], paint: Paint): Iterable<string> {
  const place = widest(lines, "place", Infinity);
  const kind = widest(lines, "kind", WIDEST.kind);
  const name = widest(lines, "name", WIDEST.name);
  for (const line of lines) {
    const cells = [
      " ".repeat(place - line.place.length) + paint("dim", line.place),
      paint(colors[line.kind] ?? "cyan", line.kind) + gap(line.kind, kind),
      ...(name === 0 ? [] : [paint("bold", line.name) + gap(line.name, name)]),
      line.text,
    ];
    yield `  ${cells.join("  ").trimEnd()}\n${showContext(line.context, place + 4, paint)}`;
  }
}

/** Each file's tags, aligned with each other. */
export function* tags({ result, tags: all, options }: Report): Iterable<string> {
  const show = pathShower(result.root, options.cwd);
  const paint = painter(options.color);
  let last: string | undefined;
  for (const [path, block] of blocks(all)) {
    if (path !== last) yield `${last === undefined ? "" : "\n"}${paint("bold", show(path))}\n`;
    last = path;
    yield* showBlock(block.map(toLine), paint);
  }
}

function countFiles(tags: Tags): number {
  let count = 0;
  let last: string | undefined;
  for (const { path } of tags) {
    if (path !== last) count++;
    last = path;
  }
  return count;
}

function troubles({ diagnostics }: Report["result"], paint: Paint): string {
  const count = (severity: string): number =>
    diagnostics.reduce((sum, one) => sum + Number(one.severity === severity), 0);
  const told = (["error", "warning"] as const)
    .map((severity) => [severity, count(severity)] as const)
    .filter(([, many]) => many > 0);
  const words = told.map(([severity, many]) => paint(severity === "error" ? "red" : "yellow", counted(many, severity)));
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
}

/** Where nothing was scanned, whoever named a pipe or a link wants to know. */
function passedOver({ scanned, skipped: { outside, special, symlink, tooLarge } }: Stats): string {
  const count = outside + special + symlink + tooLarge;
  return scanned > 0 || count === 0 ? "" : `; ${grouped(count)} left out: --verbose says why`;
}

function summary({ result, tags }: Report): string {
  if (tags.length > 0) return `${counted(tags.length, "tag")} in ${counted(countFiles(tags), "file")}`;
  if (result.tags.length > 0)
    return `No tags found that fit the filters; without them there are ${grouped(result.tags.length)}`;
  return `No tags found in ${counted(result.stats.scanned, "file")}${passedOver(result.stats)}`;
}

/** How many there are, and how much could not be read. */
export function* tagSummary(report: Report): Iterable<string> {
  const paint = painter(report.options.color);
  yield `${report.tags.length > 0 ? "\n" : ""}${paint("bold", summary(report))}${troubles(report.result, paint)}\n`;
}
