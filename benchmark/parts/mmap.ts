/** Where mapping files beats reading them. */
import { existsSync, mkdirSync, statSync, closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

import { host } from "../hosts.ts";
import { inProcess } from "../ours.ts";
import { work } from "../places.ts";
import { race } from "../race.ts";
import { file } from "../synthetic.ts";
import type { Options, Outcome, Series, Tree } from "../types.ts";
import { everything } from "../works.ts";

const modes = ["auto", "never", "always"] as const;
const megabyte = 1_000_000;
const large = [
  { name: "1600 files of 100 kB", files: 1600, bytes: 100_000 },
  { name: "160 files of 1 MB", files: 160, bytes: megabyte },
  { name: "16 files of 10 MB", files: 16, bytes: 10 * megabyte },
  { name: "4 files of 100 MB", files: 4, bytes: 100 * megabyte },
  { name: "1 file of 1 GB", files: 1, bytes: 1000 * megabyte },
];

/** About a megabyte of source text with no tag in it, so that what is timed is reading. */
function text(): Buffer {
  let all = "";
  for (let index = 40; all.length < megabyte; index += 100) all += file(index).text;
  return Buffer.from(all).subarray(0, megabyte);
}

function fill(path: string, bytes: number): void {
  if (existsSync(path) && statSync(path).size === bytes) return;
  const out = openSync(path, "w");
  const chunk = text();
  for (let done = 0; done < bytes; done += chunk.length) writeSync(out, chunk, 0, Math.min(chunk.length, bytes - done));
  closeSync(out);
}

function heavy({ name, files, bytes }: (typeof large)[number]): Tree {
  const path = join(work("large"), name.replaceAll(" ", "-"));
  mkdirSync(path, { recursive: true });
  for (let at = 0; at < files; at++) fill(join(path, `${at}.txt`), bytes);
  return { name, path };
}

function ratio(tree: Tree, series: readonly Series[]): [string, number] {
  const of = (name: string) => series.find((one) => one.name === name)!.median;
  return [`mmap ${tree.name}: always / never`, of("always") / of("never")];
}

export async function mmap(options: Options): Promise<Outcome> {
  const native = await host("native");
  const all: Outcome = { series: [], problems: [], metrics: {}, notes: [] };
  try {
    for (const tree of [...options.trees, ...large.map(heavy)]) {
      const entrants = modes.map((mode) =>
        inProcess(native, mode, tree, `${tree.name} mmap`, { ...everything, threads: options.threads, mmap: mode }),
      );
      const { series, problems } = await race(entrants, options.runs);
      all.series.push(...series);
      all.problems.push(...problems);
      Object.assign(all.metrics, Object.fromEntries([ratio(tree, series)]));
    }
    return all;
  } finally {
    native.close();
  }
}
