import { readFile } from "node:fs/promises";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { ScanResult } from "../model/result.ts";
import type { Tag } from "../model/tag.ts";
import type { ScanOptions } from "../options/types.ts";
import type { Edit, FilePlan, Note, RewritePlan } from "../rewrite/plan.ts";
import { TagwrightError } from "../model/error.ts";
import { compareText } from "../model/order.ts";
import { hint } from "../options/nearest.ts";
import { badValue } from "../options/validate.ts";
import { callName, writable, writeTag, type Writable } from "../rewrite/forms.ts";
import { findNext, type FoundId } from "../rewrite/next.ts";
import { applyEdits } from "../rewrite/plan.ts";
import { isItemId, renameAll, renameTag, textAt, type Change } from "../rewrite/rename.ts";
import { placeOf, writePlan } from "../rewrite/write.ts";
import { markupOf } from "../trace/items/markup.ts";
import { git, isUnknowing, splitNames } from "./git.ts";
import { scan } from "./scan.ts";
import { scanText } from "./text.ts";

/** All dialects, since an id has to change wherever it stands. */
const DIALECTS = ["tag", "hash", "moai", "oft"] as const;

type Paths = string | readonly string[];

const search = (
  paths: Paths,
  { onProgress: _, context: __, hash: ___, ...options }: ScanOptions,
): Promise<ScanResult> => scan(paths, { dialects: DIALECTS, ...options, detectors: ["trace"] });

const refuse = (detail: string): never => {
  throw new TagwrightError("E_REWRITE", detail);
};

const noteOf = ({ path, line }: Tag, text: string, why: string): Note => ({ path, line, text, why });

/** Reads what a file will say, and compares it with what it said: a rewrite that breaks a tag must not happen. */
function verify({ path, after }: FilePlan, options: ScanOptions, expected: readonly string[]): void {
  const found = scanText(after, { dialects: DIALECTS, ...options, path }).tags.map(callName);
  const lost = expected.find((name) => !found.includes(name));
  if (lost !== undefined) refuse(`${path}: ${JSON.stringify(lost)} would not be read back`);
}

/** The plan of one file: the changes of its tags. */
async function planFile(
  root: string,
  tags: readonly Tag[],
  change: (bytes: Buffer, tag: Tag) => Change | undefined,
): Promise<{ file: FilePlan | undefined; notes: Note[] }> {
  const [{ path }] = tags as [Tag];
  const before = await readFile(placeOf(root, path));
  const notes: Note[] = [];
  const edits: Edit[] = [];
  for (const tag of tags) {
    const made = change(before, tag);
    if (typeof made === "string") notes.push(noteOf(tag, textAt(before, tag) ?? tag.name, made));
    else if (made !== undefined) edits.push(made);
  }
  const file = edits.length === 0 ? undefined : { path, before, after: applyEdits(before, edits), count: edits.length };
  return { file, notes };
}

async function planFiles(
  { root, tags, diagnostics }: ScanResult,
  change: (bytes: Buffer, tag: Tag) => Change | undefined,
): Promise<RewritePlan> {
  const files: FilePlan[] = [];
  const notes: Note[] = [];
  for (const group of tags.groupBy("path").values()) {
    const planned = await planFile(root, [...group], change);
    if (planned.file !== undefined) files.push(planned.file);
    notes.push(...planned.notes);
  }
  return { root, files, notes, diagnostics };
}

const quote = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Specification files that hold an id, with it renamed throughout. */
async function planMarkup(paths: Paths, options: ScanOptions, from: string, to: string): Promise<FilePlan[]> {
  const { onProgress: _, context: __, hash: ___, dialects: ____, ...rest } = options;
  const { root, tags } = await scan(paths, { ...rest, detectors: ["id"], patterns: { id: quote(from) } });
  const files: FilePlan[] = [];
  for (const path of tags.groupBy("path").keys()) {
    if (markupOf(path) === undefined) continue;
    const before = await readFile(placeOf(root, path));
    const { after, count } = renameAll(before, from, to) ?? refuse(`${path}: it is not valid UTF-8`);
    if (count > 0) files.push({ path, before, after, count });
  }
  return files;
}

