/** Reports of a command line: which, where to, and when. */
import { basename } from "node:path";
import {
  findReporter,
  formatOf,
  isTemplate,
  makeReport,
  readReportSettings,
  reasonOf,
  type Parts,
  type ReadReportSettings,
  type Report,
  type Reporter,
  type ReportOptions,
  type ReportRequest,
  type ResolvedConfig,
} from "../index.ts";
import type { Arguments } from "./args.ts";
import { isColored } from "./color.ts";
import { showDiagnostics } from "./diagnostics.ts";
import { UsageError } from "./exit.ts";
import { chunks, print, say } from "./output.ts";
import { paintFor, readSwitch } from "./request.ts";
import { showStats } from "./stats.ts";

const STDOUT = "-";

/** One report to be written. */
interface Target {
  readonly format: string;
  readonly reporter: Reporter;
  /** A file, or `-`. */
  readonly output: string;
}

/** What is to be written where. */
export interface Look {
  readonly targets: readonly Target[];
  readonly verbose: boolean;
  readonly stats: boolean;
  readonly color: boolean;
  readonly options: Partial<ReportOptions>;
}

/** `{path}` and the rest, as the forge whose workflow we run in shows a file. */
function forgeTemplate({
  GITHUB_SERVER_URL,
  GITHUB_REPOSITORY,
  GITHUB_SHA,
  CI_PROJECT_URL,
  CI_COMMIT_SHA,
}: NodeJS.ProcessEnv): string {
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_SHA) {
    return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/{path}#L{line}`;
  }
  return CI_PROJECT_URL && CI_COMMIT_SHA ? `${CI_PROJECT_URL}/-/blob/${CI_COMMIT_SHA}/{path}#L{line}` : "";
}

function template(flag: string, text: string): string {
  if (isTemplate(text)) return text;
  throw new UsageError(`--${flag}: expected the template of a URL, got ${JSON.stringify(text)}`);
}

/** What the configuration file says of reports. */
const settingsOf = ({ sections, file }: ResolvedConfig): ReadReportSettings =>
  readReportSettings(sections.report, file);

/** What a command line says of links and of the title, else the file. Throws UsageError, TagwrightError `E_OPTION_…`. */
export function linkOptions({ own }: Arguments, config: ResolvedConfig): Partial<ReportOptions> {
  const { title, editor, repository = forgeTemplate(process.env) } = settingsOf(config);
  return {
    ...(editor === undefined ? {} : { editor }),
    ...(title === undefined ? {} : { title }),
    repository: template("repository-url", own.repositoryUrl?.at(-1) ?? repository),
    ...(own.editorUrl === undefined ? {} : { editor: template("editor-url", own.editorUrl.at(-1)!) }),
    ...(own.title === undefined ? {} : { title: own.title.at(-1)! }),
  };
}

/** What a page is called where nothing is said. */
export const titleOf = (root: string): string => basename(root) || "Code tags";

/** Which formats, and where to: all of it from flags, or all of it from the file. */
async function readTargets({ own }: Arguments, config: ResolvedConfig): Promise<Target[]> {
  const said = settingsOf(config);
  const isFlagged = own.format !== undefined || own.output !== undefined;
  const given = isFlagged ? (own.format ?? []) : said.format;
  const outputs = isFlagged ? (own.output ?? []) : said.output;
  const count = Math.max(1, given.length, outputs.length);
  const targets = Array.from({ length: count }, async (_, index) => {
    const output = outputs[index] ?? STDOUT;
    if (output === "") throw new UsageError("--output needs the name of a file, or -");
    const format = given[index] ?? formatOf(output) ?? "text";
    return { format, reporter: await findReporter(format), output };
  });
  return Promise.all(targets);
}

function checkOutputs(targets: readonly Target[]): void {
  const seen = new Set<string>();
  for (const { output } of targets) {
    if (seen.has(output)) {
      const where = output === STDOUT ? "standard output; give all but one an --output" : JSON.stringify(output);
      throw new UsageError(`two reports cannot both go to ${where}`);
    }
    seen.add(output);
  }
}

/**
 * Everything about output that a command line says, or the configuration file. It is read before the work begins: a mistake must not cost a scan.
 *
 * @throws UsageError, TagwrightError `E_REPORT_FORMAT`, `E_OPTION_…`
 */
export async function readLook(args: Arguments, config: ResolvedConfig): Promise<Look> {
  const targets = await readTargets(args, config);
  checkOutputs(targets);
  return {
    targets,
    verbose: readSwitch(args, "verbose") ?? false,
    stats: readSwitch(args, "stats") ?? false,
    color: isColored(readSwitch(args, "color"), process.stdout),
    options: linkOptions(args, config),
  };
}

async function* whole(reporter: Reporter, report: Report): AsyncIterable<string | Uint8Array> {
  yield* chunks(reporter(report));
  if (reporter.tail !== undefined) yield* chunks(reporter.tail(report));
}

/** GitHub shows ten annotations of a severity a step; all of them stand in the step's summary. */
async function summarize(report: Report): Promise<void> {
  const { GITHUB_STEP_SUMMARY: path } = process.env;
  if (!path) return;
  const { appendFile } = await import("node:fs/promises");
  const markdown = await findReporter("markdown");
  for await (const chunk of whole(markdown, { ...report, about: "findings" })) await appendFile(path, chunk);
}

/** A failed summary is no reason to fail: the annotations are there. */
const warnOf = (error: unknown): Promise<void> =>
  say([`tagwright: warning: cannot write the step's summary: ${reasonOf(error)}\n`]);

async function writeFiles({ targets }: Look, plain: Report, signal: AbortSignal): Promise<void> {
  const files = targets.filter(({ output }) => output !== STDOUT);
  if (files.length === 0) return;
  const { writeWhole } = await import("./file.ts");
  for (const { output, reporter } of files) await writeWhole(output, whole(reporter, plain), signal);
}

const partsOf = (reporter: Reporter | undefined, report: Report, part: "body" | "tail"): Parts =>
  (part === "body" ? reporter?.(report) : reporter?.tail?.(report)) ?? [];

/**
 * Writes the reports of a command: files first, whole or not at all, then standard output, with the diagnostics on
 * stderr between a report and what comes last of it.
 */
export async function writeReports(
  look: Look,
  args: Arguments,
  request: ReportRequest,
  signal: AbortSignal,
): Promise<void> {
  const { targets, verbose, stats, color, options } = look;
  const about = { title: titleOf(request.result.root), ...options };
  const report = makeReport({ ...request, options: { ...about, color } });
  // A report of its own, not a copy: copying would make what is only made when it is looked at.
  await writeFiles(look, makeReport({ ...request, options: about }), signal);
  const shown = targets.find(({ output }) => output === STDOUT)?.reporter;
  await print(process.stdout, partsOf(shown, report, "body"), signal);
  const err = paintFor(args, process.stderr);
  if (!targets.some(({ reporter }) => reporter.holdsDiagnostics))
    await say(showDiagnostics(request.result, err, verbose), signal);
  await print(process.stdout, partsOf(shown, report, "tail"), signal);
  if (targets.some(({ format }) => format === "github")) await summarize(report).catch(warnOf);
  if (stats) await say(showStats(request.result.stats), signal);
}
