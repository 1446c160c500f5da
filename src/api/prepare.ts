/** What all scan functions do first: options are checked at the door and become a request for an engine. */
import type { Cache, CacheSpec, Engine, Request } from "../engine/contract.ts";
import type { ScanOptions } from "../options/types.ts";
import type { Origin } from "./result.ts";
import { apart, cacheSpec } from "../cache/spec.ts";
import { findNative } from "../engine/found.ts";
import { readSeverities } from "../options/detectors.ts";
import { complete, makeRequest } from "../options/normalize.ts";
import { resolveName, resolvePaths } from "../options/paths.ts";

/** A call that is ready to run. */
export interface Plan {
  /** Undefined where the fallback has to do; it is loaded by those who run the plan. */
  readonly native: Engine | undefined;
  readonly request: Request;
  readonly severities: Origin["severities"];
  readonly batchSize: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ScanOptions["onProgress"];
  /** The store to use, or undefined without a cache. */
  readonly store: Store | undefined;
}

/** A store that is opened when a scan begins. */
export interface Store {
  readonly spec: CacheSpec;
  readonly open: (engine: Engine) => Cache;
}

const fault = (): string => process.env.TAGWRIGHT_FAULT ?? "";

/** What a result has to know of the call. */
export function makeOrigin(engine: Engine, { request, severities }: Pick<Plan, "request" | "severities">): Origin {
  const { root, detectors, context, hash } = request;
  return { root, engine: engine.name, detectors, severities, context, hash };
}

// @CODE:CACHE-005
/** A plan that uses a store, opened for one scan unless `open` says otherwise. */
export function withStore(plan: Plan, spec: CacheSpec, open: Store["open"] = (engine) => engine.cache(spec)): Plan {
  return { ...plan, request: apart(plan.request, spec), store: { spec, open } };
}

/** Throws TagwrightError for a request that cannot be served; touches the file system only to place the paths. */
export function prepare(paths: string | readonly string[], options: ScanOptions | undefined): Plan {
  const all = complete(options);
  const request = makeRequest(all, resolvePaths(paths, all), fault());
  const { batchSize, signal, onProgress } = all;
  const severities = readSeverities(all);
  const plan = { native: findNative(all.engine), request, severities, batchSize, signal, onProgress, store: undefined };
  return all.cache === false ? plan : withStore(plan, cacheSpec(all, request));
}

/** The same for a text in memory, under the path it is to have. */
export function prepareText(
  name: string,
  options: ScanOptions,
): Pick<Plan, "native" | "request" | "severities"> & { path: string } {
  const all = complete(options);
  const { root, path } = resolveName(name, all);
  const request = makeRequest(all, { root, paths: [] }, fault());
  return { native: findNative(all.engine), request, severities: readSeverities(all), path };
}
