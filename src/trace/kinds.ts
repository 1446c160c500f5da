/** From a tag's kind to a chain's type. */
import type { Tag } from "../model/tag.ts";

/**
 * Types by kind: `req`, or with the dialect or the detector before it, `oft:req`, which goes before; `*` is any kind.
 * `null` leaves the kind out.
 */
export type KindMap = Readonly<Record<string, string | null>>;

/** Dialects whose tags are part of chains without being mapped; OpenFastTrace's have a model of their own. */
const OWN = new Set(["tag", "hash", "moai"]);

/** Where a tag comes from: its dialect, or its detector. */
export function originOf(tag: Tag): string {
  const { detector } = tag;
  return detector === "trace" ? (tag.fields.dialect ?? detector) : detector;
}

function look(map: KindMap, origin: string, kind: string): string | null | undefined {
  for (const key of [`${origin}:${kind}`, kind, `${origin}:*`]) if (Object.hasOwn(map, key)) return map[key];
  return undefined;
}

/** A kind of an origin. */
export interface Sort {
  readonly origin: string;
  readonly kind: string;
  /** Undefined where it is part of no chain. */
  readonly type: string | undefined;
  /** Counts the sorts. */
  readonly number: number;
}

/** Finds sorts, and lists them. */
export class Sorts {
  readonly list: Sort[] = [];
  readonly #map: KindMap;
  readonly #known = new Map<string, Map<string, Sort>>();

  constructor(map: KindMap = {}) {
    this.#map = map;
  }

  /** The sort of an origin's kind: one lookup for each. */
  get(origin: string, kind: string): Sort {
    let kinds = this.#known.get(origin);
    if (kinds === undefined) this.#known.set(origin, (kinds = new Map()));
    let sort = kinds.get(kind);
    if (sort === undefined) {
      sort = { origin, kind, type: this.#read(origin, kind), number: this.list.length };
      kinds.set(kind, sort);
      this.list.push(sort);
    }
    return sort;
  }

  #read(origin: string, kind: string): string | undefined {
    const said = look(this.#map, origin, kind);
    if (said !== undefined) return said ?? undefined;
    return OWN.has(origin) ? kind : undefined;
  }
}

const COVERED = /^[A-Za-z]+~(.*)~\d+$/s;

/** The id of the chain a tag belongs to: for a tag of OpenFastTrace the name of what it covers. */
export function chainId(tag: Tag, origin: string): string {
  if (origin !== "oft") return tag.name;
  return COVERED.exec(tag.fields.covers ?? "")?.[1] ?? tag.name;
}
