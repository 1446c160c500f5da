import type { ScanResult } from "../model/result.ts";
import type { ScanOptions } from "../options/types.ts";
import type { Plan } from "./prepare.ts";
import { lateEngine } from "../engine/late.ts";
import { abortable } from "./abort.ts";
import { prepare } from "./prepare.ts";
import { finish, start } from "./session.ts";

// @CODE:SCAN-001
/** Runs a plan to its end. */
export async function run(plan: Plan): Promise<ScanResult> {
  plan.signal?.throwIfAborted();
  const started = start(await lateEngine(plan.native), plan);
  const { session, reporter } = started;
  try {
    const batch = await abortable(
      plan.signal,
      () => session.cancel(),
      () => session.next(0),
    );
    return finish(plan, started, batch);
  } finally {
    reporter.stop();
  }
}

/**
 * Scans files and folders for tags. The event loop stays free meanwhile.
 *
 * @param paths files and folders, mixed as you like, relative to `cwd`. They are scanned as named: no rule hides them
 * @param options see {@link ScanOptions}
 * @returns the tags, sorted by path and offset; diagnostics about files that could not be scanned whole; counters.
 *   A file that cannot be read is a diagnostic, never an error
 * @throws TagwrightError for a request that cannot be served: `E_OPTION_…`, `E_PATH_OUTSIDE`, `E_PATTERN_…`,
 *   `E_ENGINE_…`, `E_RESULT_SIZE`; the signal's reason when it was aborted
 * @example
 * ```ts
 * import { scan } from "tagwright";
 *
 * const { tags, diagnostics, stats } = await scan("src", { context: 1 });
 * for (const tag of tags.filter({ kind: "SPEC" })) console.log(`${tag.path}:${tag.line} ${tag.name}`);
 * console.log(`${tags.length} tags, ${diagnostics.length} diagnostics, ${stats.files} files`);
 * ```
 */
export async function scan(paths: string | readonly string[], options?: ScanOptions): Promise<ScanResult> {
  return run(prepare(paths, options));
}
