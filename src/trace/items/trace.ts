/** OpenFastTrace's view of a tree. */
import type { Tag } from "../../model/tag.ts";
import type { Item, ItemTrace } from "../../model/trace.ts";
import { compareText } from "../../model/order.ts";
import { share } from "../coverage.ts";
import { judge } from "./deep.ts";
import { link } from "./link.ts";
import { itemOfTag } from "./tag.ts";

const byPlace = (one: Item, other: Item): number =>
  compareText(one.path, other.path) || one.line - other.line || one.column - other.column;

/** Items of files and of tags, linked and judged; undefined where there are none. */
export function traceItems(tags: Iterable<Tag>, given: readonly Item[]): ItemTrace | undefined {
  const found = Array.from(tags, (tag) => itemOfTag(tag)).filter((item) => item !== undefined);
  const items = [...given, ...found].sort(byPlace);
  if (items.length === 0) return undefined;
  const links = link(items);
  const { verdicts, cycles } = judge(items, links);
  const good = verdicts.reduce((sum, { isDefect }) => sum + Number(!isDefect), 0);
  const rings = cycles.map((ring) => ring.map((at) => items[at]!.id).sort());
  return {
    items,
    links,
    verdicts,
    cycles: rings.sort((a, b) => compareText(a[0]!, b[0]!)),
    coverage: share(good, items.length),
  };
}
