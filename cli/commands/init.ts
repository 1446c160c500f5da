import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Arguments } from "../args.ts";
import type { Paint } from "../color.ts";
import type { Run } from "./run.ts";
import { visible } from "../escape.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { writeWhole } from "../file.ts";
import { ask, confirm, makeAsker, type Asker } from "../init/ask.ts";
import { look, type Counts, type Seen } from "../init/look.ts";
import { propose, toConfig, toText } from "../init/propose.ts";
import { counted, grouped } from "../number.ts";
import { print, say } from "../output.ts";
import { paintFor, readSwitch } from "../request.ts";

const NAME = "tagwright.config.json";
const OTHERS = [".js", ".mjs", ".ts"].map((extension) => `tagwright.config${extension}`);
/** Words of a row at most. */
const MOST = 6;

const hasKey = (manifest: string): boolean => {
  try {
    return Object.hasOwn(JSON.parse(readFileSync(manifest, "utf8")) as object, "tagwright");
  } catch {
    return false;
  }
};

/** The configuration that a folder has already. */
function findExisting(folder: string): string | undefined {
  const file = [NAME, ...OTHERS].find((name) => existsSync(join(folder, name)));
  return file ?? (hasKey(join(folder, "package.json")) ? 'the key "tagwright" of package.json' : undefined);
}

function row(title: string, counts: Counts, paint: Paint): string {
  const shown = counts.slice(0, MOST).map(([word, times]) => `${visible(word)} ${grouped(times)}`);
  const rest = counts.length > MOST ? [`${counts.length - MOST} more`] : [];
  return `  ${paint("dim", title.padEnd(10))} ${[...shown, ...rest].join(", ") || "none"}\n`;
}

/** How the next run looks in a service that is there. */
const ADVICE: Readonly<Record<string, string>> = {
  "GitHub Actions": "In a step: npx tagwright check --format github",
  "GitLab CI":
    "In a job: npx tagwright check --format gitlab --output gl-code-quality-report.json, as report codequality",
  "pre-commit": "As a hook: npx tagwright check, with language system and pass_filenames false",
};

function* showSeen(
  { folder, files, languages, dialects, kinds, notes, services }: Seen,
  paint: Paint,
): Iterable<string> {
  yield `Looked at ${counted(files, "file")} in ${visible(folder)}\n`;
  yield row("languages", languages, paint);
  yield row("dialects", dialects, paint);
  yield row("kinds", kinds, paint);
  yield row("notes", notes, paint);
  yield `  ${paint("dim", "CI".padEnd(10))} ${services.join(", ") || "none"}\n\n`;
}

function* showNext({ services }: Seen): Iterable<string> {
  yield "Next: npx tagwright check; what is there already can become a baseline: check --baseline known.json --update-baseline\n";
  for (const service of services) {
    const advice = ADVICE[service] ?? "In a step: npx tagwright check";
    yield `${service}: ${advice[0]!.toLowerCase()}${advice.slice(1)}\n`;
  }
}

interface Manner {
  readonly folder: string;
  readonly isDry: boolean;
  readonly isForced: boolean;
  readonly isAsking: boolean;
}

function readManner(args: Arguments): Manner {
  if (args.paths.length > 0) throw new UsageError(`init takes no paths, got ${JSON.stringify(args.paths[0])}`);
  const isDry = readSwitch(args, "dryRun") ?? false;
  const isTerminal = Boolean(process.stdin.isTTY && process.stderr.isTTY);
  const isAsking = isTerminal && !isDry && !readSwitch(args, "yes");
  return { folder: process.cwd(), isDry, isForced: readSwitch(args, "force") ?? false, isAsking };
}

/** Without anyone to ask, what is there stays. */
function refuse(existing: string | undefined, { isDry, isForced, isAsking }: Manner): void {
  if (existing === undefined || isDry || isForced || isAsking) return;
  throw new UsageError(
    `there is a configuration already: ${existing}`,
    "--dry-run shows what would be written, --force writes it.",
  );
}

const mayWrite = (asker: Asker, existing: string | undefined, isForced: boolean): Promise<boolean> =>
  existing === undefined || isForced
    ? confirm(asker, `Write ${NAME}?`, true)
    : confirm(asker, `There is ${existing}. Write ${NAME} all the same?`, false);

/** The text to be written; undefined where the answer was no. The terminal is ours only now: a scan can be interrupted. */
async function consult(seen: Seen, existing: string | undefined, isForced: boolean): Promise<string | undefined> {
  const asker = makeAsker();
  try {
    const text = toText(toConfig(await ask(asker, seen, propose(seen))));
    await say([`\n${text}`]);
    return (await mayWrite(asker, existing, isForced)) ? text : undefined;
  } finally {
    asker.close();
  }
}

async function write(folder: string, text: string, seen: Seen, signal: AbortSignal): Promise<void> {
  await writeWhole(join(folder, NAME), [text], signal);
  await say([`Wrote ${NAME}\n`, ...showNext(seen)], signal);
}

/** `tagwright init`. */
export const runInit: Run = async (args, signal) => {
  const manner = readManner(args);
  const { folder, isDry, isForced, isAsking } = manner;
  const existing = findExisting(folder);
  refuse(existing, manner);
  const seen = await look(folder, signal);
  await say(showSeen(seen, paintFor(args, process.stderr)), signal);
  const text = isAsking ? await consult(seen, existing, isForced) : toText(toConfig(propose(seen)));
  if (text === undefined) await say(["Nothing was written\n"], signal);
  else if (isDry) await print(process.stdout, [text], signal);
  else await write(folder, text, seen, signal);
  return exitCodes.ok;
};
