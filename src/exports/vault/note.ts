/** What tagwright writes into a note: always the same for the same tags. */
import type { Line, Group } from "../../draw/chains.ts";
import type { Tag } from "../../model/tag.ts";
import { pieces } from "../../draw/graph.ts";
import { drawMermaid } from "../../draw/mermaid.ts";
import { markdownCode, markdownText } from "../../escape/markdown.ts";
import { visiblePath } from "../../escape/stray.ts";
import { visible } from "../../escape/visible.ts";
import { related, summaryBy, withStatus } from "./dataview.ts";
import { kindOf, slug } from "./kinds.ts";

/** Properties of the front matter that are ours. */
export type Properties = Readonly<Record<string, string | readonly string[]>>;

/** A note as it should be. `path`: in the vault, with `/`. */
export interface Note {
  readonly path: string;
  readonly properties: Properties;
  /** Markdown, between the markers. */
  readonly body: string;
}

/** What notes need to know of each other. */
export interface Links {
  /** The name of the note of a type and an id. */
  readonly note: (type: string, id: string) => string;
  readonly map: (id: string) => string;
}

const shout = (text: string): string => markdownText(text.toUpperCase());
const placeOf = ({ path, line }: Tag): string => `${visiblePath(path)}:${line}`;

/** Lines around a tag. Nothing in them can end their fence. */
function contextOf({ context, text }: Tag): string {
  const shown = (context ?? text).split("\n").map(visible).join("\n");
  if (shown === "") return "";
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${shown}\n${fence}\n`;
}

const location = (tag: Tag): string =>
  `### ${markdownCode(placeOf(tag))}\n\n${markdownText(tag.text)}\n\n${contextOf(tag)}`;

const linkTo = (name: string): string => `- [[${name}]]\n`;

/** The note of one type of a chain. */
export function tagNote(line: Line, { type, tags }: Group, links: Links): Note {
  const { folder, tag } = kindOf(type);
  const others = line.groups
    .filter((group) => group.type !== type)
    .map((group) => linkTo(links.note(group.type, line.id)));
  return {
    path: `${folder}/${links.note(type, line.id)}.md`,
    properties: {
      tagged: line.id,
      type,
      status: line.status,
      missing: line.missing,
      tags: [`${tag}/${slug(line.id)}`],
    },
    body: [
      `# ${markdownText(type)}: ${shout(line.id)}\n`,
      `Status: ${line.status}. Map: [[${links.map(line.id)}]]\n`,
      `## Locations\n`,
      ...tags.map(location),
      `## Related\n`,
      others.join("") || "None yet.\n",
      related(line.id),
    ].join("\n"),
  };
}

/** The map of a chain. */
export function mapNote(line: Line, links: Links, repository: string): Note {
  const gaps =
    line.missing.length === 0 ? "Nothing is missing.\n" : `Missing: ${line.missing.map(markdownText).join(", ")}\n`;
  const drawing = [...drawMermaid(pieces([line]), { repository })].join("");
  return {
    path: `maps/${links.map(line.id)}.md`,
    properties: {
      tagged: line.id,
      type: "map",
      status: line.status,
      missing: line.missing,
      tags: [`map/${slug(line.id)}`],
    },
    body: [
      `# Traceability Map: ${shout(line.id)}\n`,
      gaps,
      `\`\`\`mermaid\n${drawing}\`\`\`\n`,
      line.groups.map(({ type }) => linkTo(links.note(type, line.id))).join(""),
      related(line.id),
    ].join("\n"),
  };
}

/** The note that leads to all others. */
export function indexNote(lines: readonly Line[], links: Links): Note {
  const complete = lines.filter(({ missing }) => missing.length === 0).length;
  return {
    path: "traceability-index.md",
    properties: { type: "index", tags: ["traceability"] },
    body: [
      "# Traceability Index\n",
      `${lines.length} chains, ${complete} complete.\n`,
      lines.map(({ id, status }) => `- [[${links.map(id)}]]: ${status}\n`).join(""),
      `## By type\n\n${summaryBy("type")}`,
      `## By id\n\n${summaryBy("tagged")}`,
      `## By status\n\n${summaryBy("status")}`,
      ...(["pending", "active", "completed"] as const).map((status) => `## ${status}\n\n${withStatus(status)}`),
    ].join("\n"),
  };
}
