/** Where everything of a graph stands: an id is a band, a type a column. Linear in places. */
import type { Sheet, Strand } from "./sheet.ts";

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

/** The band of an id. */
export interface Band {
  readonly strand: number;
  readonly top: number;
  readonly bottom: number;
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
}

/** Where a column begins. */
export const columnX = (column: number): number => MARGIN + column * (NODE.width + NODE.gapX);

function boxesOf({ groups, missing }: Strand, columns: readonly number[], top: number): Box[][] {
  const found = new Map(groups);
  return columns.map((type, column) => {
    const all = found.get(type) ?? (missing.includes(type) ? [-1] : []);
    return all.map((row, index) => ({ row, type, x: columnX(column), y: top + index * (NODE.height + NODE.gapY) }));
  });
}

/** Each box hangs on one of the column before it. */
function wiresInLine(groups: readonly (readonly Box[])[]): Wire[] {
  const filled = groups.filter((group) => group.length > 0);
  return filled.slice(1).flatMap((group, index) => {
    const before = filled[index]!;
    return group.map((to, at) => ({ from: before[Math.min(at, before.length - 1)]!, to }));
  });
}

/** All hang on one. */
function wiresFrom(root: number, groups: readonly (readonly Box[])[]): Wire[] {
  const boxes = groups.flat();
  const from = boxes.find(({ row }) => row === root);
  return from === undefined ? [] : boxes.filter((box) => box !== from).map((to) => ({ from, to }));
}

/** Bands from top to bottom. */
export function layOut({ strands, columns }: Pick<Sheet, "strands" | "columns">): Band[] {
  let top = 0;
  return strands.map((strand, index) => {
    const groups = boxesOf(strand, columns, top + BAND / 2);
    const tallest = groups.reduce((most, group) => Math.max(most, group.length), 1);
    const bottom = top + tallest * (NODE.height + NODE.gapY) + BAND;
    const wires = strand.root === undefined ? wiresInLine(groups) : wiresFrom(strand.root, groups);
    const band = { strand: index, top, bottom, boxes: groups.flat(), wires };
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
