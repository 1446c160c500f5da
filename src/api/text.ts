import type { ScanResult } from "../model/result.ts";
import type { ScanOptions } from "../options/types.ts";
import { readyEngine } from "../engine/ready.ts";
import { TagwrightError } from "../model/error.ts";
import { show } from "../options/validate.ts";
import { makeOrigin, prepareText } from "./prepare.ts";
import { makeResult } from "./result.ts";

/** Options of `scanText`. */
export interface TextOptions extends ScanOptions {
  /** The path the text is to have, which also decides its language. Nothing is looked up. Default: `text`. */
  readonly path?: string;
}

function readContent(content: unknown): Uint8Array {
  if (typeof content === "string") return Buffer.from(content, "utf8");
  if (content instanceof Uint8Array) return content;
  throw new TagwrightError("E_OPTION_VALUE", `content: expected a string or bytes, got ${show(content)}`);
}

/**
 * Finds the tags of a text held in memory. Options about walking and reading have no effect.
 *
 * @param content a string, or the bytes of a file as stored
 * @param options see {@link ScanOptions}, and `path`
 * @returns a result as of a file; offsets are bytes of the text's UTF-8, or of the bytes given
 * @throws TagwrightError as {@link scan} rejects with
 * @example
 * ```ts
 * import { scanText } from "tagwright";
 *
 * const { tags } = scanText("# @TAG[CODE:auth-001] checks the password", { path: "auth.py" });
 * console.log(tags.at(0)?.text, tags.at(0)?.language); // checks the password Python
 * ```
 */
export function scanText(content: string | Uint8Array, options: TextOptions = {}): ScanResult {
  const bytes = readContent(content);
  const { path: name = "text", ...rest } = options;
  const { path, ...plan } = prepareText(name, rest);
  const engine = readyEngine(plan.native);
  return makeResult(makeOrigin(engine, plan), engine.text(plan.request, path, bytes));
}