async function renameItem(paths: Paths, from: string, to: string, options: ScanOptions): Promise<RewritePlan> {
  const found = await search(paths, options);
  const inCode = await planFiles(found, (bytes, tag) =>
    markupOf(tag.path) === undefined ? renameTag(bytes, tag, from, to) : undefined,
  );
  const files = [...(await planMarkup(paths, options, from, to)), ...inCode.files];
  return { ...inCode, files: files.sort((one, other) => compareText(one.path, other.path)) };
}

/** An id that nothing has; perhaps it stands in what could not be read. */
function unknownId(id: string, known: Iterable<string>, diagnostics: readonly Diagnostic[]): TagwrightError {
  const unread = diagnostics.find(({ severity }) => severity === "error");
  const why = unread === undefined ? "" : `; ${unread.path || "the root"} was not read: ${unread.message}`;
  return new TagwrightError("E_TRACE_ID", JSON.stringify(id) + (why || hint(id, known)));
}

function checkRename(found: ScanResult, from: string, to: string, force: boolean): void {
  const names = new Set(found.tags.map(callName));
  if (!names.has(from)) throw unknownId(from, names, found.diagnostics);
  if (names.has(to) && !force) refuse(`${JSON.stringify(to)} exists; the two would become one (force allows it)`);
}

/** How a rewrite is to go about it. */
export interface RewriteOptions extends ScanOptions {
  /** Join ids that exist, and write files that git has not saved. */
  readonly force?: boolean;
}

/**
 * Plans to give an id another name, wherever a tag has it; an item of OpenFastTrace (`type~name~revision`) also wherever
 * a Markdown or reStructuredText file names it. Nothing is written: see {@link applyRewrite}.
 *
 * @param paths files and folders, as for `scan`
 * @param from the id: `auth-001`, `REQ-001` for `#REQ-001`, `dsn~login~1`
 * @param to the new one
 * @param options those of a scan, and `force`. All dialects are read unless `dialects` says otherwise
 * @returns what would be written; tags that cannot have the new name are notes
 * @throws TagwrightError `E_TRACE_ID` for an id that nothing has; `E_REWRITE` where the new one exists, or cannot be written
 */
export async function planRename(
  paths: Paths,
  from: string,
  to: string,
  options: RewriteOptions = {},
): Promise<RewritePlan> {
  const { force = false, ...rest } = options;
  if (to.trim() === "" || /[\r\n\]]/.test(to)) throw badValue("to", "an id", to);
  if (from === to) refuse(`${JSON.stringify(to)} is the name that it has`);
  if (isItemId(from)) {
    if (!isItemId(to)) throw badValue("to", "type~name~revision", to);
    const plan = await renameItem(paths, from, to, rest);
    if (plan.files.length === 0) throw unknownId(from, [], plan.diagnostics);
    return plan;
  }
  const found = await search(paths, rest);
  checkRename(found, from, to, force);
  const plan = await planFiles(found, (bytes, tag) =>
    tag.fields.dialect === "oft" ? undefined : renameTag(bytes, tag, from, to),
  );
  for (const file of plan.files) verify(file, rest, [to]);
  return plan;
}

/** Tags are left where the dialect cannot say them; a hash that will not be read as one is written, with a note. */
function migrateTag(bytes: Buffer, tag: Tag, to: Writable): Change | undefined {
  const { fields, offset, length } = tag;
  if (fields.dialect === to || fields.dialect === "oft") return undefined;
  if (fields.sub !== undefined) return `:${fields.sub} cannot be said in ${to}`;
  const text = writeTag(to, tag);
  if (text === undefined) return `cannot be said in ${to}`;
  return textAt(bytes, tag) === undefined ? "the file is not what was scanned" : { offset, length, text };
}

const isRead = (tag: Tag, to: Writable): boolean => to !== "hash" || /^[0-9]+$/.test(tag.name);

