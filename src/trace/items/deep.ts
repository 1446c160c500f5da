/** Deep coverage: an item is covered when its needs are, and those of all that covers it, and so on. */
import type { DeepState, Item, ItemVerdict, Link, LinkState } from "../../model/trace.ts";

/** Links that a covered item sees as coming in, good or bad. */
const INCOMING: ReadonlySet<LinkState> = new Set(["covers", "outdated", "predated", "unwanted"]);

/** For each item, the items that cover it. */
export function incoming(count: number, links: readonly Link[]): number[][] {
  const out = Array.from({ length: count }, (): number[] => []);
  for (const { from, to, state } of links) if (INCOMING.has(state)) out[to]!.push(from);
  return out;
}

/** A visit of Tarjan's walk that was left for a deeper one. */
interface Frame {
  readonly node: number;
  next: number;
}

/**
 * Components of items that reach each other, those that are reached before those that reach them.
 * Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion: chains may be as long as a tree has tags.
 */
export function components(edges: readonly (readonly number[])[]): number[][] {
  const order = new Int32Array(edges.length).fill(-1);
  const low = new Int32Array(edges.length);
  const isHeld = new Uint8Array(edges.length);
  const held: number[] = [];
  const out: number[][] = [];
  let count = 0;
  const enter = (node: number): Frame => {
    order[node] = low[node] = count++;
    isHeld[node] = 1;
    held.push(node);
    return { node, next: 0 };
  };
  const leave = (node: number): void => {
    if (low[node] !== order[node]) return;
    const members = held.splice(held.lastIndexOf(node));
    for (const member of members) isHeld[member] = 0;
    out.push(members);
  };
  const walk = (root: number): void => {
    const frames = [enter(root)];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { node } = frame;
      const to = edges[node]![frame.next++];
      if (to === undefined) {
        leave(node);
        frames.pop();
        const above = frames.at(-1);
        if (above !== undefined) low[above.node] = Math.min(low[above.node]!, low[node]!);
      } else if (order[to] === -1) frames.push(enter(to));
      else if (isHeld[to] === 1) low[node] = Math.min(low[node]!, order[to]!);
    }
  };
  for (let node = 0; node < edges.length; node++) if (order[node] === -1) walk(node);
  return out;
}

const BADNESS: readonly DeepState[] = ["covered", "uncovered", "cycle"];
const worse = (one: DeepState, other: DeepState): DeepState =>
  BADNESS[Math.max(BADNESS.indexOf(one), BADNESS.indexOf(other))]!;

/** Needed types that nothing covers. */
function uncoveredTypes(items: readonly Item[], links: readonly Link[]): string[][] {
  const covered = items.map(() => new Set<string>());
  for (const { from, to, state } of links) if (state === "covers") covered[to]!.add(items[from]!.type);
  return items.map(({ needs }, at) => [...new Set(needs)].filter((type) => !covered[at]!.has(type)));
}

/** What is said about the items, and the rings among them. */
export interface Depth {
  readonly verdicts: readonly ItemVerdict[];
  readonly cycles: readonly (readonly number[])[];
}

const isRing = (members: readonly number[], edges: readonly (readonly number[])[]): boolean =>
  members.length > 1 || edges[members[0]!]!.includes(members[0]!);

/** Items whose links, or those that lead to them, are not all good. */
function hurt(links: readonly Link[], count: number): Uint8Array {
  const out = new Uint8Array(count);
  for (const { from, to, state } of links) {
    if (state === "covers") continue;
    out[from] = 1;
    // An ambiguous link is the covering item's trouble; the covered ones are told that they are duplicates.
    if (to >= 0 && state !== "ambiguous") out[to] = 1;
  }
  return out;
}

/** Judges all items. Linear in items and links. */
export function judge(items: readonly Item[], links: readonly Link[]): Depth {
  const edges = incoming(items.length, links);
  const uncovered = uncoveredTypes(items, links);
  const deep: DeepState[] = Array.from({ length: items.length });
  const cycles: number[][] = [];
  for (const members of components(edges)) {
    const ring = isRing(members, edges);
    if (ring) cycles.push(members);
    let state: DeepState = ring ? "cycle" : "covered";
    for (const member of members) {
      if (uncovered[member]!.length > 0) state = worse(state, "uncovered");
      for (const from of edges[member]!) state = worse(state, deep[from] ?? "covered");
    }
    for (const member of members) deep[member] = state;
  }
  return { verdicts: verdictsOf(items, links, uncovered, deep), cycles };
}

function verdictsOf(
  items: readonly Item[],
  links: readonly Link[],
  uncovered: readonly string[][],
  deep: readonly DeepState[],
): ItemVerdict[] {
  const isHurt = hurt(links, items.length);
  const isDouble = new Uint8Array(items.length);
  for (const { from, state } of links) if (state === "duplicate") isDouble[from] = 1;
  return items.map(({ status }, at) => ({
    uncovered: uncovered[at]!,
    deep: deep[at]!,
    isDefect: isDouble[at] === 1 || (status !== "rejected" && (isHurt[at] === 1 || deep[at] !== "covered")),
  }));
}
