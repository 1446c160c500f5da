/** Chains as nodes and edges: what Mermaid, DOT, GraphML and the page draw. */
import type { Tag } from "../model/tag.ts";
import type { Line, Status } from "./chains.ts";

/** A place of a chain. */
export interface Node {
  /** `SPEC_AUTH_001_0`: letters, digits and `_`, unique in the graph. */
  readonly key: string;
  /** Of the chain, as its rule knows it: a tag's own kind may be mapped to it. */
  readonly type: string;
  readonly tag: Tag;
  /** Of the chain: OpenFastTrace's tags have names of their own. */
  readonly id: string;
  readonly status: Status;
}

/** From a place to one of the next type. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** What the second is to the first. */
  readonly word: string;
}

/** What one chain adds. */
export interface Piece {
  readonly line: Line;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

const words: Readonly<Record<string, string>> = { CODE: "implements", TEST: "tests", DOC: "documents" };
const UNFIT = /[^A-Z0-9]+/g;

/** Upper case, and `_` for what a drawing's language might read otherwise. */
const plainKey = (type: string, id: string): string => `${type}_${id}`.toUpperCase().replace(UNFIT, "_");

/** Gives each chain's types a prefix that no other one has: `a.b` and `a b` would share theirs. */
class Keys {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  take(type: string, id: string): string {
    const plain = plainKey(type, id);
    let count = this.#next.get(plain) ?? 0;
    let key = count === 0 ? plain : `${plain}_X${count}`;
    while (this.#taken.has(key)) key = `${plain}_X${++count}`;
    this.#next.set(plain, count + 1);
    this.#taken.add(key);
    return key;
  }
}

/** Every place hangs on one of the type before it: as many edges as places, however many there are. */
const link = (before: readonly Node[], group: readonly Node[]): Edge[] =>
  group.map(({ key, type }, index) => ({
    from: before[Math.min(index, before.length - 1)]!.key,
    to: key,
    word: words[type] ?? "extends",
  }));

function piece(line: Line, keys: Keys): Piece {
  const groups = line.groups.map(({ type, tags }) => {
    const prefix = keys.take(type, line.id);
    const { id, status } = line;
    return tags.map((tag, index) => ({ key: `${prefix}_${index}`, type, tag, id, status }));
  });
  const edges = groups.slice(1).flatMap((group, index) => link(groups[index]!, group));
  return { line, nodes: groups.flat(), edges };
}

/** One piece a chain, as they are asked for. */
export function* pieces(lines: Iterable<Line>): Iterable<Piece> {
  const keys = new Keys();
  for (const line of lines) yield piece(line, keys);
}
