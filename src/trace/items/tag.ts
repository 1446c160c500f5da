/** Tags of OpenFastTrace's dialect as items. */
import type { Tag } from "../../model/tag.ts";
import type { Item } from "../../model/trace.ts";
import { canonical, showId } from "./id.ts";
import { markupOf } from "./markup.ts";

/** The item that a tag stands for; undefined for other tags, and in files that hold items themselves, where it is prose. */
export function itemOfTag(tag: Tag): Item | undefined {
  const { fields, path, line, column } = tag;
  if (fields.dialect !== "oft" || markupOf(path) !== undefined) return undefined;
  const id = { type: tag.kind, name: tag.name, revision: Number(fields.revision ?? 0) };
  const needs = (fields.needs ?? "").split(",").filter((type) => type !== "");
  return {
    ...id,
    ...{ id: showId(id), path, line, column, title: "", status: "approved" as const, needs },
    ...{ covers: [canonical(fields.covers ?? "")], depends: [], tags: [] },
    ...{ description: "", rationale: "", comment: "", isForward: false, source: "tag" as const },
  };
}
