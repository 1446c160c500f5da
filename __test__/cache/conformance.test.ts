/** The cases of conformance/cache, on each engine, on both in turns, and in memory: see conformance/README.md. */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, renameSync, rmSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { scanSync, Scanner, type ScanOptions, type ScanResult } from "../../index.ts";
import { engines, type EngineName } from "../oracle/compare.ts";
import { canHold, cases, plant, type Files } from "../oracle/tree.ts";
import { endsOf } from "./ends.ts";
import { inTree, linesOf, settle, type Tree } from "./tree.ts";

type Pairs = Readonly<Record<string, string>>;

/** One thing that is done; in the order of these names where there are several. */
interface Step {
  readonly write?: Files;
  readonly rename?: Pairs;
  readonly copy?: Pairs;
  readonly remove?: readonly string[];
  readonly chmod?: Readonly<Record<string, string>>;
  /** Seconds that a file was last changed before now; less than 0: after. */
  readonly touch?: Readonly<Record<string, number>>;
  readonly run?: readonly string[];
  readonly scan?: ScanOptions;
  readonly paths?: readonly string[];
  /** How look-ups end. */
  readonly known?: Readonly<Record<string, number>>;
  readonly opened?: number;
  readonly tags?: number;
  readonly failed?: number;
  readonly rate?: number;
  readonly files?: readonly string[];
  readonly unchanged?: number;
  readonly news?: readonly string[];
}

interface CacheCase {
  readonly name: string;
  readonly needs?: readonly string[];
  /** Of all scans. */
  readonly options?: ScanOptions;
  readonly steps: readonly Step[];
}

/** Only the repository's own configuration counts. */
const GIT = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_SYSTEM: "/dev/null" };

function change(
  root: string,
  { write = {}, rename = {}, copy = {}, remove = [], chmod = {}, touch = {}, run = [] }: Step,
) {
  const at = (path: string): string => join(root, path);
  const made = (path: string): string => (mkdirSync(dirname(at(path)), { recursive: true }), at(path));
  plant(root, write);
  for (const [from, to] of Object.entries(rename)) renameSync(at(from), made(to));
  for (const [from, to] of Object.entries(copy)) copyFileSync(at(from), made(to));
  for (const path of remove) rmSync(at(path), { recursive: true });
  for (const [path, mode] of Object.entries(chmod)) chmodSync(at(path), Number.parseInt(mode, 8));
  for (const [path, ago] of Object.entries(touch)) {
    const time = Date.now() / 1000 - ago;
    utimesSync(at(path), time, time);
  }
  for (const line of run) {
    execFileSync("sh", ["-ec", line], {
      cwd: root,
      env: { ...process.env, ...GIT },
      stdio: ["ignore", "ignore", "pipe"],
    });
  }
}

/** What is done; all else in a step is what is expected. */
const ACTIONS = ["write", "rename", "copy", "remove", "chmod", "touch", "run", "scan", "paths"] as const;

const expected = (step: Step): object =>
  Object.fromEntries(Object.entries(step).filter(([key]) => !(ACTIONS as readonly string[]).includes(key)));

/** What a case says of a scan, found out. */
function found(step: Step, result: ScanResult): object {
  const { stats, changes } = result;
  const { files, tags } = linesOf(changes!);
  const all: Omit<Required<Step>, (typeof ACTIONS)[number]> = {
    known: endsOf(stats.cache!),
    opened: stats.opened,
    tags: result.tags.length,
    failed: stats.failed,
    rate: stats.cache!.hitRate,
    files,
    unchanged: changes!.files.unchanged,
    news: tags,
  };
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in step));
}

type Scan = (tree: Tree, paths: readonly string[], options: ScanOptions) => Promise<ScanResult> | ScanResult;

async function play(t: ExecutionContext, item: CacheCase, scan: Scan): Promise<void> {
  await inTree(async (tree) => {
    for (const [index, step] of item.steps.entries()) {
      change(tree.root, step);
      if (step.scan === undefined) continue;
      settle();
      const options = { ...item.options, ...step.scan };
      const result = await scan(tree, step.paths ?? ["."], options);
      t.deepEqual(result.stats.cache!.notices, []);
      tree.check(result, options, step.paths);
      t.deepEqual(found(step, result), expected(step), `step ${index}`);
    }
  });
}

/** Each scan opens the store anew, with the next of some engines. */
function onDisk(names: readonly EngineName[]): Scan {
  let turn = 0;
  return (tree, paths, options) =>
    scanSync(paths, tree.options(names[turn++ % names.length]!, { cache: tree.cache, ...options }));
}

/** One scanner that only remembers, for each set of options. */
function inMemory(engine: EngineName): Scan {
  const scanners = new Map<string, Scanner>();
  return (tree, paths, options) => {
    const key = JSON.stringify(options);
    const scanner = scanners.get(key) ?? new Scanner(tree.options(engine, options));
    scanners.set(key, scanner);
    return scanner.scan(paths);
  };
}

const turns: readonly (readonly EngineName[])[] = [
  ...engines.map((engine) => [engine]),
  ...(engines.length === 1 ? [] : [engines, engines.toReversed()]),
];

/** Whether all scans have the same options: else what one learned may serve another on disk, and not in memory. */
const isPlain = ({ steps }: CacheCase): boolean =>
  new Set(steps.flatMap(({ scan }) => (scan === undefined ? [] : [JSON.stringify(scan)]))).size === 1;

for (const { file, item } of cases<CacheCase>("cache")) {
  if (!(item.needs ?? []).every(canHold)) continue;
  for (const names of turns) {
    test(`${file}: ${item.name}: ${names.join(", then ")}`, (t) => play(t, item, onDisk(names)));
  }
  if (!isPlain(item)) continue;
  for (const name of engines) test(`${file}: ${item.name}: ${name}, in memory`, (t) => play(t, item, inMemory(name)));
}
