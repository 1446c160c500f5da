/** The caller's words become one complete, frozen request. */
import type { Request } from "../engine/contract.ts";
import type { Place } from "./paths.ts";
import type { OptionName, ScanOptions, Size } from "./types.ts";
import { TagwrightError } from "../model/error.ts";
import { readDetectors } from "./detectors.ts";
import { readLanguages } from "./languages.ts";
import { optionNames, optionTable, presets } from "./schema.ts";
import { parseSize } from "./size.ts";
import { checkOptions } from "./validate.ts";

/** Options with every default in place. */
export type Complete = Required<Omit<ScanOptions, "root" | "cwd" | "detectors" | "signal" | "onProgress">> &
  Pick<ScanOptions, "root" | "cwd" | "detectors" | "signal" | "onProgress">;

const given = (options: ScanOptions): [string, unknown][] =>
  Object.entries(options).filter(([, value]) => value !== undefined);

const defaults: readonly [OptionName, unknown][] = optionNames.map((name) => [name, optionTable[name].default]);

/** Checks options and fills in what is missing: from the preset, then from the defaults. Throws E_OPTION_… */
export function complete(options: ScanOptions = {}): Complete {
  checkOptions(options);
  const preset = presets[options.preset ?? "standard"];
  return Object.fromEntries([...defaults, ...Object.entries(preset), ...given(options)]) as unknown as Complete;
}

/** A size that passed its schema, in bytes. */
export function bytesOf(size: Size): number {
  const value = parseSize(size);
  if (value === undefined) throw new TagwrightError("E_INTERNAL", "a size passed its schema and cannot be read");
  return value;
}

/**
 * The request of a scan.
 *
 * @param options complete options
 * @param place root and paths
 * @param fault test hook: see contract.ts
 */
export function makeRequest(options: Complete, { root, paths }: Place, fault: string): Request {
  const { hidden, ignore, skipDirs, include, exclude, follow, outside, threads, mmap, context, hash } = options;
  return Object.freeze({
    ...{
      root,
      paths,
      fault,
      hidden,
      ignore,
      skipDirs,
      include,
      exclude,
      follow,
      outside,
      threads,
      mmap,
      context,
      hash,
    },
    raw: false,
    only: [],
    detectors: readDetectors(options),
    languages: readLanguages(options.languages),
    maxFileSize: bytesOf(options.maxFileSize),
    window: bytesOf(options.window),
    memory: bytesOf(options.memory),
  });
}
