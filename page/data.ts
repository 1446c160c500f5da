/** The page's data, and what is asked of it. */
import type { PageChain, PageData, PageFinding, PageItem, PageNote } from "../src/model/page.ts";
import { linkStates } from "../src/model/page.ts";
import { byId } from "./dom.ts";

/** Parsed once, when the page opens. */
export const data = JSON.parse(byId("data").textContent) as PageData;

/** A word by its number. */
export const word = (index: number): string => data.words[index] ?? "";

/** A place in a file. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Where a tag is. */
export const placeOf = (row: number): Place => ({
  path: word(data.tags.path[row]!),
  line: data.tags.line[row]!,
  column: data.tags.column[row]!,
});

export const kindOf = (row: number): string => word(data.tags.kind[row]!);
export const nameOf = (row: number): string => word(data.tags.name[row]!);
export const textOf = (row: number): string => data.tags.text[row]!;

/** The tags of a chain, as they count as one type. */
export const rowsOf = ({ groups }: PageChain, type: number): readonly number[] =>
  groups.find(([known]) => known === type)?.[1] ?? [];

const tagsOf = ({ groups }: PageChain): readonly number[] => groups.flatMap(([, rows]) => rows);

/** Types of the rule, then those that only some chains have. */
export const columns: readonly number[] = [
  ...new Set([...data.order, ...data.chains.flatMap(({ groups }) => groups.map(([type]) => type))]),
];

/** A link as one end of it sees the other. */
export interface Bond {
  /** Of the item at the other end; -1: there is none. */
  readonly item: number;
  readonly id: string;
  readonly state: (typeof linkStates)[number];
}

/** What an item covers. */
export const covered = ({ links }: PageItem): readonly Bond[] =>
  links.map(([item, id, state]) => ({ item, id: word(id), state: linkStates[state]! }));

let bonds: readonly Bond[][] | undefined;

function bondsOf(): readonly Bond[][] {
  const out = data.items.map((): Bond[] => []);
  for (const [from, item] of data.items.entries()) {
    for (const { item: to, state } of covered(item)) {
      if (to >= 0 && state !== "duplicate") out[to]!.push({ item: from, id: item.id, state });
    }
  }
  return out;
}

/** What covers an item, well or badly. Made for all of them when first asked for. */
export const covering = (item: number): readonly Bond[] => (bonds ??= bondsOf())[item]!;

let order: readonly number[] | undefined;

/** Items by type, in the order in which types need each other, then by place. */
export function itemsInOrder(): readonly number[] {
  if (order !== undefined) return order;
  const byType = new Map<number, number[]>(data.itemTypes.map((type) => [type, []]));
  for (const [at, { type }] of data.items.entries()) byType.get(type)!.push(at);
  return (order = [...byType.values()].flat());
}

/** Where an item stands. */
export const placeOfItem = ({ path, line, column }: PageItem): Place => ({ path: word(path), line, column });

/** What a search looks through, in lower case; made at the first search. */
class Haystack {
  readonly #make: (index: number) => string;
  readonly #length: number;
  #lines: string[] | undefined;

  constructor(length: number, make: (index: number) => string) {
    this.#length = length;
    this.#make = make;
  }

  /** The positions of what holds every word of a query. */
  find(query: string): number[] {
    const words = query
      .toLowerCase()
      .split(/\s+/)
      .filter((part) => part !== "");
    const all = Array.from({ length: this.#length }, (_, index) => index);
    if (words.length === 0) return all;
    const lines = (this.#lines ??= all.map((index) => this.#make(index).toLowerCase()));
    return all.filter((index) => words.every((part) => lines[index]!.includes(part)));
  }
}

const tagLine = (row: number): string => `${kindOf(row)} ${nameOf(row)} ${word(data.tags.path[row]!)} ${textOf(row)}`;
const findingLine = ({ rule, message, path }: PageFinding): string => `${word(rule)} ${message} ${word(path)}`;
const noteLine = ({ tag, owner, issue }: PageNote): string => `${tagLine(tag)} ${word(owner)} ${issue}`;

/** One for each list that can be searched. */
export const haystacks = {
  tags: new Haystack(data.tags.kind.length, tagLine),
  chains: new Haystack(data.chains.length, (index) => {
    const chain = data.chains[index]!;
    return `${chain.id} ${tagsOf(chain)
      .map((row) => `${word(data.tags.path[row]!)} ${textOf(row)}`)
      .join(" ")}`;
  }),
  items: new Haystack(data.items.length, (index) => {
    const { id, title, path } = data.items[index]!;
    return `${id} ${title} ${word(path)}`;
  }),
  findings: new Haystack(data.findings.length, (index) => findingLine(data.findings[index]!)),
  notes: new Haystack(data.notes.length, (index) => noteLine(data.notes[index]!)),
} as const;
