/** Questions to a trace. */
import type { Chain, Item, ItemTrace, LinkState, TraceResult } from "../model/trace.ts";
import type { Tag } from "../model/tag.ts";

const isBelow = (path: string, folder: string): boolean =>
  folder === "" || folder === "." || path === folder || path.startsWith(`${folder}/`);

/** Chains that have a tag in a file, or in a folder or below. */
export const chainsAt = (trace: TraceResult, folder: string): Chain[] =>
  trace.chains.filter((chain) => chain.tags().some(({ path }) => isBelow(path, folder)));

/** An item, and how it is linked with the one that was asked for. */
export interface Related {
  readonly item: Item;
  readonly state: LinkState;
}

/** The items of an id: `type~name~revision`, `type~name`, or a name alone. */
export function itemsOf({ items }: ItemTrace, id: string): number[] {
  const fits = ({ id: whole, type, name }: Item): boolean => id === whole || id === `${type}~${name}` || id === name;
  return items.flatMap((item, at) => (fits(item) ? [at] : []));
}

/** What covers an item, well or badly. */
export function coveringItems(trace: ItemTrace, id: string): Related[] {
  const wanted = new Set(itemsOf(trace, id));
  const links = trace.links.filter(({ to, state }) => wanted.has(to) && state !== "duplicate");
  return links.map(({ from, state }) => ({ item: trace.items[from]!, state }));
}

/** What an item covers. Ids that do not exist are not there. */
export function coveredItems(trace: ItemTrace, id: string): Related[] {
  const wanted = new Set(itemsOf(trace, id));
  const links = trace.links.filter(({ from, to, state }) => wanted.has(from) && to >= 0 && state !== "duplicate");
  return links.map(({ to, state }) => ({ item: trace.items[to]!, state }));
}

/** The tags of a chain that answer its definition: all but those of the defining type. */
export function coveringTags(trace: TraceResult, id: string): Tag[] {
  const chain = trace.chain(id);
  return (chain?.types ?? []).filter((type) => type !== trace.rule.order[0]).flatMap((type) => chain!.tags(type));
}
