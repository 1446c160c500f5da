import type { Engine, Request, Text } from "../engine/contract.ts";
import type { ChangeReport, FileChanges } from "../model/changes.ts";
import type { Tag } from "../model/tag.ts";
import type { ScanOptions } from "../options/types.ts";
import type { Differing, Held, Side } from "./revision.ts";
import { lstatSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { makeChanges } from "../changes/report.ts";
import { Columns } from "../engine/columns.ts";
import { lateEngine } from "../engine/late.ts";
import { isSystemError } from "../fallback/file.ts";
import { base, join, toBytes, toSystem } from "../fallback/path.ts";
import { ignoreFiles } from "../generated/detectors.ts";
import { compareText } from "../model/order.ts";
import { decodePath } from "../model/path.ts";
import { TagList } from "../model/tags.ts";
import { readBlobs } from "./blobs.ts";
import { Chosen, type ReadRules } from "./chosen.ts";
import { commitOf, mergeBase } from "./commit.ts";
import { git } from "./git.ts";
import { prepare } from "./prepare.ts";
import { differing, held } from "./revision.ts";

/** What is compared. */
export interface Revisions {
  /** A commit, branch or tag. Default: `HEAD`. */
  readonly from?: string;
  /** The later one. Default: the work tree, with files that git does not know yet, but for those it ignores. */
  readonly to?: string;
  /** Compare with the best common ancestor of both instead of `from`. */
  readonly mergeBase?: boolean;
}

/** A diff that is ready to run. */
interface Work {
  readonly root: string;
  /** The repository's top, as bytes. */
  readonly top: string;
  /** What git leaves out in this repository alone, as bytes. */
  readonly exclude: string;
  readonly engine: Engine;
  readonly request: Request;
  readonly signal: AbortSignal | undefined;
  readonly before: string;
  readonly after: string | undefined;
}

/** How many bytes of text are matched at a time, at least. */
const BATCH = 1 << 18;

/** The contents of the blobs that files name, in order. */
type Blobs = AsyncGenerator<Buffer | undefined, void>;

const decode = (bytes: string): string => decodePath(Buffer.from(bytes, "latin1"));

/** What `read` gives of a regular file that is not too large; undefined if it is none. */
function ofFile<T>(path: string, most: number, read: (path: string | Buffer) => T): T | undefined {
  try {
    const stat = lstatSync(toSystem(path));
    return stat.isFile() && (most === 0 || stat.size <= most) ? read(toSystem(path)) : undefined;
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

const readTree = (path: string, most: number): Buffer | undefined => ofFile(path, most, (file) => readFileSync(file));

/** A path that git wrote, absolute and as bytes. */
const placeOf = (out: Buffer, root: string): string => toBytes(resolve(root, decodePath(out.subarray(0, -1))));

const isIgnoreFile = (name: string): boolean => ignoreFiles.some((one) => one === name);

/** The ignore files of a commit in the folders from the top to the root, which is left out. */
async function heldAbove(top: string, prefix: string, commit: string): Promise<Held[]> {
  if (prefix === "") return [];
  const folders = ["", ...prefix.split("/").slice(0, -2)].map((_, at, all) => all.slice(1, at + 1).join("/"));
  const paths = folders.flatMap((folder) => ignoreFiles.map((name) => decode(join(folder, name))));
  return held(decode(top), commit, false, paths);
}

/** Ignore files as the later side has them: those of the work tree, or of a commit with those files below the root. */
async function rulesOf(work: Work, prefix: string, files: readonly Side[]): Promise<ReadRules> {
  const { root, top, after } = work;
  const own = (path: string): string | undefined =>
    path === ".git/info/exclude" ? readTree(work.exclude, 0)?.toString("latin1") : undefined;
  if (after === undefined) return (path) => own(path) ?? readTree(join(top, path), 0)?.toString("latin1");
  const below = files.filter(({ path }) => isIgnoreFile(base(path)));
  const all = [
    ...(await heldAbove(top, prefix, after)),
    ...below.map(({ path, blob }) => ({ path: prefix + path, blob })),
  ];
  const known = new Map<string, string | undefined>();
  const ids = all.flatMap(({ blob }) => blob ?? []);
  let at = 0;
  for await (const bytes of readBlobs(root, ids, 0)) known.set(all[at++]!.path, bytes?.toString("latin1"));
  return (path) => own(path) ?? known.get(path);
}

const samePlace = ({ before, after }: Differing): boolean => before?.path === after?.path;

/** Whether git says that only something else than the content differs. */
const isSame = (file: Differing): boolean =>
  samePlace(file) && file.before?.blob !== undefined && file.before.blob === file.after?.blob;

/** Whether a file of both sides is as large as a scan takes. */
const fits = ({ root, request: { maxFileSize: most }, after }: Work, { path, size }: Held): boolean =>
  most === 0 || (after === undefined ? ofFile(join(toBytes(root), path), most, () => true) === true : size <= most);

/** Files that differ, with what no scan would take left out on both sides; and how many others there are. */
async function choose(work: Work): Promise<{ files: Differing[]; unchanged: number }> {
  const { root, top, request, before, after } = work;
  const sized = request.maxFileSize > 0 && after !== undefined;
  const [all, former] = await Promise.all([differing(root, before, after), held(root, before, sized)]);
  const differs = new Set(all.flatMap((file) => (isSame(file) ? [] : (file.before?.path ?? []))));
  const same = former.filter(({ path }) => !differs.has(path));
  const rest = toBytes(root).slice(top.length).replace(/^\//, "");
  const prefix = rest === "" ? "" : `${rest}/`;
  const rules = await rulesOf(work, prefix, [...same, ...all.flatMap(({ after }) => after ?? [])]);
  const chosen = new Chosen(request, prefix, rules);
  const take = (side: Side | undefined): Side | undefined => (side && chosen.takes(side.path) ? side : undefined);
  const files = all
    .filter((file) => !isSame(file))
    .map(({ before, after }) => ({ before: take(before), after: take(after) }));
  return { files, unchanged: same.filter((file) => chosen.takes(file.path) && fits(work, file)).length };
}

function fileChanges(files: readonly Differing[], unchanged: number): FileChanges {
  const sorted = files.toSorted((one, other) =>
    compareText((one.after ?? one.before)!.path, (other.after ?? other.before)!.path),
  );
  const both = sorted.filter(({ before, after }) => before && after) as Required<{ before: Side; after: Side }>[];
  const renamed = both.filter(({ before, after }) => before.path !== after.path);
  return {
    added: sorted.filter(({ before }) => !before).map(({ after }) => decode(after!.path)),
    modified: both.filter(({ before, after }) => before.path === after.path).map(({ after }) => decode(after.path)),
    deleted: sorted.filter(({ after }) => !after).map(({ before }) => decode(before!.path)),
    renamed: renamed.map(({ before, after }) => ({ from: decode(before.path), to: decode(after.path) })),
    unchanged,
  };
}

/** Finds the tags of many texts: in batches, so that neither a text nor what is found in it crosses the border alone. */
class Finder {
  readonly tags: Tag[] = [];
  readonly #work: Work;
  #texts: Text[] = [];
  #bytes = 0;

  constructor(work: Work) {
    this.#work = work;
  }

  /** Takes a side with its bytes, which need not stay. */
  add({ path }: Side, bytes: Buffer): void {
    this.#texts.push({ path: decode(path), content: Buffer.from(bytes) });
    this.#bytes += bytes.length;
    if (this.#bytes >= BATCH) this.flush();
  }

  flush(): void {
    const { engine, request } = this.#work;
    const columns = new Columns(engine.texts(request, this.#texts), request.detectors, request.context > 0);
    for (const tag of new TagList(columns)) this.tags.push(tag);
    [this.#texts, this.#bytes] = [[], 0];
  }
}

/** What is found in files that differ, side by side. */
interface Found {
  /** Those that have at least one side. */
  readonly files: Differing[];
  readonly before: Finder;
  readonly after: Finder;
  /** Files that are, or turned out to be, the same. */
  unchanged: number;
}

/** A side's bytes, valid until the next blob is read; undefined if there are none, or they are too many. */
async function read({ root, request }: Work, blobs: Blobs, side: Side | undefined): Promise<Buffer | undefined> {
  if (side === undefined) return undefined;
  if (side.blob === undefined) return readTree(join(toBytes(root), side.path), request.maxFileSize);
  return (await blobs.next()).value ?? undefined;
}

/** Gives a side to a finder; gives it back if there is one. */
function add(finder: Finder, side: Side | undefined, bytes: Buffer | undefined): Side | undefined {
  if (side === undefined || bytes === undefined) return undefined;
  finder.add(side, bytes);
  return side;
}

/** Reads both sides of one file. */
async function readFile(work: Work, blobs: Blobs, file: Differing, found: Found): Promise<void> {
  work.signal?.throwIfAborted();
  const was = await read(work, blobs, file.before);
  const inTree = file.after !== undefined && file.after.blob === undefined;
  const tree = inTree ? await read(work, blobs, file.after) : undefined;
  if (was !== undefined && tree !== undefined && samePlace(file) && was.equals(tree)) {
    found.unchanged++;
    return;
  }
  const before = add(found.before, file.before, was);
  const after = add(found.after, file.after, inTree ? tree : await read(work, blobs, file.after));
  if (before !== undefined || after !== undefined) found.files.push({ before, after });
}

/** Reads both sides of all files, one after the other, and matches them while git reads on. */
async function find(work: Work, files: readonly Differing[], unchanged: number): Promise<Found> {
  const ids = files.flatMap(({ before, after }) => [before, after].flatMap((side) => side?.blob ?? []));
  const blobs = readBlobs(work.root, ids, work.request.maxFileSize);
  const found: Found = { files: [], before: new Finder(work), after: new Finder(work), unchanged };
  try {
    for (const file of files) await readFile(work, blobs, file, found);
  } finally {
    await blobs.return();
  }
  found.before.flush();
  found.after.flush();
  return found;
}

async function makeWork(
  folder: string,
  { from = "HEAD", to, mergeBase: based }: Revisions,
  options: ScanOptions,
): Promise<Work> {
  const { native, request, signal } = prepare(folder, { ...options, root: folder });
  const { root } = request;
  const [engine, first, after, top, exclude] = await Promise.all([
    lateEngine(native),
    commitOf(root, from),
    to === undefined ? undefined : commitOf(root, to),
    git(root, ["rev-parse", "--show-toplevel"]),
    git(root, ["rev-parse", "--git-path", "info/exclude"]),
  ]);
  const names = `${JSON.stringify(from)} and ${JSON.stringify(to ?? "HEAD")}`;
  const before = based === true ? await mergeBase(root, first, after ?? "HEAD", names) : first;
  const places = { root, top: placeOf(top, root), exclude: placeOf(exclude, root) };
  return { ...places, engine, request: { ...request, hash: false }, signal, before, after };
}

/**
 * What is new between two commits, or a commit and the work tree, which is not touched. The rules of a scan at the later side say
 * which files count. Only blobs that differ are read, by one process.
 *
 * @param revisions what is compared
 * @param options those of a scan; `root` (default: `cwd`) must lie in a repository
 * @returns files and tags that differ
 * @throws TagwrightError `E_GIT` where there is no repository, no such commit or no git; and as {@link scan} rejects with
 */
export async function diff(revisions: Revisions = {}, options: ScanOptions = {}): Promise<ChangeReport> {
  const root = resolve(options.cwd ?? process.cwd(), options.root ?? ".");
  const work = await makeWork(root, revisions, options);
  const chosen = await choose(work);
  const { before, after, files, unchanged } = await find(work, chosen.files, chosen.unchanged);
  const known = fileChanges(files, unchanged);
  return makeChanges({ since: undefined, files: known, before: before.tags, after: after.tags });
}
