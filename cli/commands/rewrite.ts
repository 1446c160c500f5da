import {
  applyRewrite,
  diffLines,
  nextId,
  planMigration,
  planRename,
  type Note,
  type RewritePlan,
  type Writable,
} from "../../index.ts";
import type { Arguments } from "../args.ts";
import type { Run } from "./run.ts";
import type { Paint } from "../color.ts";
import { visible } from "../escape.ts";
import { hasErrors, showDiagnostics } from "../diagnostics.ts";
import { exitCodes, UsageError, type ExitCode } from "../exit.ts";
import { counted } from "../number.ts";
import { print, say } from "../output.ts";
import { pathShower } from "../place.ts";
import { paintFor, readConfig, readSwitch } from "../request.ts";

const colors = { "+": "green", "-": "red", "@": "cyan" } as const;

function paintLine(line: string, paint: Paint): string {
  const color = colors[line[0] as keyof typeof colors];
  return color === undefined ? visible(line) : paint(color, visible(line));
}

function* showDiff({ files }: RewritePlan, paint: Paint): Iterable<string> {
  for (const file of files) for (const line of diffLines(file)) yield `${paintLine(line, paint)}\n`;
}

const asJson = ({ root, files, notes }: RewritePlan): object => ({
  root,
  files: files.map((file) => ({ path: file.path, count: file.count, diff: [...diffLines(file)] })),
  notes,
});

function* showNotes({ root, notes }: RewritePlan): Iterable<string> {
  const show = pathShower(root);
  for (const { path, line, text, why } of notes as readonly Note[]) {
    yield `${show(path)}:${line}: ${visible(text)}: ${visible(why)}\n`;
  }
}

function summary({ files }: RewritePlan, isWritten: boolean): string {
  const places = files.reduce((sum, { count }) => sum + count, 0);
  const what = `${counted(places, "place")} in ${counted(files.length, "file")}`;
  if (files.length === 0) return "nothing to change\n";
  return isWritten ? `changed ${what}\n` : `would change ${what}; --write does it\n`;
}

/** Shows a plan, and carries it out where that was asked for: never the other way round. */
async function carryOut(plan: RewritePlan, args: Arguments, signal: AbortSignal): Promise<ExitCode> {
  const isJson = readSwitch(args, "json") ?? false;
  const shown = isJson
    ? [`${JSON.stringify(asJson(plan), null, 2)}\n`]
    : showDiff(plan, paintFor(args, process.stdout));
  await print(process.stdout, shown, signal);
  await say(showNotes(plan), signal);
  await say(showDiagnostics(plan, paintFor(args, process.stderr), false), signal);
  const isWanted = readSwitch(args, "write") ?? false;
  if (isWanted) await applyRewrite(plan, { force: readSwitch(args, "force") ?? false });
  await say([summary(plan, isWanted)]);
  return hasErrors(plan) ? exitCodes.usage : exitCodes.ok;
}

const placesOf = ({ own }: Arguments): readonly string[] => own.in ?? ["."];

/** `tagwright rename OLD NEW`. */
export const runRename: Run = async (args, signal) => {
  const [from, to, ...rest] = args.paths;
  if (from === undefined || to === undefined || rest.length > 0) {
    throw new UsageError("rename takes two ids: tagwright rename OLD NEW");
  }
  const { options } = await readConfig(args);
  const force = readSwitch(args, "force") ?? false;
  return carryOut(await planRename(placesOf(args), from, to, { ...options, signal, force }), args, signal);
};

/** `tagwright migrate --to DIALECT`. */
export const runMigrate: Run = async (args, signal) => {
  const to = args.own.to?.at(-1);
  if (to === undefined) throw new UsageError("migrate needs --to=<tag|hash|moai>");
  if (args.paths.length > 0) throw new UsageError(`migrate takes no paths; where to look is --in ${args.paths[0]}`);
  const { options } = await readConfig(args);
  return carryOut(await planMigration(placesOf(args), to as Writable, { ...options, signal }), args, signal);
};

/** `tagwright next-id PREFIX`. */
export const runNext: Run = async (args, signal) => {
  const [prefix, ...rest] = args.paths;
  if (prefix === undefined || rest.length > 0) throw new UsageError("next-id takes one prefix: tagwright next-id AUTH");
  const { options } = await readConfig(args);
  const { root, diagnostics, ...next } = await nextId(placesOf(args), prefix, { ...options, signal });
  const isJson = readSwitch(args, "json") ?? false;
  await print(process.stdout, [isJson ? `${JSON.stringify(next)}\n` : `${visible(next.id)}\n`], signal);
  await say(showDiagnostics({ root, diagnostics }, paintFor(args, process.stderr), false), signal);
  return hasErrors({ diagnostics }) ? exitCodes.usage : exitCodes.ok;
};
