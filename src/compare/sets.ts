/** Two sets of tags side by side, id by id. */
import type { Tag } from "../model/tag.ts";
import { identityKey } from "../model/fingerprint.ts";

/** What two sets are put together by. */
export const strategies = ["keep-both", "prefer-local", "prefer-remote"] as const;

export type Strategy = (typeof strategies)[number];

/** A tag of one side, and the other side's that stands in its place. */
export interface Changed {
  readonly local: Tag;
  readonly remote: Tag;
}

/** An id whose tags are not the same on both sides. */
export interface Conflict {
  readonly id: string;
  /** The remote side misses tags; it has more; or both. */
  readonly state: "missing" | "extra" | "mismatch";
  readonly localOnly: readonly Tag[];
  readonly remoteOnly: readonly Tag[];
  /** Tags of the same kind in the same file whose text differs; they are in neither of the lists above. */
  readonly changed: readonly Changed[];
}

/** How two sets differ. */
export interface Comparison {
  /** In order of id. */
  readonly conflicts: readonly Conflict[];
  /** Tags that both sides have. */
  readonly equal: number;
}

/** Tags by a key, in their order. */
function group(tags: Iterable<Tag>, keyOf: (tag: Tag) => string): Map<string, Tag[]> {
  const out = new Map<string, Tag[]>();
  for (const tag of tags) {
    const key = keyOf(tag);
    const members = out.get(key);
    if (members === undefined) out.set(key, [tag]);
    else members.push(tag);
  }
  return out;
}

/** Where it stands may change: a tag is the same as long as its file, kind and words are. */
const wholeKey = (tag: Tag): string => `${tag.path}\0${identityKey(tag)}`;
const placeKey = ({ path, detector, kind }: Tag): string => `${path}\0${detector}\0${kind}`;

/** Those of `tags` that `others` has no partner for, each of which serves once. */
function unpaired(tags: readonly Tag[], others: readonly Tag[]): Tag[] {
  const left = new Map([...group(others, wholeKey)].map(([key, members]) => [key, members.length]));
  return tags.filter((tag) => {
    const count = left.get(wholeKey(tag)) ?? 0;
    left.set(wholeKey(tag), count - 1);
    return count <= 0;
  });
}

/** Pairs what is left over on both sides by place, in order. */
function pair(local: readonly Tag[], remote: readonly Tag[]): Pick<Conflict, "localOnly" | "remoteOnly" | "changed"> {
  const places = group(remote, placeKey);
  const taken = new Set<Tag>();
  const nextOf = new Map<string, number>();
  const changed: Changed[] = [];
  const localOnly: Tag[] = [];
  for (const tag of local) {
    const key = placeKey(tag);
    const at = nextOf.get(key) ?? 0;
    const other = places.get(key)?.[at];
    nextOf.set(key, at + 1);
    if (other === undefined) localOnly.push(tag);
    else {
      taken.add(other);
      changed.push({ local: tag, remote: other });
    }
  }
  return { localOnly, remoteOnly: remote.filter((tag) => !taken.has(tag)), changed };
}

function stateOf({ localOnly, remoteOnly, changed }: Omit<Conflict, "id" | "state">): Conflict["state"] {
  if (changed.length > 0 || (localOnly.length > 0 && remoteOnly.length > 0)) return "mismatch";
  return localOnly.length > 0 ? "missing" : "extra";
}

function compareOne(id: string, local: readonly Tag[], remote: readonly Tag[]): Conflict | undefined {
  const parts = pair(unpaired(local, remote), unpaired(remote, local));
  const count = parts.localOnly.length + parts.remoteOnly.length + parts.changed.length;
  return count === 0 ? undefined : { id, state: stateOf(parts), ...parts };
}

const nameOf = ({ name }: Tag): string => name;

/** Compares two sets. Linear in tags, but for the sorting of ids that differ. */
export function compareSets(local: Iterable<Tag>, remote: Iterable<Tag>): Comparison {
  const [left, right] = [group(local, nameOf), group(remote, nameOf)];
  const ids = [...new Set([...left.keys(), ...right.keys()])].sort();
  const conflicts = ids.flatMap((id) => compareOne(id, left.get(id) ?? [], right.get(id) ?? []) ?? []);
  const total = [...left.values()].reduce((sum, tags) => sum + tags.length, 0);
  const apart = conflicts.reduce((sum, { localOnly, changed }) => sum + localOnly.length + changed.length, 0);
  return { conflicts, equal: total - apart };
}

const byPlace = (one: Tag, other: Tag): number =>
  one.path === other.path ? one.offset - other.offset : one.path < other.path ? -1 : 1;

/** One set of two. `keep-both` has what either has, once. */
export function mergeSets(local: readonly Tag[], remote: readonly Tag[], strategy: Strategy): Tag[] {
  if (strategy === "prefer-local") return [...local];
  if (strategy === "prefer-remote") return [...remote];
  return [...local, ...unpaired(remote, local)].sort(byPlace);
}
