/** A copy of each tree, scanned again and again: what a cache saves, what it costs, and how soon a watch tells of a change. */
import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ScanOptions } from "../../index.ts";
import type { Task } from "../task.ts";
import type { Entrant, Options, Outcome, Sample, Series, Tree } from "../types.ts";
import { host, type Host } from "../hosts.ts";
import { cli, floor, floorProgram, inProcess } from "../ours.ts";
import { built, work } from "../places.ts";
import { race } from "../race.ts";
import { everything, everythingFlags } from "../works.ts";

const EDITED = 100;
/** Milliseconds after which a change is trusted to be over. */
const SETTLED = 50;
/** Where a store holds the number of its records. */
const RECORDS = 12;

/** A copy that may be changed, and a folder for what is remembered of it. */
interface Ground {
  readonly tree: Tree;
  readonly store: string;
  /** Files to edit: EDITED of them, or all, spread over the tree. */
  readonly files: readonly string[];
  readonly threads: number;
}

function copyOf({ name, path }: Tree): Tree {
  const copy = join(work("cache"), name);
  rmSync(copy, { recursive: true, force: true });
  const { status } = spawnSync("cp", ["-a", path, copy], { stdio: "inherit" });
  if (status !== 0) throw new Error(`cannot copy ${path}`);
  return { name, path: copy };
}

/** Text files, as their names say. */
function pick({ path }: Tree): string[] {
  const all = readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:c|h|ts|js|py|rs|go|java|rb|php|md|txt)$/.test(name) && !name.startsWith(".git/"))
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile());
  const step = Math.max(1, Math.floor(all.length / EDITED));
  return all.filter((_, index) => index % step === 0).slice(0, EDITED);
}

const optionsOf = ({ store, threads }: Ground): ScanOptions => ({ ...everything, threads, cache: store });

async function edit(files: readonly string[]): Promise<void> {
  for (const file of files) appendFileSync(file, "\n");
  await sleep(SETTLED);
}

/** What a scan with a cache then has to open, and what is done before it. */
interface Case {
  opens(ground: Ground): "nothing" | "everything" | number;
  before(ground: Ground): unknown;
}

const forget = ({ store }: Ground): void => rmSync(store, { recursive: true, force: true });

const cases: Readonly<Record<string, Case>> = {
  "first, written": { opens: () => "everything", before: forget },
  "nothing changed": { opens: () => "nothing", before: () => {} },
  "100 edited": { opens: ({ files }) => files.length, before: ({ files }) => edit(files) },
};

function cached(inside: Host, ground: Ground, name: string, { opens, before }: Case): Entrant {
  const task: Task = {
    ...{ do: "cached", index: built("index"), path: ground.tree.path, options: optionsOf(ground) },
    opens: opens(ground),
  };
  const run = async (): Promise<Sample> => {
    await before(ground);
    return inside.ask(task);
  };
  return { group: groupOf(ground), name, command: `scan(["DIR"], { cache: "STORE" })`, run };
}

const groupOf = ({ tree }: Ground): string => `${tree.name} cache`;

function scans(inside: Host, program: string | undefined, ground: Ground): Entrant[] {
  const { tree, threads } = ground;
  const bare = { ...everything, threads };
  return [
    ...(program === undefined ? [] : [floor(program, tree, groupOf(ground), threads, "look")]),
    inProcess(inside, "no cache", tree, groupOf(ground), bare),
    ...Object.entries(cases).map(([name, one]) => cached(inside, ground, name, one)),
  ];
}

/** Whole processes, weighed. */
function processes(ground: Ground): Entrant[] {
  const { tree, store, threads } = ground;
  const flags = [...everythingFlags, "--threads", String(threads), `--cache=${store}`];
  const one = (name: string, before: () => void): Entrant => {
    const entrant = cli(name, tree, `${tree.name} cache, cli`, flags);
    return {
      ...entrant,
      command: entrant.command.replace(store, "STORE"),
      run: async () => {
        before();
        return entrant.run(true);
      },
    };
  };
  return [one("cli, first", () => forget(ground)), one("cli, nothing changed", () => {})];
}

