/** What scans knew, so that it can be said what the next one must tell. */
import { deepStrictEqual, ok } from "node:assert";
import { existsSync } from "node:fs";
import { Scanner, scanSync, type ScanOptions, type ScanResult, type Tag } from "../../index.ts";
import type { ChangeReport, FileChanges, Renamed } from "../../index.ts";
import { makeChanges } from "../../src/changes/report.ts";
import type { EngineName } from "../oracle/compare.ts";
import { endsOf } from "./ends.ts";
import { settle, type Tree } from "./tree.ts";
import { happen, type Change } from "./steps.ts";

/** One scan. */
export interface Scan {
  /** Whether nothing happened for a while, so that what files look like is believed from then on. */
  readonly isRested: boolean;
  readonly engine: EngineName;
  /** A store that is opened anew, a scanner that only remembers, one that also has that store. */
  readonly way: "disk" | "memory" | "both";
  readonly rules: keyof typeof RULES;
  readonly walk: keyof typeof WALKS;
  /** Those that are not there are left out; none: all. */
  readonly paths: readonly string[];
}

/** What changes what is found: each has a store of its own. */
const RULES = {
  plain: {},
  context: { context: 1 },
  hash: { dialects: ["tag", "hash"] },
  oft: { dialects: ["oft"] },
  note: { detectors: ["trace", "note"] },
  said: { languages: { "*.txt": "C" } },
} as const satisfies Record<string, ScanOptions>;

/** What only changes where it is looked for. */
const WALKS = {
  all: {},
  hidden: { hidden: true },
  unignored: { ignore: false },
  excluded: { exclude: ["b.*"] },
  verify: { cacheVerify: true },
} as const satisfies Record<string, ScanOptions>;

interface Seen {
  readonly hash: string;
  readonly tags: readonly Tag[];
}

type Files = ReadonlyMap<string, Seen>;

/** What a store knows. */
interface Known {
  /** What scans saw last; undefined where that is not known here. */
  files: Files | undefined;
  /** Each path with each hash that it was seen with. */
  readonly contents: Set<string>;
}

const isAt = (top: string, path: string): boolean => path === top || path.startsWith(`${top}/`);
const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

function filesOf({ files, tags }: ScanResult): Files {
  const groups = new Map<string, Tag[]>();
  for (const tag of tags.toArray()) groups.set(tag.path, [...(groups.get(tag.path) ?? []), tag]);
  return new Map(files!.map(({ path, hash }) => [path, { hash: hash!, tags: groups.get(path) ?? [] }]));
}

/** What became of files: of several that were deleted with one content, the first goes with the first added. */
function compareFiles(before: Files, now: Files): FileChanges {
  const added = [...now.keys()].filter((path) => !before.has(path)).toSorted(byBytes);
  const deleted = [...before.keys()].filter((path) => !now.has(path)).toSorted(byBytes);
  const modified = [...now].filter(([path, { hash }]) => before.has(path) && before.get(path)!.hash !== hash);
  const renamed: Renamed[] = [];
  for (const to of added) {
    const from = deleted.find((path) => before.get(path)!.hash === now.get(to)!.hash);
    if (from === undefined) continue;
    deleted.splice(deleted.indexOf(from), 1);
    renamed.push({ from, to });
  }
  const fresh = added.filter((path) => renamed.every(({ to }) => to !== path));
  const unchanged = now.size - added.length - modified.length;
  return { added: fresh, modified: modified.map(([path]) => path).toSorted(byBytes), deleted, renamed, unchanged };
}

/** What a scan must tell. */
function reportOf(before: Files, now: Files): Omit<ChangeReport, "since"> {
  const files = compareFiles(before, now);
  const { added, modified, deleted, renamed } = files;
  const tags = (side: Files, paths: readonly string[]): Tag[] =>
    paths.toSorted(byBytes).flatMap((path) => side.get(path)!.tags);
  const report = makeChanges({
    since: undefined,
    files,
    before: tags(before, [...modified, ...deleted, ...renamed.map(({ from }) => from)]),
    after: tags(now, [...added, ...modified, ...renamed.map(({ to }) => to)]),
  });
  return { files, tags: report.tags };
}

