/** Links between items, with what became of each. */
import type { Item, Link, LinkState } from "../../model/trace.ts";
import { parseId } from "./id.ts";

/** Revisions of one item that a link to none of them is compared with: more would be a link from each to each. */
const MOST = 16;

/** Items by id and by id without revision. */
interface Index {
  readonly needs: readonly ReadonlySet<string>[];
  readonly exact: ReadonlyMap<string, readonly number[]>;
  readonly loose: ReadonlyMap<string, readonly number[]>;
}

const looseKey = ({ type, name }: Pick<Item, "type" | "name">): string => `${type}~${name}`;

function group(items: readonly Item[], keyOf: (item: Item) => string): Map<string, number[]> {
  const out = new Map<string, number[]>();
  items.forEach((item, at) => {
    const key = keyOf(item);
    const members = out.get(key);
    if (members === undefined) out.set(key, [at]);
    else members.push(at);
  });
  return out;
}

function exactState(from: Item, needs: ReadonlySet<string>, twins: number): LinkState {
  if (!needs.has(from.type)) return "unwanted";
  return twins > 1 ? "ambiguous" : "covers";
}

/** To items of the same type and name: the wanted revision is older than theirs, or newer. */
function looseLinks(from: number, id: string, items: readonly Item[], { loose }: Index): Link[] {
  const wanted = parseId(id);
  const near = wanted === undefined ? [] : (loose.get(looseKey(wanted)) ?? []);
  if (near.length === 0) return [{ from, to: -1, id, state: "orphaned" }];
  const stateOf = (to: number): LinkState => (wanted!.revision < items[to]!.revision ? "outdated" : "predated");
  return near.slice(0, MOST).map((to) => ({ from, to, id, state: stateOf(to) }));
}

function linksOf(from: number, items: readonly Item[], index: Index): Link[] {
  return items[from]!.covers.flatMap((id) => {
    const same = index.exact.get(id);
    if (same === undefined) return looseLinks(from, id, items, index);
    const to = same[0]!;
    return [{ from, to, id, state: exactState(items[from]!, index.needs[to]!, same.length) }];
  });
}

/** Each of several items with one id is linked with the first. */
function duplicateLinks({ exact }: Index): Link[] {
  const pair = (id: string, one: number, other: number): Link[] => [
    { from: one, to: other, id, state: "duplicate" },
    { from: other, to: one, id, state: "duplicate" },
  ];
  return [...exact].flatMap(([id, [first, ...others]]) => others.flatMap((other) => pair(id, first!, other)));
}

/** All links: duplicates first, then in the order of the items and of what each covers. */
export function link(items: readonly Item[]): Link[] {
  const needs = items.map((item) => new Set(item.needs));
  const index = { needs, exact: group(items, ({ id }) => id), loose: group(items, looseKey) };
  return [...duplicateLinks(index), ...items.flatMap((_, from) => linksOf(from, items, index))];
}
