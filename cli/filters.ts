/** The filters of the command line. */
import type { ScanResult, TagFilter, TagList } from "../index.ts";
import type { Arguments } from "./args.ts";
import { UsageError } from "./exit.ts";
import { rootRelative } from "./place.ts";

/** Items of lists with commas; `\,` is a comma. */
export const splitList = (texts: readonly string[]): string[] =>
  texts
    .flatMap((text) => text.split(/(?<!\\),/))
    .map((item) => item.replaceAll("\\,", ",").trim())
    .filter((item) => item !== "");

/** A filter that names nothing would leave nothing: whoever writes it has an empty variable. */
export function namesIn(flag: string, texts: readonly string[]): string[] {
  const names = splitList(texts);
  if (names.length === 0) throw new UsageError(`--${flag} names nothing`);
  return names;
}

const pick = (key: "kind" | "name" | "detector", texts: readonly string[] | undefined): TagFilter =>
  texts === undefined ? {} : { [key]: namesIn(key, texts) };

/** Paths that lie elsewhere fit no tag, and are left out. */
function pickPaths(texts: readonly string[] | undefined, root: string, cwd: string): TagFilter {
  if (texts === undefined) return {};
  return { path: namesIn("path", texts).flatMap((typed) => rootRelative(root, cwd, typed) ?? []) };
}

/** The tags that fit every filter given. */
export function filterTags({ root, tags }: ScanResult, { own }: Arguments, cwd: string): TagList {
  const filter = {
    ...pick("kind", own.kind),
    ...pick("name", own.name),
    ...pick("detector", own.detector),
    ...pickPaths(own.path, root, cwd),
  };
  return Object.keys(filter).length === 0 ? tags : tags.filter(filter);
}
