import type { ScanOptions } from "../options/types.ts";

/** What a configuration file may hold. */
export type Config = Omit<ScanOptions, "signal" | "onProgress">;

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
