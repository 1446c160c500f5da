/** What a graph draws: chains with their places, or items with what covers them. */
import type { PageGroup, PageItem } from "../../src/model/page.ts";
import { columns, covered, covering, data, haystacks, itemsInOrder, placeOf, word } from "../data.ts";

/** One band: an id, and what it has of each type. */
export interface Strand {
  readonly id: string;
  /** Types that it lacks. */
  readonly missing: readonly number[];
  readonly groups: readonly PageGroup[];
  /** The row that all others hang on; undefined: each hangs on the type before. */
  readonly root?: number;
  /** Rows whose links do not cover. */
  readonly bad?: ReadonlySet<number>;
}

/** Words for colours, as the style has them. */
export type Color = "SPEC" | "CODE" | "TEST" | "DOC" | "other";

/** Text of a box, and which end of it stays where there is no room for all: of a path the last one says most. */
export interface Label {
  readonly text: string;
  readonly stays: "head" | "tail";
}

/** One graph. */
export interface Sheet {
  readonly name: "chains" | "items";
  readonly noun: string;
  readonly columns: readonly number[];
  readonly strands: readonly Strand[];
  color(type: number): Color;
  /** What a box says. */
  label(row: number, strand: Strand): Label;
  /** Strands that fit a query. */
  find(query: string): readonly number[];
  /** The number of a strand in the list of the same name. */
  numberOf(strand: number): number;
}

const colors: readonly Color[] = ["SPEC", "CODE", "TEST", "DOC"];

/** All chains. */
export const chainSheet = (): Sheet => ({
  name: "chains",
  noun: "chain",
  columns,
  strands: data.chains,
  color: (type) => colors.find((color) => color === word(type)) ?? "other",
  label(row) {
    const { path, line } = placeOf(row);
    return { text: `${path}:${line}`, stays: "tail" };
  },
  find: (query) => haystacks.chains.find(query),
  numberOf: (strand) => strand,
});

/** An item and what covers it, by type; itself comes first of its own type. */
function groupsOf(at: number, { type }: PageItem): PageGroup[] {
  const groups = new Map<number, Set<number>>([[type, new Set([at])]]);
  for (const { item } of covering(at)) {
    const from = data.items[item]!.type;
    const known = groups.get(from);
    if (known === undefined) groups.set(from, new Set([item]));
    else known.add(item);
  }
  return [...groups].map(([key, rows]) => [key, [...rows]]);
}

const strandOf = (at: number, item: PageItem): Strand => ({
  id: item.id,
  missing: item.uncovered,
  groups: groupsOf(at, item),
  root: at,
  bad: new Set([
    ...covering(at).flatMap(({ item: from, state }) => (state === "covers" ? [] : [from])),
    ...(covered(item).some(({ item: to }) => to < 0) ? [at] : []),
  ]),
});

/** A tag by its place, whatever it is called. */
const nameOf = ({ isTag, id, path, line }: PageItem): string => (isTag ? `${word(path)}:${line}` : id);

const ownLabel = (item: PageItem): Label => {
  if (covered(item).some(({ item: to }) => to < 0)) return { text: `orphaned: ${nameOf(item)}`, stays: "head" };
  return item.title === "" ? { text: nameOf(item), stays: "tail" } : { text: item.title, stays: "head" };
};

function labelOf(row: number, { root }: Strand): Label {
  const item = data.items[row]!;
  if (row === root) return ownLabel(item);
  const state = covered(item).find(({ item: to }) => to === root)?.state ?? "covers";
  if (state === "covers") return { text: nameOf(item), stays: "tail" };
  return { text: `${state}: ${nameOf(item)}`, stays: "head" };
}

/** Items that have something to show: needs, what covers them, or a link that leads nowhere. */
const isDrawn = (at: number, item: PageItem): boolean =>
  item.needs.length > 0 || covering(at).length > 0 || covered(item).some(({ item: to }) => to < 0);

/** Items of OpenFastTrace, each with what covers it. */
export function itemSheet(): Sheet {
  const shown = itemsInOrder().filter((at) => isDrawn(at, data.items[at]!));
  const strandAt = new Map(shown.map((at, strand) => [at, strand]));
  const colorOf = new Map(data.itemTypes.map((type, column) => [type, colors[column % colors.length]!]));
  return {
    name: "items",
    noun: "item",
    columns: data.itemTypes,
    strands: shown.map((at) => strandOf(at, data.items[at]!)),
    color: (type) => colorOf.get(type) ?? "other",
    label: labelOf,
    find: (query) => haystacks.items.find(query).flatMap((at) => strandAt.get(at) ?? []),
    numberOf: (strand) => shown[strand]!,
  };
}
