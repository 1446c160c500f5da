/** What an engine found to be new becomes a report. */
import { CHANGE, type Changes } from "../engine/contract.ts";
import type { ChangeReport, FileChanges, Renamed } from "../model/changes.ts";
import type { Origin } from "./result.ts";
import { makeChanges } from "../changes/report.ts";
import { Columns } from "../engine/columns.ts";
import { decodePath } from "../model/path.ts";
import { TagList } from "../model/tags.ts";

/** The states of `Changes.files`, by their number. */
const STATES = ["added", "modified", "deleted"] as const;

function readFiles({ files, strings, unchanged }: Changes): FileChanges {
  const lists = { added: [] as string[], modified: [] as string[], deleted: [] as string[] };
  const renamed: Renamed[] = [];
  const read = (start: number, end: number): string => decodePath(strings.subarray(start, end));
  for (let at = 0; at < files.length; at += CHANGE) {
    const path = read(files[at + 1]!, files[at + 2]!);
    const state = STATES[files[at]!];
    if (state === undefined) renamed.push({ from: read(files[at + 3]!, files[at + 4]!), to: path });
    else lists[state].push(path);
  }
  return { ...lists, renamed, unchanged };
}

/** Tags of files that are not as they were. */
function freshTags({ added, modified, renamed }: FileChanges, tags: TagList): TagList {
  const fresh = new Set([...added, ...modified, ...renamed.map(({ to }) => to)]);
  return fresh.size === 0 ? tags.slice(0, 0) : tags.filter((tag) => fresh.has(tag.path));
}

/**
 * Reads what is new.
 *
 * @param changes as the engine gives them; null of a scan that was cancelled
 * @param tags those of the scan
 */
export function readChanges(changes: Changes | null, origin: Origin, tags: TagList): ChangeReport | undefined {
  if (changes === null) return undefined;
  const files = readFiles(changes);
  const before = new TagList(new Columns(changes.before, origin.detectors, origin.context > 0));
  return makeChanges({ since: changes.since || undefined, files, before, after: freshTags(files, tags) });
}
