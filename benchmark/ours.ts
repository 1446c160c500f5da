/** Our own contenders, and the two that bound them: the floor below and the naive scanner above. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ScanOptions } from "../index.ts";

import type { Host } from "./hosts.ts";
import { built, entry, root } from "./places.ts";
import { time, type Job } from "./process.ts";
import type { Entrant, Options, Sample, Tree } from "./types.ts";
import { everything, everythingFlags, type Work } from "./works.ts";

const floorPath = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "release", "examples", "floor");

/** Builds the floor, where there is cargo. Undefined if it cannot be had. */
export function floorProgram(): string | undefined {
  const argv = ["build", "--release", "--quiet", "-p", "tagwright-engine", "--example", "floor"];
  spawnSync("cargo", argv, { cwd: root, stdio: "inherit" });
  return existsSync(floorPath) ? floorPath : undefined;
}

/** How the floor is called, and how: what it does beside walking. */
const floors = {
  read: { name: "floor", rest: [] },
  /** Of each file but its stat. */
  look: { name: "floor, stat", rest: ["0"] },
} as const;

/** The floor says itself how long it took, so that it is compared in process with in process. */
export function floor(
  program: string,
  tree: Tree,
  group: string,
  threads: number,
  does: keyof typeof floors = "read",
): Entrant {
  const { name, rest } = floors[does];
  const words = [String(threads), ...rest];
  const run = async (warm: boolean): Promise<Sample> => {
    let said = 0;
    const read = (output: Buffer) => (said = JSON.parse(output.toString()).ms);
    const { cpu, rss } = time({ argv: [program, tree.path, ...words], count: read }, warm);
    return { ms: said, ...(cpu === undefined ? {} : { cpu }), ...(rss === undefined ? {} : { rss }) };
  };
  return { group, name, command: `target/release/examples/floor DIR ${words.join(" ")}`, run };
}

/** A record is to say nothing of where this project lies. */
const shown = (options: ScanOptions) => JSON.stringify(options).replaceAll(root, "");

/** `scan` in a long-lived process. */
export function inProcess(host: Host, name: string, tree: Tree, group: string, options: ScanOptions): Entrant {
  const run = () => host.ask({ do: "scan", index: built("index"), paths: [tree.path], options });
  return { group, name, command: `scan(["DIR"], ${shown(options)})`, run };
}

const lineCount = (output: Buffer) => {
  let count = 0;
  for (let at = output.indexOf(10); at >= 0; at = output.indexOf(10, at + 1)) count++;
  return count;
};

/** The command line as a whole process, one tag a line. */
export function cli(name: string, tree: Tree, group: string, flags: readonly string[]): Entrant {
  // Trees that the benchmark makes lie in this project, whose own configuration is not asked for.
  const rest = ["--no-config", "--format", "ndjson", ...flags];
  const job = (): Job => ({
    argv: [process.execPath, built("cli"), "scan", tree.path, ...rest],
    cwd: tree.path,
    count: lineCount,
  });
  const command = `node ${entry("cli")} scan DIR ${rest.map((word) => (/[^\w=.,-]/.test(word) ? `'${word}'` : word)).join(" ")}`;
  return { group, name, command, run: async (warm) => time(job(), warm) };
}

export function naiveEntrant(host: Host, way: string, name: string, work: Work, tree: Tree): Entrant {
  const ask = { do: "naive" as const, way, dir: tree.path, pattern: work.js };
  const command = `naive.${way}("DIR", /${work.js}/g)`;
  return { group: `${tree.name} ${work.name}`, name, command, run: () => host.ask(ask) };
}

/** Our four contenders on one tree. */
export function own(hosts: { native: Host; fallback: Host }, work: Work, tree: Tree, options: Options): Entrant[] {
  const group = `${tree.name} ${work.name}`;
  const wanted: ScanOptions = { ...everything, ...work.options, threads: options.threads };
  const flags = [...everythingFlags, ...work.flags, "--threads", String(options.threads)];
  return [
    inProcess(hosts.native, "native", tree, group, wanted),
    cli("cli", tree, group, flags),
    inProcess(hosts.fallback, "fallback", tree, group, wanted),
  ];
}
