import type { ScanResult } from "../model/result.ts";
import type { ScanOptions } from "../options/types.ts";
import { readyEngine } from "../engine/ready.ts";
import { prepare } from "./prepare.ts";
import { finish, start } from "./session.ts";

/**
 * Scans as {@link scan} does, and blocks until it is done. `signal` is looked at once, before the start; `onProgress` is
 * called once, at the end.
 *
 * @param paths files and folders
 * @param options see {@link ScanOptions}
 * @returns what `scan` resolves to; throws what it rejects with
 * @example
 * ```ts
 * import { scanSync } from "tagwright";
 *
 * const { tags } = scanSync(["src", "docs"], { dialects: ["tag", "hash"] });
 * console.log([...tags.groupBy("kind").keys()]);
 * ```
 */
export function scanSync(paths: string | readonly string[], options?: ScanOptions): ScanResult {
  const plan = prepare(paths, options);
  plan.signal?.throwIfAborted();
  const started = start(readyEngine(plan.native), plan);
  try {
    return finish(plan, started, started.session.nextSync(0));
  } finally {
    started.reporter.stop();
  }
}
