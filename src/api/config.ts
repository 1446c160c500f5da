import type { Policy } from "../model/rule.ts";
import type { ReportSettings } from "../options/report.ts";
import type { ScanOptions } from "../options/types.ts";
import type { TraceOptions } from "../trace/result.ts";

/** What a configuration file may hold. */
export interface Config extends Omit<ScanOptions, "signal" | "onProgress"> {
  /** What `tagwright check` asks for. */
  readonly check?: Policy;
  /** How `tagwright trace` and `check` put tags together. */
  readonly trace?: TraceOptions;
  /** How commands report that write reports; flags win. */
  readonly report?: ReportSettings;
}

/**
 * Gives a configuration its type, for `tagwright.config.ts`. Does nothing else.
 *
 * @example
 * ```ts
 * import { defineConfig } from "tagwright";
 *
 * export default defineConfig({ dialects: ["tag", "oft"], exclude: ["vendor/"] });
 * ```
 */
export const defineConfig = (config: Config): Config => config;
