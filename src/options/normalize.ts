/** The caller's words become one complete, frozen request. */
import type { DetectorSpec, Request } from "../engine/contract.ts";
import type { Place } from "./paths.ts";
import type { OptionName, ScanOptions, Size } from "./types.ts";
import { dialects } from "../generated/detectors.ts";
import { TagwrightError } from "../model/error.ts";
import { hint } from "./nearest.ts";
import { compilePattern } from "./pattern.ts";
import { optionNames, optionTable, presets } from "./schema.ts";
import { parseSize } from "./size.ts";
import { badValue, checkOptions } from "./validate.ts";

const TRACE = "trace";
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63}$/u;
/** Flags of a RegExp that change nothing here: every match is found, on one line, in code points. */
const HARMLESS = /^[dgiuv]*$/;

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

function readPattern(name: string, pattern: unknown): DetectorSpec {
  if (!NAME.test(name) || name === TRACE) {
    throw badValue("patterns", `names other than ${TRACE}, of letters, digits, _, . and -`, name);
  }
  if (pattern instanceof RegExp) return readRegExp(name, pattern);
  if (typeof pattern !== "string") throw badValue(`patterns.${name}`, "a pattern", pattern);
  return compilePattern(name, pattern, { ignoreCase: false });
}

function readRegExp(name: string, { source, flags }: RegExp): DetectorSpec {
  if (!HARMLESS.test(flags)) {
    throw badValue(`patterns.${name}`, "a RegExp without the flags m, s and y", flags);
  }
  return compilePattern(name, source, { ignoreCase: flags.includes("i") });
}

function checkDetectors(wanted: readonly string[], known: readonly string[]): void {
  wanted.forEach((name, index) => {
    if (known.includes(name)) return;
    throw badValue(`detectors[${index}]`, `one of ${known.join(", ")}`, name, hint(name, known));
  });
}

function traceSpecs(names: readonly string[]): DetectorSpec[] {
  return [...new Set(names)].map((name) => {
    const { literals, fields } = dialects.find((dialect) => dialect.name === name)!;
    return { type: TRACE, dialect: name, literals, fields };
  });
}

/** The detectors that run, in the order that breaks ties: dialects, then patterns, each as given. */
export function readDetectors(options: Complete): DetectorSpec[] {
  const patterns = Object.entries(options.patterns);
  const known = [TRACE, ...patterns.map(([name]) => name)];
  const wanted = options.detectors ?? known;
  checkDetectors(wanted, known);
  const custom = patterns.map(([name, pattern]) => readPattern(name, pattern));
  const chosen = custom.filter((spec) => spec.type === "custom" && wanted.includes(spec.name));
  return wanted.includes(TRACE) ? [...traceSpecs(options.dialects), ...chosen] : chosen;
}

function bytes(size: Size): number {
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
    detectors: readDetectors(options),
    maxFileSize: bytes(options.maxFileSize),
    window: bytes(options.window),
    memory: bytes(options.memory),
  });
}
