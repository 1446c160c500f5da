/** The public facade: re-exports and nothing else. */
export { check, makeBaseline, scanOptionsFor, type CheckExtras } from "./src/api/check.ts";
export { defineConfig, type Config } from "./src/api/config.ts";
export { exportNames, exportVault, findExport, tagsBeside, type VaultOptions } from "./src/api/export.ts";
export type { Step as ExportStep } from "./src/exports/vault/plan.ts";
export { engineInfo, type EngineInfo } from "./src/api/info.ts";
export { origins } from "./src/api/origins.ts";
export { findReporter, makeReport, report, type ReportRequest } from "./src/api/report.ts";
export { defineRule } from "./src/api/rule.ts";
export { scan } from "./src/api/scan.ts";
export { scanFile } from "./src/api/file.ts";
export { Scanner, type ScanCall } from "./src/api/scanner.ts";
export type { StoreInfo } from "./src/api/stores.ts";
export type { Pruned } from "./src/cache/prune.ts";
export type { Totals } from "./src/cache/totals.ts";
export { scanStream } from "./src/api/stream.ts";
export { scanSync } from "./src/api/sync.ts";
export { scanText, type TextOptions } from "./src/api/text.ts";
export { watch, type Watching, type WatchOptions, type WatchReport } from "./src/api/watch.ts";
export { narrow, trace, type Tagged } from "./src/api/trace.ts";
export { readItems } from "./src/api/items.ts";
export { compare, merge, readTags } from "./src/api/compare.ts";
export type { Changed, Comparison, Conflict, Strategy } from "./src/compare/sets.ts";
export { applyRewrite, nextId, planMigration, planRename, type RewriteOptions } from "./src/api/rewrite.ts";
export { diffLines } from "./src/rewrite/diff.ts";
export type { Writable } from "./src/rewrite/forms.ts";
export type { FoundId, NextId } from "./src/rewrite/next.ts";
export type { FilePlan, Note, RewritePlan } from "./src/rewrite/plan.ts";
export { affectedSince } from "./src/api/changes.ts";
export { diff } from "./src/api/diff.ts";
export type { Revisions } from "./src/api/diff.ts";
export type { Affected, Reach } from "./src/trace/affected.ts";
export type { TraceOptions } from "./src/trace/result.ts";
export type { RuleOptions } from "./src/trace/rule.ts";
export type { KindMap } from "./src/trace/kinds.ts";
export { chainsAt, coveredItems, coveringItems, coveringTags, itemsOf, type Related } from "./src/trace/query.ts";
export type * from "./src/model/trace.ts";
export { version } from "./src/generated/version.ts";
export { isUnchanged } from "./src/model/changes.ts";
export type { ChangeReport, FileChanges, Renamed, TagChange, TagChanges } from "./src/model/changes.ts";
export type { Diagnostic } from "./src/model/diagnostic.ts";
export { listLanguages, type Language } from "./src/model/language.ts";
export { TagwrightError, type ErrorCode } from "./src/model/error.ts";
export { Tally } from "./src/findings/tally.ts";
export type {
  CheckResult,
  Cluster,
  Finding,
  Findings,
  Location,
  Related as RelatedLocation,
  RuleInfo,
  Severity,
  Suppressed,
  Threshold,
} from "./src/model/finding.ts";
export { pathToBuffer } from "./src/model/path.ts";
export { reasonOf } from "./src/model/reason.ts";
export type { Progress } from "./src/model/progress.ts";
export type { Parts, Report, Reporter, ReportOptions, Tags } from "./src/model/reporter.ts";
export type { FileEntry, ScanResult } from "./src/model/result.ts";
export type {
  Draft,
  IgnoreRule,
  PathRule,
  Policy,
  Rule,
  RuleContext,
  RuleExample,
  RuleSetting,
  RuleValues,
  SeverityWord,
} from "./src/model/rule.ts";
export { readSeverity } from "./src/model/severity.ts";
export type { Zone } from "./src/model/zone.ts";
export type { CacheUse, Stats } from "./src/model/stats.ts";
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
export { counted, grouped } from "./src/escape/number.ts";
export { painter, type Color, type Paint } from "./src/escape/color.ts";
export { pathShower } from "./src/escape/place.ts";
export { visible, widthOf } from "./src/escape/visible.ts";
export { formatNames, formatOf } from "./src/reporters/catalog.ts";
export { isTemplate, readReportSettings, type ReadReportSettings, type ReportSettings } from "./src/options/report.ts";
export { readText } from "./src/options/text.ts";
export type { Dialect, OptionName, PatternOptions, Preset, ScanOptions, Size } from "./src/options/types.ts";
export { checkName, checkOptions, checkValue, rowOf } from "./src/options/validate.ts";
