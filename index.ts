/** The public facade: re-exports and nothing else. */
export { defineConfig, type Config } from "./src/api/config.ts";
export { engineInfo, type EngineInfo } from "./src/api/info.ts";
export { scan } from "./src/api/scan.ts";
export { scanFile } from "./src/api/file.ts";
export { scanStream } from "./src/api/stream.ts";
export { scanSync } from "./src/api/sync.ts";
export { scanText, type TextOptions } from "./src/api/text.ts";
export { version } from "./src/generated/version.ts";
export type { Diagnostic } from "./src/model/diagnostic.ts";
export { listLanguages, type Language } from "./src/model/language.ts";
export { TagwrightError, type ErrorCode } from "./src/model/error.ts";
export { pathToBuffer } from "./src/model/path.ts";
export type { Progress } from "./src/model/progress.ts";
export type { FileEntry, ScanResult } from "./src/model/result.ts";
export type { Zone } from "./src/model/zone.ts";
export type { Stats } from "./src/model/stats.ts";
export type { Tag } from "./src/model/tag.ts";
export { TagList, type GroupKey, type TagFilter } from "./src/model/tags.ts";
export type { NativeState } from "./src/model/native.ts";
export type { EngineChoice } from "./src/engine/found.ts";
export {
  resolveConfig,
  type ConfigRequest,
  type ResolvedConfig,
  type Setting,
  type Source,
} from "./src/options/load.ts";
export { nearest } from "./src/options/nearest.ts";
export { optionNames, optionTable, presets, type Flag, type Form, type OptionRow } from "./src/options/schema.ts";
export { readText } from "./src/options/text.ts";
export type { Dialect, OptionName, PatternOptions, Preset, ScanOptions, Size } from "./src/options/types.ts";
export { checkName, checkOptions, checkValue, rowOf } from "./src/options/validate.ts";
