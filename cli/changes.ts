/** What is new, for people. */
import { counted, type ChangeReport, type Tag, type TagChange } from "../index.ts";
import type { Color, Paint } from "./color.ts";
import { visible } from "./escape.ts";
import { pathShower } from "./place.ts";

/** A line of the list. */
interface Row {
  readonly path: string;
  readonly line: number;
  readonly mark: "+" | "-" | "~" | ">";
  readonly tag: Tag;
  readonly note: string;
}

const colors: Readonly<Record<Row["mark"], Color>> = { "+": "green", "-": "red", "~": "yellow", ">": "dim" };

const rowOf = (mark: Row["mark"], tag: Tag, note = ""): Row => ({ path: tag.path, line: tag.line, mark, tag, note });

const origin = ({ before, after }: TagChange): string =>
  before.path === after.path ? `was line ${before.line}` : `was ${before.path}:${before.line}`;

function rowsOf({ tags }: ChangeReport): Row[] {
  const rows = [
    ...tags.removed.map((tag) => rowOf("-", tag)),
    ...tags.added.map((tag) => rowOf("+", tag)),
    ...tags.changed.map((one) => rowOf("~", one.after, `was: ${one.before.text}`)),
    ...tags.moved.map((one) => rowOf(">", one.after, origin(one))),
  ];
  return rows.sort((one, other) => (one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1));
}

function showRow({ line, mark, tag: { kind, name, text }, note }: Row, paint: Paint): string {
  const said = [kind, name, text === kind || text === name ? "" : text].filter((word) => word !== "").join(" ");
  const more = note === "" ? "" : paint("dim", ` (${visible(note)})`);
  return `  ${paint(colors[mark], `${mark} ${visible(said)}`)}${paint("dim", ` :${line}`)}${more}\n`;
}

const told = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ") || "no change";

/** One line: how much is new. */
export function changeSummary({ files, tags }: ChangeReport): string {
  const { added, modified, deleted, renamed, unchanged } = files;
  const counts = { added: added.length, modified: modified.length, deleted: deleted.length, renamed: renamed.length };
  const words = {
    added: tags.added.length,
    removed: tags.removed.length,
    changed: tags.changed.length,
    moved: tags.moved.length,
  };
  return `Files: ${told(counts)}, ${counted(unchanged, "file")} unchanged. Tags: ${told(words)}.`;
}

/** Tags that are new (+), gone (-), other (~) or elsewhere (>), by file, and a summary. */
export function* showChanges(report: ChangeReport, root: string, paint: Paint): Iterable<string> {
  const show = pathShower(root);
  let last: string | undefined;
  for (const row of rowsOf(report)) {
    if (row.path !== last) yield `${last === undefined ? "" : "\n"}${paint("bold", show(row.path))}\n`;
    last = row.path;
    yield showRow(row, paint);
  }
  yield `${last === undefined ? "" : "\n"}${paint("bold", changeSummary(report))}\n`;
}
