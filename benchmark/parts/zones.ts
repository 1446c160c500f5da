/** The zone lexer alone, every byte, on one core: MB/s by language over the trees' own files. */
import { spawnSync } from "node:child_process";
import { opendirSync } from "node:fs";
import { extname, join } from "node:path";

import { root } from "../places.ts";
import type { Options, Outcome, Tree } from "../types.ts";

const languages: Readonly<Record<string, string>> = { ".c": "C", ".go": "Go", ".py": "Python", ".ts": "TypeScript" };
/** Files of each language in each tree. */
const FILES = 1000;

function collect({ path }: Tree): string[] {
  const found = new Map<string, string[]>(Object.keys(languages).map((extension) => [extension, []]));
  const folder = opendirSync(path, { recursive: true });
  for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
    const files = found.get(extname(entry.name));
    if (entry.isFile() && files !== undefined && files.length < FILES) files.push(join(entry.parentPath, entry.name));
  }
  folder.closeSync();
  return [...found.values()].flat();
}

function measure(files: readonly string[]): Record<string, number> {
  const argv = [
    "run",
    "--release",
    "--quiet",
    "--locked",
    "-p",
    "tagwright-core",
    "--example",
    "zones",
    "--",
    ...files,
  ];
  const { status, stdout, stderr } = spawnSync("cargo", argv, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`the example zones ended with ${status}: ${stderr.slice(-2000)}`);
  const rows = [...stdout.matchAll(/^(\S.*?) +\d+ bytes +(\d+) MB\/s$/gm)];
  return Object.fromEntries(rows.map(([, name, rate]) => [name!, Number(rate)]));
}

/** The best of the runs: the lexer waits for nothing, so what is slower is the machine's doing. */
export function zones({ trees, runs }: Options): Promise<Outcome> {
  const files = trees.flatMap(collect);
  const best: Record<string, number> = {};
  for (let run = 0; run < runs; run++)
    for (const [name, rate] of Object.entries(measure(files))) best[name] = Math.max(best[name] ?? 0, rate);
  const wanted = Object.values(languages).filter((name) => name in best);
  const metrics: Record<string, number> = Object.fromEntries(
    wanted.map((name) => [`zones: ${name}, MB/s`, best[name]!]),
  );
  metrics["zones: slowest, MB/s"] = Math.min(...wanted.map((name) => best[name]!));
  const absent = Object.values(languages).filter((name) => !(name in best));
  return Promise.resolve({
    series: [],
    problems: [],
    metrics,
    notes: absent.map((name) => `${name}: no file of it in the trees given, left out`),
  });
}
