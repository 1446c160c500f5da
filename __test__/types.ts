/** Type tests: they run under `tsc --noEmit`. */
import { expectTypeOf } from "expect-type";
import { defineConfig, scan, scanFile, scanStream, scanSync, scanText } from "../index.ts";
import type {
  Config,
  Diagnostic,
  ErrorCode,
  FileEntry,
  OptionName,
  Progress,
  ScanOptions,
  ScanResult,
  Tag,
  TagList,
  TagwrightError,
} from "../index.ts";

expectTypeOf(scan).parameter(0).toEqualTypeOf<string | readonly string[]>();
expectTypeOf(scan).returns.resolves.toEqualTypeOf<ScanResult>();
expectTypeOf(scanFile).returns.resolves.toEqualTypeOf<ScanResult>();
expectTypeOf(scanSync).returns.toEqualTypeOf<ScanResult>();
expectTypeOf(scanText).returns.toEqualTypeOf<ScanResult>();
expectTypeOf(scanText).parameter(0).toEqualTypeOf<string | Uint8Array>();
expectTypeOf(scanStream).returns.toEqualTypeOf<AsyncIterableIterator<ScanResult>>();

expectTypeOf<ScanResult["tags"]>().toEqualTypeOf<TagList>();
expectTypeOf<ScanResult["diagnostics"]>().toEqualTypeOf<readonly Diagnostic[]>();
expectTypeOf<ScanResult["files"]>().toEqualTypeOf<readonly FileEntry[] | undefined>();
expectTypeOf<TagList>().toExtend<Iterable<Tag>>();
expectTypeOf<ReturnType<TagList["at"]>>().toEqualTypeOf<Tag | undefined>();
expectTypeOf<ReturnType<TagList["filter"]>>().toEqualTypeOf<TagList>();
expectTypeOf<ReturnType<TagList["groupBy"]>>().toEqualTypeOf<Map<string, TagList>>();
expectTypeOf<Tag["language"]>().toEqualTypeOf<string | undefined>();
expectTypeOf<TagwrightError["code"]>().toEqualTypeOf<ErrorCode>();
expectTypeOf<"E_PATH_OUTSIDE">().toExtend<ErrorCode>();
expectTypeOf<"E_NOTHING">().not.toExtend<ErrorCode>();

expectTypeOf<OptionName>().toEqualTypeOf<keyof ScanOptions>();
expectTypeOf<NonNullable<ScanOptions["onProgress"]>>().parameter(0).toEqualTypeOf<Progress>();
expectTypeOf(defineConfig).returns.toEqualTypeOf<Config>();
expectTypeOf<"signal">().not.toExtend<keyof Config>();

// @ts-expect-error an unknown option
void scan(".", { thread: 4 });
// @ts-expect-error a value of the wrong type
void scan(".", { threads: "4" });
// @ts-expect-error an unknown dialect
void scan(".", { dialects: ["xyz"] });
// @ts-expect-error a signal is no part of a configuration
defineConfig({ signal: new AbortController().signal });
