/** Who wrote a line last, and when: `git blame`, one process for all wanted lines of a file, kept by the file's content. */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Origin } from "../model/reporter.ts";
import { hasStray } from "../model/path.ts";
import { git } from "./git.ts";

/** Of the cache's form. */
const VERSION = 1;
/** Files that the cache remembers. */
const ENTRIES = 20_000;
/** Processes at a time. */
const SLOTS = 4;
/** Files that one process hashes: a command line holds only so much. */
const BATCH = 200;
/** Lines that are asked for one by one; for more the whole file is blamed. */
const LINES = 500;
const UNCOMMITTED = /^0+$/;

/** By line. */
type Origins = Map<number, Origin>;
/** By blob and path, the lines that were asked for. */
type Cache = Map<string, Origins>;

/** `sha orig final [count]`, then headers of a commit that was not met before, then a tab and the line. */
class Porcelain {
  readonly origins: Origins = new Map();
  readonly #commits = new Map<string, { author: string; time: number }>();
  #commit: { author: string; time: number } | undefined;

  read(text: string): Origins {
    for (const line of text.split("\n")) this.#line(line);
    return this.origins;
  }

  #line(line: string): void {
    const header = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(line);
    if (header !== null) this.#begin(header[1]!, Number(header[2]));
    else if (line.startsWith("author ")) this.#commit!.author = line.slice(7);
    else if (line.startsWith("author-time ")) this.#commit!.time = Number(line.slice(12)) * 1000;
  }

  #begin(sha: string, line: number): void {
    const commit = this.#commits.get(sha) ?? { author: "", time: 0 };
    this.#commits.set(sha, commit);
    this.#commit = commit;
    if (!UNCOMMITTED.test(sha)) this.origins.set(line, commit);
  }
}

async function blameFile(top: string, path: string, lines: readonly number[]): Promise<Origins> {
  const ranges = lines.length > LINES ? [] : lines.map((line) => `-L${line},${line}`);
  try {
    const out = await git(top, ["blame", "--porcelain", ...ranges, "--", path]);
    return new Porcelain().read(out.toString("utf8"));
  } catch {
    // Not in git, or not as it was a moment ago.
    return new Map();
  }
}

/** Names of contents, by path; a path that git cannot hash is left out. */
async function hashFiles(root: string, paths: readonly string[]): Promise<Map<string, string>> {
  const out = new Map<string, string>();
  for (let start = 0; start < paths.length; start += BATCH) {
    const batch = paths.slice(start, start + BATCH);
    const hashes = await git(root, ["hash-object", "--", ...batch]).then(String, () => "");
    const names = hashes.trim().split("\n");
    if (names.length === batch.length) batch.forEach((path, index) => out.set(path, names[index]!));
  }
  return out;
}

type Stored = [key: string, lines: [line: number, author: string, time: number][]];

async function loadCache(path: string): Promise<Cache> {
  try {
    const { version, entries } = JSON.parse(await readFile(path, "utf8")) as { version: number; entries: Stored[] };
    if (version !== VERSION) return new Map();
    return new Map(
      entries.map(([key, lines]) => [key, new Map(lines.map(([line, author, time]) => [line, { author, time }]))]),
    );
  } catch {
    // None yet, or none that can be read: it is made anew.
    return new Map();
  }
}

/** Those that were looked at last stay. That it cannot be written costs only time. */
async function saveCache(folder: string, path: string, cache: Cache): Promise<void> {
  const entries = [...cache]
    .slice(-ENTRIES)
    .map(([key, lines]) => [key, [...lines].map(([line, { author, time }]) => [line, author, time])]);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(draft, JSON.stringify({ version: VERSION, entries }));
    await rename(draft, path);
  } catch {
    await rm(draft, { force: true }).catch(() => {});
  }
}

/** What one blame has to do with. */
interface Work {
  readonly root: string;
  readonly cache: Cache;
  readonly hashes: ReadonlyMap<string, string>;
  readonly found: Map<string, Origins>;
  /** Whether git had to be asked. */
  asked: boolean;
}

async function blameOne(work: Work, path: string, lines: readonly number[]): Promise<void> {
  const hash = work.hashes.get(path);
  const key = `${hash}\0${path}`;
  const known = (hash === undefined ? undefined : work.cache.get(key)) ?? new Map<number, Origin>();
  const left = lines.filter((line) => !known.has(line));
  if (left.length > 0) {
    work.asked = true;
    for (const [line, origin] of await blameFile(work.root, path, left)) known.set(line, origin);
  }
  work.found.set(path, known);
  if (hash === undefined || known.size === 0) return;
  work.cache.delete(key);
  work.cache.set(key, known);
}

async function inSlots<T>(items: Iterator<T>, run: (item: T) => Promise<void>): Promise<void> {
  for (let next = items.next(); !next.done; next = items.next()) await run(next.value);
}

// @CODE:CHECK-005
/**
 * Asks git who wrote lines last.
 *
 * @param root folder that paths are relative to
 * @param wanted by path, lines (1-based)
 * @returns by path and line; what git knows nothing of, or what is not committed, is left out. Answers are kept in
 *   `tagwright/blame.json` of git's own folder, by content of the file: what has not changed is not asked for again
 */
export async function blame(
  root: string,
  wanted: ReadonlyMap<string, ReadonlySet<number>>,
): Promise<Map<string, Origins>> {
  const paths = [...wanted.keys()].filter((path) => path !== "" && !hasStray(path));
  const place = await git(root, ["rev-parse", "--git-common-dir"]).then(String, () => "");
  if (place === "" || paths.length === 0) return new Map();
  const folder = join(resolve(root, place.replace(/\n$/, "")), "tagwright");
  const file = join(folder, "blame.json");
  const work: Work = {
    root,
    cache: await loadCache(file),
    hashes: await hashFiles(root, paths),
    found: new Map(),
    asked: false,
  };
  const queue = paths.values();
  await Promise.all(
    Array.from({ length: SLOTS }, () =>
      inSlots(queue, (path) =>
        blameOne(
          work,
          path,
          [...wanted.get(path)!].sort((a, b) => a - b),
        ),
      ),
    ),
  );
  if (work.asked) await saveCache(folder, file, work.cache);
  return work.found;
}