function watches(inside: Host, ground: Ground): Entrant[] {
  const { tree, files } = ground;
  const place = { index: built("index"), path: tree.path, options: optionsOf(ground) };
  let at = 0;
  const save = (): Promise<Sample> => inside.ask({ do: "save", ...place, file: files[at++ % files.length]! });
  return [{ group: `${tree.name} watch`, name: "save to event", command: "watch(DIR, { debounce: 0 })", run: save }];
}

/** Bytes of a base that was just written, for each file that it knows. */
function bytesAFile(store: string): number {
  const base = readdirSync(store).find((name) => name.endsWith(".twc"))!;
  const bytes = readFileSync(join(store, base));
  return bytes.length / bytes.readUInt32LE(RECORDS);
}

/** Each ratio, and the two series it is made of. */
const ratios = [
  ["nothing changed", "floor, stat"],
  ["nothing changed", "no cache"],
  ["100 edited", "nothing changed"],
  ["first, written", "no cache"],
] as const;

function compare(name: string, series: readonly Series[]): Record<string, number> {
  const medians = new Map(series.map((one) => [one.name, one.median]));
  const known = ratios.filter(([over, under]) => medians.has(over) && medians.has(under));
  return Object.fromEntries(
    known.map(([over, under]) => [`cache ${name}: ${over} / ${under}`, medians.get(over)! / medians.get(under)!]),
  );
}

const add = (outcome: Outcome, { series, problems }: Pick<Outcome, "series" | "problems">): void => {
  outcome.series.push(...series);
  outcome.problems.push(...problems);
};

async function measure(inside: Host, program: string | undefined, ground: Ground, runs: number): Promise<Outcome> {
  const { tree, store } = ground;
  const outcome: Outcome = { series: [], metrics: {}, problems: [], notes: [] };
  const { metrics } = outcome;
  const scanned = await race(scans(inside, program, ground), runs);
  add(outcome, scanned);
  Object.assign(metrics, compare(tree.name, scanned.series));
  const whole = await race(processes(ground), Math.min(runs, 3));
  add(outcome, whole);
  const peak = Math.max(...whole.series.map(({ rss }) => rss ?? 0));
  if (peak > 0) metrics[`cache ${tree.name}: peak memory of the CLI, MB`] = peak / 1e6;
  const place = { index: built("index"), path: tree.path, options: optionsOf(ground) };
  metrics[`cache ${tree.name}: bytes a file`] = bytesAFile(store);
  metrics[`watch ${tree.name}: idle, ms of CPU a second`] = (await inside.ask({ do: "idle", ...place })).ms;
  const saves = await race(watches(inside, ground), 3 * runs);
  add(outcome, saves);
  metrics[`watch ${tree.name}: save to event, ms`] = saves.series[0]!.median;
  return outcome;
}

async function onCopy(original: Tree, program: string | undefined, options: Options): Promise<Outcome> {
  const tree = copyOf(original);
  const ground = {
    tree,
    store: join(work("cache"), `${tree.name}.store`),
    files: pick(tree),
    threads: options.threads,
  };
  rmSync(ground.store, { recursive: true, force: true });
  const inside = await host("native");
  try {
    return await measure(inside, program, ground, options.runs);
  } finally {
    inside.close();
    for (const path of [tree.path, ground.store]) rmSync(path, { recursive: true, force: true });
  }
}

export async function cache(options: Options): Promise<Outcome> {
  const program = floorProgram();
  const all: Outcome = {
    series: [],
    metrics: {},
    problems: [],
    notes: program === undefined ? ["floor: no cargo, left out"] : [],
  };
  for (const tree of options.trees) {
    const outcome = await onCopy(tree, program, options);
    add(all, outcome);
    Object.assign(all.metrics, outcome.metrics);
  }
  return all;
}
