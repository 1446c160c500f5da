/** OpenFastTrace's items as nodes, their links as edges; as rows of a table; and the order of their types. */
import type { Item, ItemTrace, ItemVerdict, Link } from "../model/trace.ts";
import type { Status } from "./chains.ts";
import type { Edge, Node, Piece } from "./graph.ts";
import type { Keys } from "./keys.ts";

/** Completed: no defect; pending: nothing that it needs is there; active: what lies between. */
const statusOf = ({ needs }: Item, { uncovered, isDefect }: ItemVerdict): Status => {
  if (!isDefect) return "completed";
  return needs.length > 0 && uncovered.length === new Set(needs).size ? "pending" : "active";
};

const nodeOf = (item: Item, verdict: ItemVerdict, keys: Keys): Node => {
  const { id, type, name, revision, title, path, line } = item;
  const key = `${keys.take(type, `${name}_${revision}`)}_0`;
  return { key, type, id, name: id, text: title, path, line, status: statusOf(item, verdict) };
};

/** What an item covers that is nowhere: drawn once, whoever asks for it. */
class Ghosts {
  readonly #keys: Keys;
  readonly #known = new Map<string, string>();

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** The node of an id, if it is the first time; and its key. */
  take(id: string): { key: string; nodes: Node[] } {
    const known = this.#known.get(id);
    if (known !== undefined) return { key: known, nodes: [] };
    const key = `${this.#keys.take("none", id)}_0`;
    this.#known.set(id, key);
    const [type = ""] = id.split("~");
    return { key, nodes: [{ key, type, id, name: id, text: "", path: "", line: 0, status: "pending" }] };
  }
}

function* linkPieces(links: readonly Link[], nodes: readonly Node[], ghosts: Ghosts): Iterable<Piece> {
  for (const { from, to, id, state } of links) {
    // Two items of one id are linked both ways.
    if (state === "duplicate" && from > to) continue;
    const target = to < 0 ? ghosts.take(id) : { key: nodes[to]!.key, nodes: [] };
    const edge: Edge = { from: target.key, to: nodes[from]!.key, word: state, isBad: state !== "covers" };
    yield { nodes: target.nodes, edges: [edge] };
  }
}

/** All items, then their links. */
export function* itemPieces({ items, links, verdicts }: ItemTrace, keys: Keys): Iterable<Piece> {
  const nodes: Node[] = [];
  for (const [at, item] of items.entries()) {
    const node = nodeOf(item, verdicts[at]!, keys);
    nodes.push(node);
    yield { nodes: [node], edges: [] };
  }
  yield* linkPieces(links, nodes, new Ghosts(keys));
}

/** Where something is. */
export interface Spot {
  readonly path: string;
  readonly line: number;
}

/** A row of the matrix: an id with its places by type. */
export interface Row {
  readonly id: string;
  readonly groups: readonly { readonly type: string; readonly tags: readonly Spot[] }[];
  readonly missing: readonly string[];
}

/** A row an item that needs something or is covered: itself, what covers it, and what it lacks. Bad links cover nothing. */
export function itemRows({ items, links, verdicts }: ItemTrace): Row[] {
  const covering = items.map((): Item[] => []);
  for (const { from, to, state } of links) if (state === "covers" && from !== to) covering[to]!.push(items[from]!);
  return items.flatMap((item, at) => {
    if (item.needs.length + covering[at]!.length === 0) return [];
    const groups = new Map<string, Spot[]>();
    for (const { type, path, line } of [item, ...covering[at]!]) {
      const known = groups.get(type);
      if (known === undefined) groups.set(type, [{ path, line }]);
      else known.push({ path, line });
    }
    const found = [...groups].map(([type, tags]) => ({ type, tags }));
    return [{ id: item.id, groups: found, missing: verdicts[at]!.uncovered }];
  });
}

/** Types that each type needs. */
function needed(items: readonly Item[]): Map<string, Set<string>> {
  const below = new Map<string, Set<string>>();
  const get = (type: string): Set<string> => {
    const known = below.get(type) ?? new Set();
    below.set(type, known);
    return known;
  };
  for (const { type, needs } of items) {
    const types = get(type);
    for (const need of needs) {
      get(need);
      if (need !== type) types.add(need);
    }
  }
  return below;
}

/** Types in the order in which they need each other, by Kahn's way; a ring is cut at its first name. */
export function itemTypes(items: readonly Item[]): string[] {
  const below = needed(items);
  const waits = new Map([...below.keys()].sort().map((type) => [type, 0]));
  for (const types of below.values()) for (const type of types) waits.set(type, waits.get(type)! + 1);
  const out = new Set<string>();
  const queue: string[] = [];
  const put = (type: string): void => {
    if (out.has(type)) return;
    out.add(type);
    queue.push(type);
  };
  let at = 0;
  const drain = (): void => {
    for (; at < queue.length; at++) {
      for (const next of below.get(queue[at]!)!) {
        waits.set(next, waits.get(next)! - 1);
        if (waits.get(next) === 0) put(next);
      }
    }
  };
  for (const [type, count] of waits) if (count === 0) put(type);
  drain();
  for (const type of waits.keys()) {
    put(type);
    drain();
  }
  return queue;
}
