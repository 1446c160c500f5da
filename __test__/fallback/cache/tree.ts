/** A folder, a store beside it, and scans of it. */
import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Batch, CacheSpec, Changes, Request } from "../../../src/engine/contract.ts";
import { fallback } from "../../../src/fallback/index.ts";
import { dialects } from "../../../src/generated/detectors.ts";
import { inTemporary } from "../../oracle/tree.ts";

const detectors = dialects
  .filter(({ name }) => name === "tag")
  .map(({ name, literals, fields }) => ({ type: "trace", dialect: name, literals, fields, zones: 15 }) as const);

const requestOf = (root: string, more: Partial<Request>): Request => ({
  ...{ root, paths: [root], detectors, hidden: false, ignore: true, skipDirs: [], include: [], exclude: [] },
  ...{ follow: false, outside: false, maxFileSize: 0, threads: 0, window: 1 << 18, mmap: "auto", memory: 0 },
  ...{ context: 0, hash: true, raw: false, only: [], languages: [], fault: "", ...more },
});

const STATES = ["added", "modified", "deleted", "renamed"] as const;

/** What became of files, a word and a path each. */
export function changed({ files, strings }: Changes): string[] {
  const text = (from: number, to: number): string => Buffer.from(strings.subarray(from, to)).toString();
  return Array.from({ length: files.length / 5 }, (_, index) => {
    const [state, start, end, from, to] = files.subarray(5 * index, 5 * index + 5) as unknown as number[];
    const was = from === to ? "" : ` < ${text(from!, to!)}`;
    return `${STATES[state!]} ${text(start!, end!)}${was}`;
  });
}

/** What a scan gave. */
export interface Scanned {
  readonly batch: Batch;
  /** Look-ups: stat, blob, hash, misses. */
  readonly counts: readonly number[];
  readonly notices: readonly string[];
  readonly changes: Changes;
}

export class Tree {
  readonly root: string;
  readonly store: string;

  constructor(folder: string) {
    this.root = join(folder, "tree");
    this.store = join(folder, "store", "name");
    mkdirSync(this.root);
  }

  /** Writes a file that changed so many seconds ago; nothing that changed within 20 ms is trusted by its ctime. */
  write(path: string, text: string, ago = 100): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    const time = Date.now() / 1000 - ago;
    utimesSync(file, time, time);
  }

  remove(path: string): void {
    rmSync(join(this.root, path));
  }

  spec(more: Partial<CacheSpec> = {}): CacheSpec {
    return {
      ...{ file: this.store, fingerprint: "ab".repeat(32), verify: false, git: false, attributes: [] },
      ...{ maxBytes: 0, maxAge: 30, wait: 200, ...more },
    };
  }

  /** Opens the store anew and scans with it. */
  scan(more: Partial<Request> = {}, spec: Partial<CacheSpec> = {}): Scanned {
    const session = fallback.open(requestOf(this.root, more), fallback.cache(this.spec(spec)));
    const batch = session.nextSync(0)!;
    const { stat, blob, hash, misses, notices } = batch.stats.cache!;
    return {
      batch,
      counts: [stat, blob, hash, misses],
      notices: notices.map(({ code }) => code),
      changes: session.changes()!,
    };
  }

  /** Scans without a cache. */
  plain(more: Partial<Request> = {}): Batch {
    return fallback.open(requestOf(this.root, more)).nextSync(0)!;
  }
}

/** Longer than the time within which a change may go unseen. */
export const settle = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);

export const inTree = (run: (tree: Tree) => void): Promise<void> => inTemporary((folder) => run(new Tree(folder)));

/** What must be the same with a cache and without. */
export const found = ({ rows, diagnostics, files, strings, stats }: Batch) => ({
  ...{ rows, diagnostics, files, strings: Buffer.from(strings).toString("latin1") },
  ...{ scanned: stats.scanned, failed: stats.failed, binary: stats.skipped.binary, files_: stats.files },
});
