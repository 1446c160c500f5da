/** A fresh clone with the cache of another one: what is not read, and what the scan costs against one without a cache. */
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ScanOptions } from "../../index.ts";
import type { Host } from "../hosts.ts";
import type { Entrant, Options, Outcome, Series, Tree } from "../types.ts";
import { host } from "../hosts.ts";
import { inProcess } from "../ours.ts";
import { built, work } from "../places.ts";
import { race } from "../race.ts";
import { clone, repositoryOf } from "../repository.ts";

/** Every file, but for those of git. */
const all: ScanOptions = { hidden: true, ignore: false, skipDirs: [".git"] };

/** Two clones, a cache of the first one, and where copies of it go. */
interface Carried {
  readonly tree: Tree;
  readonly carried: string;
  readonly cache: string;
}

const api = (): Promise<typeof import("../../index.ts")> => import(pathToFileURL(built("index")).href);

async function prepare(tree: Tree): Promise<Carried> {
  const repository = await repositoryOf(tree);
  const first = clone(repository, "first");
  const carried = join(work("clones"), `${tree.name}-carried`);
  rmSync(carried, { recursive: true, force: true });
  const { scan } = await api();
  await scan(first, { ...all, root: first, cache: carried });
  rmSync(first, { recursive: true, force: true });
  const path = clone(repository, "second");
  return { tree: { name: tree.name, path }, carried, cache: join(work("clones"), `${tree.name}-cache`) };
}

/** As it is where the first clone left it: a scan would leave its own. */
function carry({ carried, cache }: Carried): void {
  rmSync(cache, { recursive: true, force: true });
  cpSync(carried, cache, { recursive: true });
}

function entrants(one: Carried, process: Host, options: Options): Entrant[] {
  const { tree, cache } = one;
  const wanted: ScanOptions = { ...all, root: tree.path, threads: options.threads };
  const group = `${tree.name} fresh clone`;
  const cached = inProcess(process, "carried cache", tree, group, { ...wanted, cache });
  const run = async (warm: boolean) => {
    carry(one);
    return cached.run(warm);
  };
  return [inProcess(process, "no cache", tree, group, wanted), { ...cached, run }];
}

/** Files that are not opened, in per cent. */
async function unread(one: Carried): Promise<number> {
  carry(one);
  const { scan } = await api();
  const { path } = one.tree;
  const { stats } = await scan(path, { ...all, root: path, cache: one.cache });
  return 100 * (1 - stats.opened / stats.files);
}

async function measure(tree: Tree, options: Options): Promise<Outcome> {
  const one = await prepare(tree);
  const native = await host("native");
  try {
    const { series, problems } = await race(entrants(one, native, options), options.runs);
    const [plain, cached] = series as [Series, Series];
    const metrics = {
      [`clone ${tree.name}: files not read, %`]: await unread(one),
      [`clone ${tree.name}: carried cache / no cache`]: cached.median / plain.median,
    };
    return { series, problems, metrics, notes: [] };
  } finally {
    native.close();
    rmSync(one.tree.path, { recursive: true, force: true });
  }
}

export async function clones(options: Options): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const tree of options.trees) outcomes.push(await measure(tree, options));
  return {
    series: outcomes.flatMap(({ series }) => series),
    problems: outcomes.flatMap(({ problems }) => problems),
    metrics: Object.assign({}, ...outcomes.map(({ metrics }) => metrics)),
    notes: [],
  };
}
