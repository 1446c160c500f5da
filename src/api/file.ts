import { resolve } from "node:path";
import type { ScanResult } from "../model/result.ts";
import type { ScanOptions } from "../options/types.ts";
import { isFolder } from "../options/paths.ts";
import { badValue } from "../options/validate.ts";
import { run } from "./scan.ts";
import { prepare } from "./prepare.ts";

/**
 * Scans one file.
 *
 * @param path the file, relative to `cwd`
 * @param options see {@link ScanOptions}
 * @returns its result; a file that is missing or cannot be read is a diagnostic in it
 * @throws TagwrightError as {@link scan} rejects with, and `E_OPTION_VALUE` for a folder
 * @example
 * ```ts
 * import { scanFile } from "tagwright";
 *
 * const { tags } = await scanFile("README.md");
 * console.log(tags.length);
 * ```
 */
export async function scanFile(path: string, options?: ScanOptions): Promise<ScanResult> {
  const plan = prepare([path], options);
  if (plan.request.paths.some(isFolder)) throw badValue("path", "a file, not a folder", resolve(path));
  return run(plan);
}
