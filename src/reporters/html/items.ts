/** From OpenFastTrace's items to those of the page. */
import type { Item, ItemTrace, ItemVerdict, Link } from "../../model/trace.ts";
import type { Words } from "./words.ts";
import { linkStates, type PageItem, type PageLink } from "../../model/page.ts";

const linkOf = ({ to, id, state }: Link, words: Words): PageLink => [to, words.number(id), linkStates.indexOf(state)];

function itemOf(item: Item, { uncovered, deep, isDefect }: ItemVerdict, links: PageLink[], words: Words): PageItem {
  const { id, type, title, status, path, line, column, source, needs } = item;
  const numbers = (list: readonly string[]): number[] => list.map((word) => words.number(word));
  return {
    id,
    type: words.number(type),
    title,
    status: words.number(status),
    path: words.number(path),
    line,
    column,
    isTag: source === "tag",
    needs: numbers(needs),
    uncovered: numbers(uncovered),
    deep,
    isDefect,
    links,
  };
}

/** Items in their order, each with what it covers; none where there are none. */
export function pageItems(items: ItemTrace | undefined, words: Words): PageItem[] {
  if (items === undefined) return [];
  const links = items.items.map((): PageLink[] => []);
  for (const link of items.links) links[link.from]!.push(linkOf(link, words));
  return items.items.map((item, at) => itemOf(item, items.verdicts[at]!, links[at]!, words));
}