const plainly = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export class World {
  readonly #tree: Tree;
  /** Of stores on disk by rules, and of scanners by all that tells them from each other. */
  readonly #known = new Map<string, Known>();
  readonly #scanners = new Map<string, Scanner>();
  /** Whether a store may have something to complain of. */
  #isDamaged = false;
  /** Whether scanners may take something out of a store. */
  #hasForgotten = false;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  async change(change: Change): Promise<void> {
    happen(this.#tree, change);
    if (change.do === "restart") this.#restart();
    if (change.do === "prune") this.#prune();
    if (change.do === "forget") this.#forget(change.path);
    if (change.do === "clear" || change.do === "damage") this.#lose(change.do === "damage");
  }

  async scan({ isRested, engine, way, rules, walk, paths }: Scan): Promise<void> {
    if (isRested) settle();
    const options = { ...RULES[rules], ...WALKS[walk] };
    const named = paths.filter((path) => this.#tree.has(path));
    const result = await this.#run({ isRested, engine, way, rules, walk, paths: named });
    const plain = scanSync(named.length === 0 ? ["."] : named, {
      ...this.#tree.options(engine, options),
      cache: false,
    });
    this.#tree.check(result, options, named.length === 0 ? ["."] : named);
    const codes = result.stats.cache!.notices.map(({ code }) => code);
    if (!this.#isDamaged) deepStrictEqual(codes, []);
    ok(codes.every((code) => code === "E_CACHE_CORRUPT"));
    const key = way === "disk" ? rules : [way, engine, rules, walk].join();
    this.#judge(key, result, filesOf(plain), named);
    // What it saved is not what a store on disk must have known before.
    if (way !== "both") return;
    this.#of(rules).files = undefined;
    if (this.#hasForgotten) this.#of(rules).contents.clear();
  }

  #run({ engine, way, rules, walk, paths }: Scan): ScanResult | Promise<ScanResult> {
    const tree = this.#tree;
    const options = tree.options(engine, { ...RULES[rules], ...WALKS[walk] });
    const tops = paths.length === 0 ? ["."] : paths;
    if (way === "disk") return scanSync(tops, { ...options, cache: tree.cache });
    const key = [way, engine, rules, walk].join();
    let scanner = this.#scanners.get(key);
    if (scanner === undefined) {
      this.#scanners.set(key, (scanner = new Scanner(way === "both" ? { ...options, cache: tree.cache } : options)));
    }
    return scanner.scan(tops);
  }

  #of(key: string): Known {
    let known = this.#known.get(key);
    if (known === undefined) this.#known.set(key, (known = { files: new Map(), contents: new Set() }));
    return known;
  }

  /** Compares what a scan told with what it must tell, and remembers. */
  #judge(key: string, result: ScanResult, now: Files, paths: readonly string[]): void {
    const known = this.#of(key);
    // A scanner that also has a store may learn from others whenever it saves.
    const isOwn = !key.startsWith("both");
    const isInside = (path: string): boolean => paths.length === 0 || paths.some((top) => isAt(top, path));
    const before = [...(known.files ?? [])].filter(([path]) => isInside(path));
    const rest = [...(known.files ?? [])].filter(([path]) => !isInside(path));
    const ends = endsOf(result.stats.cache!);
    if (isOwn && known.files !== undefined) {
      const { files, tags } = result.changes!;
      deepStrictEqual(plainly({ files, tags }), plainly(reportOf(new Map(before), now)), "what is new");
      const fresh = [...now].filter(([path, { hash }]) => !known.contents.has(`${path}\0${hash}`));
      ok((ends["misses"] ?? 0) <= fresh.length, `${JSON.stringify(ends)}: ${fresh.length} are new`);
    }
    known.files = known.files === undefined && paths.length > 0 ? undefined : new Map([...rest, ...now]);
    for (const [path, { hash }] of now) known.contents.add(`${path}\0${hash}`);
  }

  /** A new base for the store that is used most, where there is one. */
  #prune(): void {
    const { cache } = this.#tree;
    if (existsSync(cache)) new Scanner(this.#tree.options("fallback", { ...RULES.plain, cache })).prune();
  }

  #restart(): void {
    for (const scanner of this.#scanners.values()) scanner.close();
    this.#scanners.clear();
    for (const key of this.#known.keys()) if (key.includes(",")) this.#known.delete(key);
  }

  #forget(path: string): void {
    this.#hasForgotten = true;
    for (const [key, scanner] of this.#scanners) {
      scanner.invalidate(path);
      const known = this.#of(key);
      known.files = new Map([...(known.files ?? [])].filter(([own]) => !isAt(path, own)));
      for (const content of known.contents) if (isAt(path, content.split("\0")[0]!)) known.contents.delete(content);
    }
  }

  /** The stores on disk are gone, or know less than they did. */
  #lose(damaged: boolean): void {
    this.#isDamaged ||= damaged;
    for (const [key, known] of this.#known) {
      if (key.includes(",")) continue;
      known.contents.clear();
      known.files = damaged ? undefined : new Map();
    }
  }
}
