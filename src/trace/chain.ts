/** A chain: a few numbers, until its tags are asked for. */
import type { Tag } from "../model/tag.ts";
import type { Chain } from "../model/trace.ts";
import type { Profile } from "./profile.ts";
import type { Store } from "./store.ts";

/** Mentions, not definitions: `#SPEC-001` in a text is no second specification. */
const MENTIONS = "hash";

class StoredChain implements Chain {
  readonly #store: Store;
  readonly #number: number;
  readonly #profile: Profile;

  constructor(store: Store, number: number, profile: Profile) {
    this.#store = store;
    this.#number = number;
    this.#profile = profile;
  }

  get id(): string {
    return this.#store.ids[this.#number]!;
  }
  get types(): readonly string[] {
    return this.#profile.types;
  }
  get required(): readonly string[] {
    return this.#profile.rule.required;
  }
  get missing(): readonly string[] {
    return this.#profile.missing;
  }
  get extra(): readonly string[] {
    return this.#profile.extra;
  }
  get isComplete(): boolean {
    return this.#profile.isComplete;
  }
  get isOrphan(): boolean {
    return this.#profile.isOrphan;
  }
  get isDangling(): boolean {
    return this.#profile.isDangling;
  }
  get size(): number {
    return this.#store.starts[this.#number + 1]! - this.#store.starts[this.#number]!;
  }
  get dialects(): readonly string[] {
    const { sorts, sortOf } = this.#store;
    return [...new Set(this.#rows().map((row) => sorts[sortOf[row]!]!.origin))].sort();
  }
  get duplicates(): readonly string[] {
    return isDoubled(this.#store, this.#number, this.#profile) ? [this.#profile.rule.order[0]!] : [];
  }

  tags(type?: string): Tag[] {
    const { tags, sorts, sortOf } = this.#store;
    const rows = type === undefined ? this.#rows() : this.#rows().filter((row) => sorts[sortOf[row]!]!.type === type);
    return rows.map((row) => tags.at(row)!);
  }

  locations(): Readonly<Record<string, readonly string[]>> {
    const places = (type: string): string[] => this.tags(type).map(({ path, line }) => `${path}:${line}`);
    return Object.fromEntries(this.types.map((type) => [type, places(type)]));
  }

  toJSON(): object {
    const { id, types, required, missing, extra, duplicates, isComplete, isOrphan, isDangling, dialects } = this;
    const flags = { isComplete, isOrphan, isDangling, dialects, locations: this.locations() };
    return { id, types, required, missing, extra, duplicates, ...flags };
  }

  #rows(): number[] {
    const { rows, starts } = this.#store;
    return [...rows.subarray(starts[this.#number], starts[this.#number + 1])];
  }
}

/** Whether the defining type is defined twice: by the same dialect and kind, so that `req` and `dsn` of one name are not. */
function isDoubled({ rows, starts, sorts, sortOf }: Store, chain: number, { rule }: Profile): boolean {
  const seen = new Set<number>();
  for (let at = starts[chain]!; at < starts[chain + 1]!; at++) {
    const sort = sorts[sortOf[rows[at]!]!]!;
    if (sort.type !== rule.order[0] || sort.origin === MENTIONS) continue;
    if (seen.has(sort.number)) return true;
    seen.add(sort.number);
  }
  return false;
}

// @CODE:TRACE-001
/** All chains of a store, in order of id. */
export const makeChains = (store: Store, profiles: readonly Profile[]): Chain[] =>
  profiles.map((profile, number) => new StoredChain(store, number, profile));
