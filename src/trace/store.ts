/** Tags by chain, as columns: a million tags are a few megabytes, and one pass. */
import type { Tag } from "../model/tag.ts";
import type { KindMap, Sort } from "./kinds.ts";
import type { Rules } from "./rule.ts";
import { chainId, originOf, Sorts } from "./kinds.ts";
import { Words } from "./words.ts";

/** What holds the tags: a list of a result, or an array. */
export interface TagSource {
  readonly length: number;
  at(index: number): Tag | undefined;
}

/** What one pass over the tags gives. */
interface Gathered {
  readonly ids: Words;
  readonly sorts: readonly Sort[];
  /** By row: the chain, which is first numbered as it appears, and the sort. */
  readonly chains: Uint32Array;
  readonly sortOf: Uint32Array;
  readonly oft: readonly number[];
}

const NONE = 0xffff_ffff;

/** Tags grouped by the id of their chain. Chain `c` has the rows from `starts[c]` to `starts[c + 1]`. */
export class Store {
  readonly tags: TagSource;
  readonly ids: readonly string[];
  readonly sorts: readonly Sort[];
  /** The index of the sort, by row. */
  readonly sortOf: Uint32Array;
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  /** Rows of tags of OpenFastTrace's dialect. */
  readonly oft: readonly number[];

  constructor(tags: TagSource, { ids, sorts, chains, sortOf, oft }: Gathered) {
    const { list, numbers } = ids.sorted();
    for (let row = 0; row < chains.length; row++) if (chains[row] !== NONE) chains[row] = numbers[chains[row]!]!;
    this.tags = tags;
    this.ids = list;
    this.sorts = sorts;
    this.sortOf = sortOf;
    this.starts = countStarts(chains, list.length);
    this.rows = placeRows(chains, this.starts);
    this.oft = oft;
  }
}

function countStarts(chains: Uint32Array, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (const chain of chains) if (chain !== NONE) starts[chain + 1]!++;
  for (let chain = 0; chain < count; chain++) starts[chain + 1]! += starts[chain]!;
  return starts;
}

function placeRows(chains: Uint32Array, starts: Uint32Array): Uint32Array {
  const rows = new Uint32Array(starts.at(-1)!);
  const next = starts.slice();
  for (let row = 0; row < chains.length; row++) {
    const chain = chains[row]!;
    if (chain !== NONE) rows[next[chain]!++] = row;
  }
  return rows;
}

/** Reads every tag once. Linear in tags. */
export function collect(tags: TagSource, map: KindMap | undefined): Store {
  const { length } = tags;
  const ids = new Words();
  const sorts = new Sorts(map);
  const chains = new Uint32Array(length).fill(NONE);
  const sortOf = new Uint32Array(length);
  const oft: number[] = [];
  for (let row = 0; row < length; row++) {
    const tag = tags.at(row)!;
    const origin = originOf(tag);
    const sort = sorts.get(origin, tag.kind);
    if (origin === "oft") oft.push(row);
    sortOf[row] = sort.number;
    if (sort.type !== undefined) chains[row] = ids.number(chainId(tag, origin));
  }
  return new Store(tags, { ids, sorts: sorts.list, chains, sortOf, oft });
}

/** The rule of each chain, by number. */
export function rulesOf({ ids }: Store, rules: Rules): Uint32Array {
  const out = new Uint32Array(ids.length);
  if (rules.all.length > 1) ids.forEach((id, chain) => (out[chain] = rules.pick(id)));
  return out;
}