/** What an OpenFastTrace tag must say and others do not know: see docs/design/trace.md. */
const NO_OFT =
  "; a tag of OpenFastTrace names the type and the revision of the item it covers, and an item what it needs: tags of other dialects say neither. To trace both at once, map kinds to types (--map)";

const whyNot = (to: string): string => (to === "oft" ? NO_OFT : hint(to, writable));

/**
 * Plans to write all tags in another dialect. Nothing is written: see {@link applyRewrite}.
 *
 * @param to `tag`, `hash` or `moai`. OpenFastTrace's tags say more than these can, and are left; nor can these become its
 *   tags, since they do not say which type and revision they cover
 * @returns what would be written; notes are tags that are left, and hashes with letters in the id, which the dialect does
 *   not read back
 * @throws TagwrightError `E_OPTION_VALUE`, `E_REWRITE`
 */
export async function planMigration(paths: Paths, to: Writable, options: RewriteOptions = {}): Promise<RewritePlan> {
  if (!writable.includes(to)) throw badValue("to", `one of ${writable.join(", ")}`, to, whyNot(to));
  const { force: _, ...rest } = options;
  const found = await search(paths, rest);
  const plan = await planFiles(found, (bytes, tag) => migrateTag(bytes, tag, to));
  const moved = found.tags.filter(({ fields }) => fields.dialect !== to && fields.dialect !== "oft");
  const notes = moved
    .filter((tag) => !isRead(tag, to) && writeTag(to, tag) !== undefined && tag.fields.sub === undefined)
    .map((tag) => noteOf(tag, writeTag(to, tag)!, "the dialect does not read it back"));
  return { ...plan, notes: [...plan.notes, ...notes] };
}

/** Files of a plan that git has not saved as they are; none outside of a repository. */
async function dirty({ root, files }: RewritePlan): Promise<string[]> {
  const inside = await git(root, ["rev-parse", "--show-prefix"]).catch((error: unknown) => {
    if (isUnknowing(error)) return undefined;
    throw error;
  });
  if (inside === undefined) return [];
  const prefix = inside.toString("utf8").replace(/\n$/, "");
  const status = await git(root, [
    "status",
    "--porcelain=v1",
    "-z",
    "--no-renames",
    "--ignored",
    "--untracked-files=all",
    "--",
    ".",
  ]);
  const names = new Set(splitNames(status).map((entry) => entry.slice(3)));
  const isDirty = (path: string): boolean =>
    names.has(prefix + path) || [...parents(prefix + path)].some((one) => names.has(one));
  return files.map(({ path }) => path).filter(isDirty);
}

/** Ignored folders are listed as such, with a slash. */
function* parents(path: string): Iterable<string> {
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) yield path.slice(0, at + 1);
}

/**
 * Writes a plan: each file whole or not at all, with its mode, encoding, byte order mark and line ends.
 *
 * @throws TagwrightError `E_REWRITE_DIRTY` where git has not saved a file as it is, unless forced; `E_REWRITE` where a file
 *   changed since the plan, lies outside of the root, or cannot be written. Files are checked before the first is written
 */
export async function applyRewrite(
  plan: RewritePlan,
  { force = false }: { readonly force?: boolean } = {},
): Promise<void> {
  const unsaved = force ? [] : await dirty(plan);
  if (unsaved.length > 0) throw new TagwrightError("E_REWRITE_DIRTY", unsaved.join(", "));
  await writePlan(plan);
}

/**
 * The next free id of a series.
 *
 * @param prefix what comes before the digits: `AUTH`, `#REQ`, or `SPEC:AUTH` to look at one kind only
 * @returns one more than the greatest there is, and what could not be read
 */
export async function nextId(paths: Paths, prefix: string, options: ScanOptions = {}): Promise<FoundId> {
  if (prefix.replace(/[-#:]/g, "") === "") throw badValue("prefix", "what comes before the digits of an id", prefix);
  const { root, tags, diagnostics } = await search(paths, options);
  return { ...findNext(tags, prefix), root, diagnostics };
}
