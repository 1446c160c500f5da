/** needs.json of sphinx-needs: one need a type of an id. */
import type { Reporter } from "../model/reporter.ts";
import { linesOf } from "../draw/chains.ts";
import { visiblePath } from "../escape/stray.ts";
import { itemsOf, titleOf, type Item } from "./objects.ts";

const backLinks = (items: readonly Item[]): Map<string, string[]> => {
  const out = new Map<string, string[]>();
  for (const { key, links } of items) for (const link of links) out.set(link, [...(out.get(link) ?? []), key]);
  return out;
};

/** The document of a need is its first file, without the extension, as Sphinx names documents. */
const docOf = (path: string): string => visiblePath(path).replace(/\.[^./]+$/, "");

function needOf(item: Item, back: ReadonlyMap<string, string[]>): object {
  const { key, line, type, tags, links } = item;
  const [first] = tags;
  return {
    id: key,
    type: type.toLowerCase(),
    type_name: type,
    title: titleOf(item),
    description: tags
      .map(({ text }) => text)
      .filter((text) => text !== "")
      .join("\n"),
    status: line.status,
    tags: [line.id],
    links,
    links_back: back.get(key) ?? [],
    docname: first === undefined ? "" : docOf(first.path),
    lineno: first?.line ?? 0,
    is_external: false,
    locations: tags.map(({ path, line: number }) => `${visiblePath(path)}:${number}`),
  };
}

/** One version, the project's title as its name. */
export const needs: Reporter = function* needs(report) {
  const items = itemsOf(linesOf(report));
  const back = backLinks(items);
  const { title, now, version } = report.options;
  const made = new Date(now).toISOString();
  const current = JSON.stringify(version);
  yield `{"created":${JSON.stringify(made)},"creator":{"program":"tagwright","version":${current}},"project":${JSON.stringify(title)},"current_version":${current},"versions":{${current}:{"created":${JSON.stringify(made)},"needs_amount":${items.length},"needs":{`;
  let before = "\n";
  for (const item of items) {
    yield `${before}${JSON.stringify(item.key)}:${JSON.stringify(needOf(item, back))}`;
    before = ",\n";
  }
  yield "\n}}}}\n";
};
