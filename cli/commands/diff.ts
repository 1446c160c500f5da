import { diff, type ChangeReport, type Revisions, type TagChanges } from "../../index.ts";
import type { Arguments } from "../args.ts";
import type { Run } from "./run.ts";
import { showChanges } from "../changes.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { print } from "../output.ts";
import { folderOf, paintFor, readConfig, readSwitch } from "../request.ts";

type State = keyof TagChanges;
const STATES: readonly State[] = ["added", "removed", "changed", "moved"];

/** The states that a flag lists; undefined where it was not given. */
function readStates({ own }: Arguments, name: "only" | "failOn"): ReadonlySet<State> | undefined {
  const words = own[name]?.flatMap((word) => word.split(",")).map((word) => word.trim());
  const bad = words?.find((word) => !STATES.includes(word as State));
  if (bad === undefined) return words && new Set(words as State[]);
  const flag = name === "only" ? "--only" : "--fail-on";
  throw new UsageError(`${flag}: expected ${STATES.join(", ")}, got ${JSON.stringify(bad)}`);
}

/** `A`, `A..B` or `A...B`; an empty side is HEAD. */
function readRevisions(paths: readonly string[]): Revisions {
  const [written = "HEAD", ...rest] = paths;
  if (rest.length > 0) throw new UsageError("diff takes one revision or range: tagwright diff main...HEAD");
  const dots = /\.{2,3}/.exec(written);
  if (dots === null) return { from: written };
  const end = dots.index + dots[0].length;
  const [from, to] = [written.slice(0, dots.index) || "HEAD", written.slice(end) || "HEAD"];
  return { from, to, mergeBase: dots[0].length === 3 };
}

function choose(report: ChangeReport, only: ReadonlySet<State> | undefined): ChangeReport {
  if (only === undefined) return report;
  const { added, removed, changed, moved } = report.tags;
  const keep = <T>(state: State, list: readonly T[]): readonly T[] => (only.has(state) ? list : []);
  const tags = {
    added: keep("added", added),
    removed: keep("removed", removed),
    moved: keep("moved", moved),
    changed: keep("changed", changed),
  };
  return { ...report, tags };
}

/** `tagwright diff [REF[..REF]]`. */
export const runDiff: Run = async (args, signal) => {
  const [only, failing] = [readStates(args, "only"), readStates(args, "failOn")];
  const revisions = readRevisions(args.paths);
  const { options } = await readConfig(args);
  const whole = await diff(revisions, options);
  const report = choose(whole, only);
  const parts = readSwitch(args, "json")
    ? [`${JSON.stringify({ version: 1, ...report }, null, 2)}\n`]
    : showChanges(report, options.root ?? folderOf(options), paintFor(args, process.stdout));
  await print(process.stdout, parts, signal);
  const fails = STATES.some((state) => failing?.has(state) === true && whole.tags[state].length > 0);
  return fails ? exitCodes.failed : exitCodes.ok;
};
