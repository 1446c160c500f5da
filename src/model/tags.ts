import type { Tag } from "./tag.ts";

/** Which tags to keep: a tag must fit every key that is given; in a list, one of its values. */
export interface TagFilter {
  readonly kind?: string | readonly string[];
  readonly name?: string | readonly string[];
  readonly detector?: string | readonly string[];
  /** A root-relative file, or a folder and all below it; `""` and `"."` are the root. */
  readonly path?: string | readonly string[];
}

/** What a list of tags can be grouped by. */
export type GroupKey = "kind" | "name" | "path" | "detector";

/** Where the rows of a list come from: columns that are decoded when looked at. */
export interface TagColumns {
  readonly length: number;
  /** A lazy row. */
  row(index: number): Tag;
  /** One value, without making the row. */
  value(index: number, key: GroupKey): string;
  /** The rows that fit; `rows` undefined means all. Compares bytes and makes no row. */
  select(rows: Uint32Array | undefined, filter: TagFilter): Uint32Array;
}

function range(rows: Uint32Array | undefined, start: number, end: number): Uint32Array {
  if (rows !== undefined) return rows.slice(start, end);
  const out = new Uint32Array(Math.max(0, end - start));
  for (let index = 0; index < out.length; index++) out[index] = start + index;
  return out;
}

/** A position as `Array.prototype.slice` reads it. */
const clamp = (at: number, length: number): number => (at < 0 ? Math.max(0, length + at) : Math.min(at, length));

/**
 * The tags of a result, sorted by path and offset. It holds columns; a row becomes an object when it is looked at, and
 * its values are decoded when they are read, so a list costs little until then. Filters compare bytes and make no rows.
 */
export class TagList implements Iterable<Tag> {
  readonly #columns: TagColumns;
  readonly #rows: Uint32Array | undefined;

  constructor(columns: TagColumns, rows?: Uint32Array) {
    this.#columns = columns;
    this.#rows = rows;
  }

  /** How many tags. */
  get length(): number {
    return this.#rows?.length ?? this.#columns.length;
  }

  /** The tag at a position, from the end if negative; undefined outside. */
  at(position: number): Tag | undefined {
    const whole = Math.trunc(position) || 0;
    const index = whole < 0 ? this.length + whole : whole;
    return index >= 0 && index < this.length ? this.#columns.row(this.#rowAt(index)) : undefined;
  }

  *[Symbol.iterator](): IterableIterator<Tag> {
    const { length } = this;
    for (let index = 0; index < length; index++) yield this.#columns.row(this.#rowAt(index));
  }

  /**
   * The tags that fit a filter, or for which a function says so.
   *
   * @param filter keys to fit, or a predicate. Keys are compared as bytes; a predicate sees lazy rows
   * @example
   * ```ts
   * import { scanText } from "tagwright";
   *
   * const { tags } = scanText("@TAG[SPEC:a] @TAG[CODE:a]");
   * console.log(tags.filter({ kind: "SPEC" }).length); // 1
   * ```
   */
  filter(filter: TagFilter | ((tag: Tag) => boolean)): TagList {
    const rows = typeof filter === "function" ? this.#matching(filter) : this.#columns.select(this.#rows, filter);
    return new TagList(this.#columns, rows);
  }

  /** What a function makes of each tag. */
  map<T>(make: (tag: Tag, index: number) => T): T[] {
    return Array.from({ length: this.length }, (_, index) => make(this.#columns.row(this.#rowAt(index)), index));
  }

  /** A part of the list, as `Array.prototype.slice` cuts it. */
  slice(start = 0, end = this.length): TagList {
    const { length } = this;
    return new TagList(this.#columns, range(this.#rows, clamp(start, length), clamp(end, length)));
  }

  /** The tags by a value, in order of first appearance. Decodes one value a tag. */
  groupBy(key: GroupKey): Map<string, TagList> {
    const groups = new Map<string, number[]>();
    for (let index = 0; index < this.length; index++) {
      const row = this.#rowAt(index);
      const value = this.#columns.value(row, key);
      const group = groups.get(value);
      if (group === undefined) groups.set(value, [row]);
      else group.push(row);
    }
    return new Map([...groups].map(([value, rows]) => [value, new TagList(this.#columns, Uint32Array.from(rows))]));
  }

  /** Plain objects, with every value decoded. */
  toArray(): Tag[] {
    return this.map(plain);
  }

  /** What `JSON.stringify` writes: plain objects. */
  toJSON(): Tag[] {
    return this.toArray();
  }

  [Symbol.for("nodejs.util.inspect.custom")](): Tag[] {
    return this.toArray();
  }

  #rowAt(index: number): number {
    return this.#rows === undefined ? index : this.#rows[index]!;
  }

  #matching(predicate: (tag: Tag) => boolean): Uint32Array {
    const out: number[] = [];
    for (let index = 0; index < this.length; index++) {
      const row = this.#rowAt(index);
      if (predicate(this.#columns.row(row))) out.push(row);
    }
    return Uint32Array.from(out);
  }
}

/** A tag as a plain object with its keys in a fixed order; `context` only where there is one. */
export function plain(tag: Tag): Tag {
  const { detector, kind, name, text, path, line, column, offset, length, zone, language, fields, fingerprint } = tag;
  const out = { detector, kind, name, text, path, line, column, offset, length, zone, language, fields, fingerprint };
  return tag.context === undefined ? out : { ...out, context: tag.context };
}
