/** Chains and items as nodes and edges: what Mermaid, DOT and GraphML draw. */
import type { Report } from "../model/reporter.ts";
import type { ItemTrace } from "../model/trace.ts";
import { linesOf, type Line, type Status } from "./chains.ts";
import { itemPieces } from "./items.ts";
import { Keys } from "./keys.ts";

/** A place of a chain, or an item. */
export interface Node {
  /** `SPEC_AUTH_001_0`: letters, digits and `_`, unique in the graph. */
  readonly key: string;
  /** Of the chain, as its rule knows it: a tag's own kind may be mapped to it. */
  readonly type: string;
  /** Of the chain, or of the item. */
  readonly id: string;
  /** What a reader is shown: `SPEC: auth-001`, or the item's id. */
  readonly name: string;
  readonly text: string;
  /** Root-relative; empty for an item that others cover and that does not exist. */
  readonly path: string;
  readonly line: number;
  readonly status: Status;
}

/** From a place to one of the next type, or from an item to what covers it. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** What the second is to the first. */
  readonly word: string;
  /** Whether it is a link that does not cover. */
  readonly isBad: boolean;
}

/** What one chain adds, or one item. */
export interface Piece {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

const words: Readonly<Record<string, string>> = { CODE: "implements", TEST: "tests", DOC: "documents" };

/** Every place hangs on one of the type before it: as many edges as places, however many there are. */
const link = (before: readonly Node[], group: readonly Node[]): Edge[] =>
  group.map(({ key, type }, index) => ({
    from: before[Math.min(index, before.length - 1)]!.key,
    to: key,
    word: words[type] ?? "extends",
    isBad: false,
  }));

function piece({ id, status, groups: types }: Line, keys: Keys): Piece {
  const groups = types.map(({ type, tags }) => {
    const prefix = keys.take(type, id);
    return tags.map(({ text, path, line }, index) => {
      const name = `${type}: ${id}`;
      return { key: `${prefix}_${index}`, type, id, name, text, path, line, status };
    });
  });
  const edges = groups.slice(1).flatMap((group, index) => link(groups[index]!, group));
  return { nodes: groups.flat(), edges };
}

/** One piece a chain, then one an item, as they are asked for: no edge comes before its nodes. */
export function* pieces(lines: Iterable<Line>, items?: ItemTrace): Iterable<Piece> {
  const keys = new Keys();
  for (const line of lines) yield piece(line, keys);
  if (items !== undefined) yield* itemPieces(items, keys);
}

/** All that a report has to draw. */
export const piecesOf = (report: Report): Iterable<Piece> => pieces(linesOf(report), report.trace?.items);
