import type { ScanResult } from "../model/result.ts";
import type { ScanOptions } from "../options/types.ts";
import { readyEngine } from "../engine/ready.ts";
import { makeOrigin, prepare } from "./prepare.ts";
import { report } from "./progress.ts";
import { emptyBatch, makeResult } from "./result.ts";

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
  const { native, request, signal, onProgress } = plan;
  const engine = readyEngine(native);
  signal?.throwIfAborted();
  const session = engine.open(request);
  const reporter = report(session, onProgress);
  try {
    const batch = session.nextSync(0);
    reporter.finish();
    return makeResult(makeOrigin(engine, plan), batch ?? emptyBatch(), reporter.take());
  } finally {
    reporter.stop();
  }
}
