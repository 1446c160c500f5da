/** Requirements tools know objects and their relations: one object a type of an id. */
import type { Tag } from "../model/tag.ts";
import type { Group, Line } from "../draw/chains.ts";
import { shortHash } from "./name.ts";

/** One type of an id, with all its places. */
export interface Item {
  /** `SPEC_AUTH_001`: upper-case letters, digits and `_`, unique. */
  readonly key: string;
  readonly line: Line;
  readonly type: string;
  readonly tags: readonly Tag[];
  /** Keys of the items that it refers to: that of the type before it. */
  readonly links: readonly string[];
}

/** Letters of the shortest id that sphinx-needs takes. */
const LEAST = 5;

const plainKey = (type: string, id: string): string => `${type}_${id}`.toUpperCase().replace(/[^A-Z0-9]+/g, "_");

function keyOf({ id }: Line, { type }: Group, taken: Set<string>): string {
  const plain = plainKey(type, id);
  const isPoor = plain.length < LEAST || !/[a-z0-9]/i.test(id);
  const key = isPoor || taken.has(plain) ? `${plain}_${shortHash(`${type}\0${id}`).toUpperCase()}` : plain;
  taken.add(key);
  return key;
}

/** Items in order of their chains. */
export function itemsOf(lines: readonly Line[]): Item[] {
  const taken = new Set<string>();
  return lines.flatMap((line) => {
    let links: string[] = [];
    return line.groups.map((group) => {
      const item = { key: keyOf(line, group, taken), line, type: group.type, tags: group.tags, links };
      links = [item.key];
      return item;
    });
  });
}

/** What a reader sees first: the first description, else the id. */
export const titleOf = ({ tags, line }: Item): string => tags.find(({ text }) => text !== "")?.text ?? line.id;
