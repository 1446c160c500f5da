/** What an export would do to a vault. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Line } from "../../draw/chains.ts";
import { TagwrightError } from "../../model/error.ts";
import { fileName, Names } from "../name.ts";
import { inside } from "./place.ts";
import { folders, kindOf } from "./kinds.ts";
import { isOnlyOurs, merge, takeApart } from "./merge.ts";
import { indexNote, mapNote, tagNote, type Links, type Note } from "./note.ts";

/** One file of a plan. */
export interface Step {
  readonly action: "create" | "update" | "keep" | "remove";
  /** In the vault, with `/`. */
  readonly path: string;
  /** What it will hold; undefined where it is removed. */
  readonly text: string | undefined;
}

/** Room for the ending and a hash. */
const LONGEST = 200;

/** Names that are the same at every export of the same ids. */
function makeLinks(lines: readonly Line[]): Links {
  const names = new Names();
  const notes = new Map<string, string>();
  const maps = new Map<string, string>();
  for (const { id, groups } of lines) {
    for (const { type } of groups) {
      const base = fileName(`${kindOf(type).prefix}-${id.toUpperCase()}`, LONGEST);
      notes.set(`${type}\0${id}`, names.take(base, `${type}\0${id}`));
    }
    maps.set(id, names.take(fileName(`${id}-map`, LONGEST), id));
  }
  return { note: (type, id) => notes.get(`${type}\0${id}`)!, map: (id) => maps.get(id)! };
}

/** What the vault should hold. */
export function notesOf(lines: readonly Line[], repository: string, ids?: ReadonlySet<string>): Note[] {
  if (lines.length === 0) return [];
  const links = makeLinks(lines);
  const wanted = ids === undefined ? lines : lines.filter(({ id }) => ids.has(id));
  const notes = wanted.flatMap((line) => [
    ...line.groups.map((group) => tagNote(line, group, links)),
    mapNote(line, links, repository),
  ]);
  return ids === undefined ? [...notes, indexNote(lines, links)] : notes;
}

function readNote(path: string): string | undefined {
  try {
    const bytes = readFileSync(path);
    const text = bytes.toString("utf8");
    if (Buffer.from(text, "utf8").equals(bytes)) return text;
    throw new TagwrightError("E_EXPORT", `${path} is not UTF-8; convert it or move it away`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function stepOf(note: Note, vault: string): Step {
  const old = readNote(inside(vault, note.path));
  const text = merge(note, old);
  return { action: old === undefined ? "create" : old === text ? "keep" : "update", path: note.path, text };
}

function listNotes(vault: string, folder: string): string[] {
  try {
    return readdirSync(inside(vault, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

const GONE = "The tags of this note are no longer in the tree.\n";

/** A note whose tags are gone goes too, unless somebody wrote into it. */
function staleStep(path: string, vault: string): Step | undefined {
  const old = readNote(join(vault, path));
  if (old === undefined || takeApart(old).block === undefined) return undefined;
  if (isOnlyOurs(old)) return { action: "remove", path, text: undefined };
  const text = merge({ path, properties: { status: "removed" }, body: GONE }, old);
  return { action: old === text ? "keep" : "update", path, text };
}

/**
 * Compares a vault with what it should hold; writes nothing.
 *
 * @param ids only these; then nothing counts as gone
 * @throws TagwrightError `E_EXPORT` for a note that is a link, or leads out of the vault
 */
export function planVault(
  lines: readonly Line[],
  vault: string,
  repository: string,
  ids?: ReadonlySet<string>,
): Step[] {
  const steps = notesOf(lines, repository, ids).map((note) => stepOf(note, vault));
  if (ids !== undefined) return steps;
  const known = new Set(steps.map(({ path }) => path.toLowerCase()));
  const candidates = [...folders.flatMap((folder) => listNotes(vault, folder)), "traceability-index.md"];
  const stale = candidates
    .filter((path) => !known.has(path.toLowerCase()))
    .flatMap((path) => staleStep(path, vault) ?? []);
  return [...steps, ...stale];
}
