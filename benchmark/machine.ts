/** What the numbers were measured on. */
import { availableParallelism, cpus, release, totalmem, type as system } from "node:os";
import { spawnSync } from "node:child_process";

import { firstLine } from "./process.ts";
import { root } from "./places.ts";
import { versions as rivals } from "./rivals.ts";
import type { Options, Tree } from "./types.ts";

export function machine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 1e9),
    kernel: `${system()} ${release()}`,
    arch: process.arch,
  };
}

const git = (...words: string[]) => firstLine(["git", "-C", root, ...words]);

/** The commit, with a mark if the tree differs from it. */
export function commit(): string {
  const changed = git("status", "--porcelain", "--untracked-files=no");
  return `${git("rev-parse", "--short=12", "HEAD") ?? "unknown"}${changed ? " and changes" : ""}`;
}

export function versions(options: Options): Record<string, string> {
  return {
    commit: commit(),
    node: process.version,
    v8: process.versions.v8,
    rustc: firstLine(["rustc", "--version"]) ?? "none",
    ...rivals(options),
  };
}

/** Files and bytes of a tree, as du and find count them. */
export function extent(tree: Tree): { name: string; files: number; bytes: number } {
  const { stdout } = spawnSync("find", [tree.path, "-type", "f", "-printf", "%s\\n"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const sizes = stdout.split("\n").slice(0, -1).map(Number);
  return { name: tree.name, files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
