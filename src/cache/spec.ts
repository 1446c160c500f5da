/** From options to the store that a scan uses. */
import type { CacheSpec, Request } from "../engine/contract.ts";
import type { Complete } from "../options/normalize.ts";
import { dirname, resolve } from "node:path";
import { bytesOf } from "../options/normalize.ts";
import { attributesFiles } from "./attributes.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { folderOf, linesFor, storeIn } from "./place.ts";

/** Milliseconds that a scan waits for another process to save. */
const WAIT = 2000;

/** The part of the options that is about the cache. */
export type CacheOptions = Pick<Complete, "cache" | "cacheVerify" | "cacheMaxSize" | "cacheMaxAge" | "cwd">;

/** The folder of the stores, or undefined where nothing is kept on disk. */
export const cacheFolder = ({ cache, cwd }: CacheOptions, root: string): string | undefined =>
  cache === false ? undefined : folderOf(cache, root, resolve(cwd ?? "."));

// @CODE:CACHE-006
/** What an engine opens for a request; in memory only where no cache was asked for. */
export function cacheSpec(options: CacheOptions, request: Request): CacheSpec {
  const folder = cacheFolder(options, request.root);
  const fingerprint = fingerprintOf(request);
  return {
    file: folder === undefined ? "" : storeIn(folder, fingerprint),
    fingerprint,
    verify: options.cacheVerify,
    git: true,
    attributes: attributesFiles(),
    maxBytes: bytesOf(options.cacheMaxSize),
    maxAge: options.cacheMaxAge,
    wait: WAIT,
  };
}

/** The same request without the stores' own files, which may lie below its root. */
export function apart(request: Request, { file }: CacheSpec): Request {
  const lines = file === "" ? [] : linesFor(dirname(file), request.root);
  return lines.length === 0 ? request : { ...request, exclude: [...request.exclude, ...lines] };
}
