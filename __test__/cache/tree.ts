/** A tree, a folder for stores beside it, and scans that must find what one without a cache finds. */
import { deepStrictEqual } from "node:assert";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { scanSync } from "../../index.ts";
import type { ChangeReport, ScanOptions, ScanResult, Tag } from "../../index.ts";
import type { EngineName } from "../oracle/compare.ts";
import { inTemporary } from "../oracle/tree.ts";
import { outcome } from "./ends.ts";

// What is wrong with a store is looked for in the counters; hundreds of warnings are no use to anybody.
process.removeAllListeners("warning");

const place = ({ path, line, kind, name }: Tag): string => `${path}:${line} ${kind}:${name}`;

/** A change report in words, a line each; of files, then of tags. */
export function linesOf({ files, tags }: ChangeReport): { files: string[]; tags: string[] } {
  const { added, modified, deleted, renamed } = files;
  return {
    files: [
      ...added.map((path) => `added ${path}`),
      ...modified.map((path) => `modified ${path}`),
      ...deleted.map((path) => `deleted ${path}`),
      ...renamed.map(({ from, to }) => `renamed ${from} > ${to}`),
    ],
    tags: [
      ...tags.added.map((tag) => `added ${place(tag)}`),
      ...tags.removed.map((tag) => `removed ${place(tag)}`),
      ...tags.moved.map(({ before, after }) => `moved ${place(before)} > ${place(after)}`),
      ...tags.changed.map(({ before, after }) => `changed ${place(before)} > ${place(after)}`),
    ],
  };
}

/** Longer than the time within which a change may go unseen. */
export const settle = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);

export class Tree {
  readonly root: string;
  /** Where stores are. */
  readonly cache: string;

  constructor(folder: string) {
    this.root = join(folder, "tree");
    this.cache = join(folder, "stores");
    mkdirSync(this.root);
  }

  options(engine: EngineName, more: ScanOptions = {}): ScanOptions {
    return { cwd: this.root, root: this.root, detectors: ["trace"], dialects: ["tag"], hash: true, engine, ...more };
  }

  /** Scans with a store from disk; must find what the other engine finds without one. */
  scan(engine: EngineName, more: ScanOptions = {}, paths: readonly string[] = ["."]): ScanResult {
    const result = scanSync(paths, this.options(engine, { cache: this.cache, ...more }));
    this.check(result, more, paths);
    return result;
  }

  /** Throws unless a result is what a scan without a cache gives now. */
  check(result: ScanResult, more: ScanOptions = {}, paths: readonly string[] = ["."]): void {
    const plain = scanSync(paths, { ...this.options(result.engine), ...more, cache: false });
    deepStrictEqual(outcome(result), outcome(plain), "with a cache and without");
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  /** The path of a file of the only store. */
  file(ending: "twc" | "twp" | "lock"): string {
    const stores = new Set(readdirSync(this.cache).flatMap((name) => /^([0-9a-f]{16})\./.exec(name)?.[1] ?? []));
    deepStrictEqual(stores.size, 1, "one store");
    return join(this.cache, `${[...stores][0]!}.${ending}`);
  }
}

export const inTree = <T>(run: (tree: Tree) => T | Promise<T>): Promise<T> =>
  inTemporary((folder) => run(new Tree(folder)));
