/** The same tags into JavaScript in several ways, given an addon that makes nothing else. */
import { Columns } from "../src/engine/columns.ts";
import type { Batch, DetectorSpec } from "../src/engine/contract.ts";
import { TagList } from "../src/model/tags.ts";

/** What benchmark/border exports. */
export interface Addon {
  prepare(count: number): number;
  objects(): Record<string, unknown>[];
  columns(): Omit<Batch, "stats">;
}

const trace: DetectorSpec = { type: "trace", dialect: "tag", literals: ["@TAG"], fields: ["raw"], zones: 15 };

const tags = (addon: Addon) => new TagList(new Columns(addon.columns(), [trace], false));

/** What a caller does who looks for something: counts a kind, then reads a page of rows. */
function look(list: TagList): number {
  const found = list.filter({ kind: "SPEC" });
  let read = 0;
  for (const tag of found.slice(0, 100)) read += tag.name.length + tag.path.length + tag.line;
  if (found.length === 0 || read === 0) throw new Error("nothing crossed");
  return list.length;
}

const eight = (list: TagList) =>
  list.map(({ detector, kind, name, text, path, line, column, offset }) => ({
    detector,
    kind,
    name,
    text,
    path,
    line,
    column,
    offset,
  }));

/** Each gives how many tags crossed. */
export const crossings = {
  objects: (addon: Addon) => addon.objects().length,
  untouched: (addon: Addon) => tags(addon).length,
  lazy: (addon: Addon) => look(tags(addon)),
  plain: (addon: Addon) => eight(tags(addon)).length,
} as const;
