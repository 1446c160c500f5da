import { dirname } from "node:path";
import type { ScanResult } from "../model/result.ts";
import type { ScanOptions } from "../options/types.ts";
import { pruneStores, removeStores, type Pruned } from "../cache/prune.ts";
import { readyEngine } from "../engine/ready.ts";
import { checkOptions } from "../options/validate.ts";
import { run } from "./scan.ts";
import { infoOf, Stores, type StoreInfo } from "./stores.ts";

/** What may differ from scan to scan of a `Scanner`. */
export type ScanCall = Pick<ScanOptions, "signal" | "onProgress">;

// @CODE:CACHE-003
/**
 * Scans again and again, and reads only what changed since. What it knows is kept in memory, and on disk if the option
 * `cache` says so. Calls may overlap: each sees a state of its own, and what any of them learns serves all later ones.
 *
 * @example
 * ```ts
 * import { Scanner } from "tagwright";
 *
 * const scanner = new Scanner({ dialects: ["tag", "hash"] });
 * await scanner.scan("src");
 * const { changes, stats } = await scanner.scan("src");
 * console.log(changes?.files.modified, stats.cache?.hitRate);
 * scanner.close();
 * ```
 */
export class Scanner {
  readonly #stores: Stores;

  /**
   * @param options of all scans. `cache`: true or a folder keeps what is known on disk as well
   * @throws TagwrightError `E_OPTION_…`
   */
  constructor(options: ScanOptions = {}) {
    checkOptions(options);
    this.#stores = new Stores({ ...options });
  }

  /**
   * Scans as `scan` does.
   *
   * @param paths files and folders (default: the current folder)
   * @param call what concerns this scan alone
   * @returns a result with `changes`: what is new since the scan before
   * @throws TagwrightError as `scan` rejects with; the reason of an aborted signal
   */
  async scan(paths: string | readonly string[] = ".", call: ScanCall = {}): Promise<ScanResult> {
    return run(this.#stores.plan(paths, call));
  }

  /** Forgets what is known of a file, or of a folder and all below it, so that it is scanned anew. Gives how many records that were. */
  invalidate(path: string): number {
    return this.#stores.invalidate(path);
  }

  /** Forgets everything it used so far, on disk too. */
  clear(): void {
    for (const { cache } of this.#stores.all()) cache.clear();
  }

  /** What is known, by root: of each store that a scan used, and of the one that a scan of `paths` would use, if they are given. */
  info(paths?: string | readonly string[]): StoreInfo[] {
    if (paths !== undefined) this.#openFor(paths);
    return this.#stores.all().map(infoOf);
  }

  /**
   * Drops from the store of `paths` what age and size limits say; with a cache on disk, also the stores of other roots that
   * were not used for 30 days, and, where all of them take more than 1 GiB, those used least recently. Foreign files stay.
   */
  prune(paths: string | readonly string[] = "."): Pruned {
    const { cache, spec } = this.#openFor(paths);
    cache.prune();
    return spec.file === "" ? { stores: 0, bytes: 0 } : pruneStores(spec.file);
  }

  /** Removes every store in the folder of the one that a scan of `paths` would use, whatever options it is for. */
  remove(paths: string | readonly string[] = "."): Pruned {
    const { cache, spec } = this.#openFor(paths);
    // Before the store clears itself: what it took is part of the answer.
    const removed = spec.file === "" ? { stores: 0, bytes: 0 } : removeStores(dirname(spec.file));
    cache.clear();
    return removed;
  }

  /** Lets go of what it holds in memory. A scan that runs goes on; a later one starts anew. */
  close(): void {
    this.#stores.close();
  }

  #openFor(paths: string | readonly string[]) {
    const plan = this.#stores.plan(paths);
    return this.#stores.of(readyEngine(plan.native), plan);
  }
}
