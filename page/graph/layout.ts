/** Where everything of the graph stands: a chain is a band, a type a column. Linear in tags. */
import type { PageChain } from "../../src/model/page.ts";
import { rowsOf } from "../data.ts";

export const NODE = { width: 220, height: 22, gapX: 40, gapY: 6 } as const;
/** Room for the id, left of the first column. */
export const MARGIN = 170;
const BAND = 18;

/** A place, or a gap (`row` -1). */
export interface Box {
  readonly row: number;
  readonly type: number;
  readonly x: number;
  readonly y: number;
}

/** From the middle of a box's right side to that of another's left. */
export interface Wire {
  readonly from: Box;
  readonly to: Box;
}

/** A chain's band. */
export interface Band {
  readonly chain: number;
  readonly top: number;
  readonly bottom: number;
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
}

const columnX = (column: number): number => MARGIN + column * (NODE.width + NODE.gapX);

function boxesOf(chain: PageChain, columns: readonly number[], top: number): Box[][] {
  return columns.map((type, column) => {
    const rows = rowsOf(chain, type);
    const all = rows.length === 0 && chain.missing.includes(type) ? [-1] : rows;
    return all.map((row, index) => ({ row, type, x: columnX(column), y: top + index * (NODE.height + NODE.gapY) }));
  });
}

/** Each box hangs on one of the column before it. */
function wiresOf(groups: readonly (readonly Box[])[]): Wire[] {
  const filled = groups.filter((group) => group.length > 0);
  return filled.slice(1).flatMap((group, index) => {
    const before = filled[index]!;
    return group.map((to, at) => ({ from: before[Math.min(at, before.length - 1)]!, to }));
  });
}

/** Bands from top to bottom. `columns`: types. */
export function layOut(chains: readonly PageChain[], columns: readonly number[]): Band[] {
  let top = 0;
  return chains.map((chain, index) => {
    const groups = boxesOf(chain, columns, top + BAND / 2);
    const tallest = Math.max(1, ...groups.map((group) => group.length));
    const bottom = top + tallest * (NODE.height + NODE.gapY) + BAND;
    const band = { chain: index, top, bottom, boxes: groups.flat(), wires: wiresOf(groups) };
    top = bottom;
    return band;
  });
}

/** The first band that reaches below a height, by halving. */
export function bandAt(bands: readonly Band[], y: number): number {
  let [low, high] = [0, bands.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bands[middle]!.bottom < y) low = middle + 1;
    else high = middle;
  }
  return low;
}
