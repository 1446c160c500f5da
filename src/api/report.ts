import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import type { Parts, Report, ReportOptions, Reporter } from "../model/reporter.ts";
import { version } from "../generated/version.ts";
import { TagwrightError } from "../model/error.ts";
import { pathToBuffer } from "../model/path.ts";
import { importFile } from "../options/module.ts";
import { hint } from "../options/nearest.ts";
import { formatNames, formats } from "../reporters/catalog.ts";
import { trace } from "./trace.ts";

/** What to report: a scan, and what was made of it. Whatever is left out follows from the rest. */
export interface ReportRequest extends Partial<Omit<Report, "options" | "result">>, Pick<Report, "result"> {
  readonly options?: Partial<ReportOptions>;
}

const fail = (detail: string, cause?: unknown): never => {
  throw new TagwrightError("E_REPORT_FORMAT", detail, { cause });
};

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The file of a user's reporter: a path, or a package that is installed where the user works. */
function locate(format: string, cwd: string): string {
  if (/^\.{0,2}[/\\]|^[A-Za-z]:[/\\]|\.[mc]?[jt]s$/.test(format)) return resolve(cwd, format);
  try {
    return createRequire(resolve(cwd, "package.json")).resolve(format);
  } catch {
    const known = formatNames.join(", ");
    const told = `${JSON.stringify(format)}${hint(format, formatNames)}`;
    return fail(
      `${told}${told.endsWith("?") ? " T" : "; t"}here are ${known}, and the path or package of a reporter of your own`,
    );
  }
}

function* eachOf(parts: Iterable<string | Uint8Array>, path: string): Iterable<string | Uint8Array> {
  try {
    yield* parts;
  } catch (error) {
    fail(`${path}: ${words(error)}`, error);
  }
}

async function* eachIn(parts: AsyncIterable<string | Uint8Array>, path: string): AsyncIterable<string | Uint8Array> {
  try {
    yield* parts;
  } catch (error) {
    fail(`${path}: ${words(error)}`, error);
  }
}

/** What a user's own reporter throws is not a bug of ours. */
function guard(reporter: Reporter, path: string): Reporter {
  const guarded = (report: Report): Parts => {
    const parts = reporter(report);
    if (typeof parts !== "object" || parts === null) return parts;
    return Symbol.iterator in parts ? eachOf(parts, path) : eachIn(parts, path);
  };
  return Object.assign(guarded, reporter);
}

async function loadOwn(format: string, cwd: string): Promise<Reporter> {
  const path = locate(format, cwd);
  if (!existsSync(path)) fail(`${path}: no such file`);
  const found = await importFile(path).catch((error: unknown) => fail(`${path}: ${words(error)}`, error));
  const inner = typeof found === "object" && found !== null ? (found as { default?: unknown }).default : undefined;
  const reporter = typeof found === "function" ? found : inner;
  return typeof reporter === "function"
    ? guard(reporter as Reporter, path)
    : fail(`${path}: expected a function as default export`);
}

/**
 * The reporter of a format.
 *
 * @param format a name, or the path or the package of a module whose default export is a reporter
 * @param cwd where a path starts and a package is looked for. Default: the current folder
 * @throws TagwrightError `E_REPORT_FORMAT` where there is none; the nearest name is suggested
 */
export async function findReporter(format: string, cwd: string = process.cwd()): Promise<Reporter> {
  return (await formats.find(({ name }) => name === format)?.load()) ?? loadOwn(format, cwd);
}

function readBytes(root: string, path: string): Uint8Array | undefined {
  try {
    return readFileSync(Buffer.concat([Buffer.from(`${root}/`, "utf8"), pathToBuffer(path)]));
  } catch {
    return undefined;
  }
}

const aboutOf = ({ check, trace }: ReportRequest): Report["about"] =>
  check === undefined ? (trace === undefined ? "tags" : "trace") : "findings";

/** A complete report. It is about findings where there are any, else about chains, else about tags. */
export function makeReport({ options, ...request }: ReportRequest): Report {
  const { result, tags = result.tags } = request;
  let chains = request.trace;
  return {
    about: aboutOf(request),
    ...request,
    tags,
    /** Made when a format first looks at it: most do not. */
    get trace() {
      return (chains ??= trace(tags));
    },
    options: {
      version,
      color: false,
      cwd: process.cwd(),
      title: "Code tags",
      editor: "vscode://file{path}:{line}:{column}",
      repository: "",
      now: Date.now(),
      read: (path) => readBytes(result.root, path),
      ...options,
    },
  };
}

/** What is wrong with a part is said where it comes from, not where it is written. */
function checked(part: unknown): string | Uint8Array {
  if (typeof part === "string" || part instanceof Uint8Array) return part;
  throw new TagwrightError("E_REPORT_FORMAT", `the reporter gave ${typeof part}; expected text or bytes`);
}

/**
 * Writes a report.
 *
 * @param format see {@link findReporter}, or a reporter itself
 * @param request the result of a scan; `trace` and `check` where they were made; `tags` for a part of the tags
 * @returns the parts of the document, in order, each made when it is asked for
 * @throws TagwrightError `E_REPORT_FORMAT` for a format that is none
 * @example
 * ```ts
 * import { report, scan } from "tagwright";
 *
 * for await (const part of report("markdown", { result: await scan("src") })) process.stdout.write(part);
 * ```
 */
export async function* report(
  format: string | Reporter,
  request: ReportRequest,
): AsyncIterableIterator<string | Uint8Array> {
  const whole = makeReport(request);
  const reporter = typeof format === "string" ? await findReporter(format, whole.options.cwd) : format;
  for await (const part of reporter(whole)) yield checked(part);
  if (reporter.tail !== undefined) for await (const part of reporter.tail(whole)) yield checked(part);
}
