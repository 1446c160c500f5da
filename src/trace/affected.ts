/** What a change affects: from changed lines to tags, from tags to chains and items. */
import type { Tag } from "../model/tag.ts";
import type { Item, ItemTrace, Place, TraceResult } from "../model/trace.ts";
import { firstFrom } from "./search.ts";

/** Lines of a file that a change wrote, as pairs of first and last, in order. A pure deletion is the line before it, twice. */
export type Changes = ReadonlyMap<string, readonly (readonly [first: number, last: number])[]>;

/** How sure it is that an id is affected: its line changed; the lines below it did; or it is linked with one of these. */
export type Reach = "line" | "region" | "link";

/** An id that a change affects. */
export interface Affected {
  readonly id: string;
  readonly reach: Reach;
  /** The tags or items that stand where the change is; of reach `link`, all of the id's. */
  readonly places: readonly Place[];
}

const REACHES: readonly Reach[] = ["line", "region", "link"];

/** What stands at a line. */
interface Stand extends Place {
  readonly id: string;
}

/** Those on the lines, and those on the nearest line above, if the first line has none. */
function* standsAt(stands: readonly Stand[], first: number, last: number): Iterable<[Stand, Reach]> {
  const from = firstFrom(stands, (stand) => stand.line < first);
  for (let at = from; at < stands.length && stands[at]!.line <= last; at++) yield [stands[at]!, "line"];
  if (stands[from]?.line === first) return;
  for (let at = from - 1; at >= 0 && stands[at]!.line === stands[from - 1]!.line; at--) yield [stands[at]!, "region"];
}

/** Gathers what is affected, each id with its best reach. */
class Gathering {
  readonly found = new Map<string, { reach: Reach; places: Map<string, Place> }>();

  add({ id, path, line, column }: Stand, reach: Reach): void {
    let known = this.found.get(id);
    if (known === undefined) this.found.set(id, (known = { reach, places: new Map() }));
    if (REACHES.indexOf(reach) < REACHES.indexOf(known.reach)) known.reach = reach;
    known.places.set(`${path}\0${line}`, { path, line, column });
  }

  /** All of a file's, where a change comes before the first of them: it may matter to each. */
  addFile(stands: readonly Stand[], ranges: readonly (readonly [number, number])[]): void {
    if (ranges.some(([, last]) => last < stands[0]!.line)) for (const stand of stands) this.add(stand, "region");
    for (const [first, last] of ranges)
      for (const [stand, reach] of standsAt(stands, first, last)) this.add(stand, reach);
  }
}

function byPath(stands: Iterable<Stand>, changes: Changes): Map<string, Stand[]> {
  const out = new Map<string, Stand[]>();
  for (const stand of stands) {
    if (!changes.has(stand.path)) continue;
    const group = out.get(stand.path);
    if (group === undefined) out.set(stand.path, [stand]);
    else group.push(stand);
  }
  for (const group of out.values()) group.sort((one, other) => one.line - other.line);
  return out;
}

function* chainStands({ chains }: TraceResult): Iterable<Stand> {
  for (const chain of chains)
    for (const { path, line, column } of chain.tags()) yield { id: chain.id, path, line, column };
}

/** Items that are linked with others, either way, however far: a changed requirement concerns all that covers it. */
function linkedItems(trace: ItemTrace, ids: Iterable<string>): Item[] {
  const edges = trace.items.map((): number[] => []);
  for (const { from, to } of trace.links) if (to >= 0) edges[to]!.push(from);
  const ups = trace.items.map((): number[] => []);
  for (const { from, to } of trace.links) if (to >= 0) ups[from]!.push(to);
  const wanted = new Set(ids);
  const starts = trace.items.flatMap(({ id }, at) => (wanted.has(id) ? [at] : []));
  const reached = new Set([...reach(starts, edges), ...reach(starts, ups)]);
  return [...reached].sort((a, b) => a - b).map((at) => trace.items[at]!);
}

function reach(starts: readonly number[], edges: readonly (readonly number[])[]): Set<number> {
  const seen = new Set(starts);
  for (const at of seen) for (const to of edges[at]!) seen.add(to);
  return seen;
}

function gather(stands: Iterable<Stand>, changes: Changes): Gathering {
  const out = new Gathering();
  for (const [path, group] of byPath(stands, changes)) out.addFile(group, changes.get(path)!);
  return out;
}

/**
 * The ids that a change affects. A changed line belongs to the tag on it, else to the nearest tag above it, else to all
 * tags of its file.
 *
 * @param removed tags of the old version that stood on lines that are gone
 * @returns chains by id, then items by id
 */
export function affected(trace: TraceResult, changes: Changes, removed: Iterable<Tag> = []): Affected[] {
  const chains = gather(chainStands(trace), changes);
  for (const tag of removed) if (tag.fields.dialect !== "oft") chains.add({ ...standOf(tag), id: tag.name }, "line");
  const items = gather(trace.items?.items ?? [], changes);
  if (trace.items !== undefined) {
    for (const item of linkedItems(trace.items, items.found.keys()))
      if (!items.found.has(item.id)) items.add(item, "link");
  }
  return [...show(chains), ...show(items)];
}

const standOf = ({ path, line, column }: Tag): Place => ({ path, line, column });

const show = ({ found }: Gathering): Affected[] =>
  [...found.keys()]
    .sort()
    .map((id) => ({ id, reach: found.get(id)!.reach, places: [...found.get(id)!.places.values()] }));
