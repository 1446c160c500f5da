import type { Engine, Request } from "../engine/contract.ts";
import type { ChangeReport, FileChanges } from "../model/changes.ts";
import type { Tag } from "../model/tag.ts";
import type { ScanOptions } from "../options/types.ts";
import type { Differing, Side } from "./revision.ts";
import { lstatSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { makeChanges } from "../changes/report.ts";
import { lateEngine } from "../engine/late.ts";
import { isSystemError } from "../fallback/file.ts";
import { join, toBytes, toSystem } from "../fallback/path.ts";
import { decodePath } from "../model/path.ts";
import { Chosen, type ReadRules } from "./chosen.ts";
import { git } from "./git.ts";
import { makeOrigin, prepare } from "./prepare.ts";
import { makeResult, type Origin } from "./result.ts";
import { commitOf, contents, differing, held, mergeBase } from "./revision.ts";

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
  readonly engine: Engine;
  readonly request: Request;
  readonly origin: Origin;
  readonly before: string;
  readonly after: string | undefined;
}

const decode = (bytes: string): string => decodePath(Buffer.from(bytes, "latin1"));
const compareBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The bytes of a regular file; undefined if it is none. */
function readTree(path: string): Buffer | undefined {
  try {
    return lstatSync(toSystem(path)).isFile() ? readFileSync(toSystem(path)) : undefined;
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** Ignore files as the later side has them. */
async function rulesOf({ root, after }: Work, top: string): Promise<ReadRules> {
  const exclude = placeOf(await git(root, ["rev-parse", "--git-path", "info/exclude"]), root);
  const own = (path: string): string | undefined =>
    path === ".git/info/exclude" ? readTree(exclude)?.toString("latin1") : undefined;
  if (after === undefined) return (path) => own(path) ?? readTree(join(top, path))?.toString("latin1");
  const files = (await held(decode(top), after)).filter(({ path }) => /(?:^|\/)\.[a-z]*ignore$/.test(path));
  const texts = await contents(
    root,
    files.map(({ blob }) => blob),
  );
  const known = new Map(files.map(({ path }, index) => [path, texts[index]!.toString("latin1")]));
  return (path) => own(path) ?? known.get(path);
}

/** A path that git wrote, absolute and as bytes. */
const placeOf = (out: Buffer, root: string): string => toBytes(resolve(root, decodePath(out.subarray(0, -1))));

/** Files that differ, with what no scan would take left out on both sides. */
async function choose(work: Work): Promise<{ files: Differing[]; unchanged: number }> {
  const { root, request, before, after } = work;
  const top = placeOf(await git(root, ["rev-parse", "--show-toplevel"]), root);
  const rest = toBytes(root).slice(top.length).replace(/^\//, "");
  const [all, rules, present] = await Promise.all([
    differing(root, before, after),
    rulesOf(work, top),
    held(root, after),
  ]);
  const chosen = new Chosen(request, rest === "" ? "" : `${rest}/`, rules);
  const take = (side: Side | undefined): Side | undefined => (side && chosen.takes(side.path) ? side : undefined);
  const files = all.map(({ before, after }) => ({ before: take(before), after: take(after) }));
  const differs = new Set(files.flatMap(({ after }) => after?.path ?? []));
  const unchanged = present.filter(({ path }) => !differs.has(path) && chosen.takes(path)).length;
  return { files, unchanged };
}

function fileChanges(files: readonly Differing[], unchanged: number): FileChanges {
  const sorted = files.toSorted((one, other) =>
    compareBytes((one.after ?? one.before)!.path, (other.after ?? other.before)!.path),
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

/** A side with what it holds. */
interface Loaded extends Side {
  readonly bytes: Buffer;
}

/** Reads all sides. One that is too large, or gone, is no file. */
async function load({ root, request }: Work, files: readonly Differing[]): Promise<Differing<Loaded>[]> {
  const ids = [...new Set(files.flatMap(({ before, after }) => [before?.blob ?? [], after?.blob ?? []].flat()))];
  const texts = await contents(root, ids);
  const blobs = new Map(ids.map((id, index) => [id, texts[index]!]));
  const loaded = (side: Side | undefined): Loaded | undefined => {
    if (side === undefined) return undefined;
    const bytes = side.blob === undefined ? readTree(join(toBytes(root), side.path)) : blobs.get(side.blob);
    const fits = bytes !== undefined && (request.maxFileSize === 0 || bytes.length <= request.maxFileSize);
    return fits ? { ...side, bytes } : undefined;
  };
  return files
    .map(({ before, after }) => ({ before: loaded(before), after: loaded(after) }))
    .filter(({ before, after }) => before !== undefined || after !== undefined);
}

/** The tags of sides, in their order. */
function tagsOf({ engine, request, origin }: Work, sides: readonly Loaded[]): Tag[] {
  return sides.flatMap(({ path, bytes }) => [...makeResult(origin, engine.text(request, decode(path), bytes)).tags]);
}

async function makeWork(
  root: string,
  { from = "HEAD", to, mergeBase: based }: Revisions,
  options: ScanOptions,
): Promise<Work> {
  const plan = prepare(root, { ...options, root });
  const engine = await lateEngine(plan.native);
  const [first, after] = await Promise.all([commitOf(root, from), to === undefined ? undefined : commitOf(root, to)]);
  const before = based === true ? await mergeBase(root, first, after ?? "HEAD") : first;
  const { request } = plan;
  return { root: request.root, engine, request, origin: makeOrigin(engine, plan), before, after };
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
  const loaded = await load(work, chosen.files);
  const before = tagsOf(
    work,
    loaded.flatMap((file) => file.before ?? []),
  );
  const after = tagsOf(
    work,
    loaded.flatMap((file) => file.after ?? []),
  );
  return makeChanges({ since: undefined, files: fileChanges(loaded, chosen.unchanged), before, after });
}
