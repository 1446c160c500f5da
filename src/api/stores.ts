/** Stores that stay open from scan to scan. */
import { relative, resolve, sep } from "node:path";
import type { Cache, CacheInfo, CacheSpec, Engine } from "../engine/contract.ts";
import type { ScanOptions } from "../options/types.ts";
import type { Plan } from "./prepare.ts";
import { readTotals, type Totals } from "../cache/totals.ts";
import { cacheSpec } from "../cache/spec.ts";
import { complete } from "../options/normalize.ts";
import { isInside } from "../options/paths.ts";
import { prepare, withStore } from "./prepare.ts";

/** A store, open. */
export interface OpenStore {
  readonly root: string;
  readonly spec: CacheSpec;
  readonly cache: Cache;
}

/** What a store holds, and what it did. */
export interface StoreInfo extends CacheInfo {
  /** That its paths are relative to. */
  readonly root: string;
  /** The path of its files without their ending; undefined where it is in memory only. */
  readonly file: string | undefined;
  readonly fingerprint: string;
  /** Sums over all scans that used its files; undefined in memory. */
  readonly totals: Totals | undefined;
}

/** Tells of one store. */
export function infoOf({ root, spec, cache }: OpenStore): StoreInfo {
  const [file, totals] = spec.file === "" ? [undefined, undefined] : [spec.file, readTotals(spec.file)];
  return { root, file, fingerprint: spec.fingerprint, ...cache.info(), totals };
}

/** The stores of one set of options, each opened once, by engine, root and file. */
export class Stores {
  readonly #options: ScanOptions;
  readonly #open = new Map<string, OpenStore>();

  constructor(options: ScanOptions) {
    this.#options = options;
  }

  /** A plan whose scan uses a store of these; `call`: what concerns this scan alone. */
  plan(paths: string | readonly string[], call: Pick<ScanOptions, "signal" | "onProgress"> = {}): Plan {
    const plan = prepare(paths, { ...this.#options, ...call, cache: false });
    const spec = cacheSpec(complete(this.#options), plan.request);
    return withStore(plan, spec, (engine) => this.#openOnce(engine, plan.request.root, spec).cache);
  }

  /** Those that are open. */
  all(): OpenStore[] {
    return [...this.#open.values()];
  }

  /** The store of a plan, opened if it was not yet. */
  of(engine: Engine, { request, store }: Plan): OpenStore {
    return this.#openOnce(engine, request.root, store!.spec);
  }

  /** Forgets a path, and all below it, wherever it is known; gives how many records that were. */
  invalidate(path: string): number {
    const full = resolve(this.#options.cwd ?? ".", path);
    return this.all()
      .filter(({ root }) => isInside(root, full))
      .reduce((sum, { root, cache }) => sum + cache.invalidate(relative(root, full).split(sep).join("/")), 0);
  }

  /** Lets go of all. */
  close(): void {
    this.#open.clear();
  }

  #openOnce(engine: Engine, root: string, spec: CacheSpec): OpenStore {
    const key = [engine.name, root, spec.file, spec.fingerprint].join("\0");
    let known = this.#open.get(key);
    if (known === undefined) this.#open.set(key, (known = { root, spec, cache: engine.cache(spec) }));
    return known;
  }
}
