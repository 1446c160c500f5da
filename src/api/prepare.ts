/** What all scan functions do first: options are checked at the door and become a request for an engine. */
import type { Engine, Request } from "../engine/contract.ts";
import type { ScanOptions } from "../options/types.ts";
import type { Origin } from "./result.ts";
import { selectEngine } from "../engine/select.ts";
import { complete, makeRequest } from "../options/normalize.ts";
import { resolveName, resolvePaths } from "../options/paths.ts";

/** A call that is ready to run. */
export interface Plan {
  readonly engine: Engine;
  readonly request: Request;
  readonly origin: Origin;
  readonly batchSize: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ScanOptions["onProgress"];
}

const fault = (): string => process.env.TAGWRIGHT_FAULT ?? "";

function makeOrigin(engine: Engine, { root, detectors, context, hash }: Request): Origin {
  return { root, engine: engine.name, detectors, context, hash };
}

/** Throws TagwrightError for a request that cannot be served; touches the file system only to place the paths. */
export function prepare(paths: string | readonly string[], options: ScanOptions | undefined): Plan {
  const all = complete(options);
  const request = makeRequest(all, resolvePaths(paths, all), fault());
  const engine = selectEngine(all.engine);
  const { batchSize, signal, onProgress } = all;
  return { engine, request, origin: makeOrigin(engine, request), batchSize, signal, onProgress };
}

/** The same for a text in memory, under the path it is to have. */
export function prepareText(
  name: string,
  options: ScanOptions,
): Pick<Plan, "engine" | "request" | "origin"> & { path: string } {
  const all = complete(options);
  const { root, path } = resolveName(name, all);
  const request = makeRequest(all, { root, paths: [] }, fault());
  const engine = selectEngine(all.engine);
  return { engine, request, origin: makeOrigin(engine, request), path };
}
