/** From files and two lists of tags to what is new. */
import type { ChangeReport, FileChanges, TagChange, TagChanges } from "../model/changes.ts";
import type { Tag } from "../model/tag.ts";
import { identityKey } from "../model/fingerprint.ts";

/** What is known of two states of a tree. */
export interface Difference {
  /** Milliseconds since 1970 of the earlier state; undefined where there is none. */
  readonly since: number | undefined;
  readonly files: FileChanges;
  /** Tags of modified, deleted and renamed files as they were. Tags of other files may be among them, if they are on both sides. */
  readonly before: Iterable<Tag>;
  /** Tags of added, modified and renamed files as they are. */
  readonly after: Iterable<Tag>;
}

type Key = (tag: Tag, path: string) => string;

/** The same words in the same file. */
const same: Key = (tag, path) => `${path}\0${identityKey(tag)}`;
/** The same tag in the same file, whatever it says. */
const place: Key = ({ detector, kind, name }, path) => `${path}\0${detector}\0${kind}\0${name}`;

/** Tags that found no partner yet. */
interface Left {
  readonly before: readonly Tag[];
  readonly after: readonly Tag[];
}

/** Former tags by key; each is taken once, in its order. */
class Shelf {
  readonly #queues = new Map<string, { readonly tags: Tag[]; next: number }>();

  put(key: string, tag: Tag): void {
    const queue = this.#queues.get(key);
    if (queue === undefined) this.#queues.set(key, { tags: [tag], next: 0 });
    else queue.tags.push(tag);
  }

  take(key: string): Tag | undefined {
    const queue = this.#queues.get(key);
    return queue?.tags[queue.next++];
  }
}

/** Pairs tags of one key, in their order. `now` tells where a former path is now. */
function pair(left: Left, key: Key, now: (path: string) => string): { pairs: TagChange[]; left: Left } {
  const shelf = new Shelf();
  for (const tag of left.before) shelf.put(key(tag, now(tag.path)), tag);
  const [pairs, after, taken]: [TagChange[], Tag[], Set<Tag>] = [[], [], new Set()];
  for (const tag of left.after) {
    const before = shelf.take(key(tag, tag.path));
    if (before === undefined) after.push(tag);
    else {
      taken.add(before);
      pairs.push({ before, after: tag });
    }
  }
  return { pairs, left: { before: left.before.filter((tag) => !taken.has(tag)), after } };
}

const isMoved = ({ before, after }: TagChange): boolean => before.line !== after.line || before.path !== after.path;

function compareTags({ files, before, after }: Difference): TagChanges {
  const moves = new Map(files.renamed.map(({ from, to }) => [from, to]));
  const now = (path: string): string => moves.get(path) ?? path;
  const equal = pair({ before: [...before], after: [...after] }, same, now);
  const { pairs: changed, left } = pair(equal.left, place, now);
  return { added: left.after, removed: left.before, moved: equal.pairs.filter(isMoved), changed };
}

/** Says what is new. Orders are those of the lists given; linear in files and tags. */
export const makeChanges = (difference: Difference): ChangeReport => ({
  since: difference.since,
  files: difference.files,
  tags: compareTags(difference),
});
