import { readFile } from "node:fs/promises";
import {
  compare,
  merge,
  readTags,
  reasonOf,
  TagwrightError,
  type Comparison,
  type Conflict,
  type Strategy,
  type Tag,
} from "../../index.ts";
import type { Run } from "./run.ts";
import type { Paint } from "../color.ts";
import { visible } from "../escape.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { writeWhole } from "../file.ts";
import { counted } from "../number.ts";
import { print, say } from "../output.ts";
import { paintFor, readSwitch } from "../request.ts";

async function readSet(path: string): Promise<Tag[]> {
  const text = await readFile(path, "utf8").catch((error: Error) => {
    throw new UsageError(`cannot read ${JSON.stringify(path)}: ${reasonOf(error)}`);
  });
  try {
    return readTags(text);
  } catch (error) {
    if (error instanceof TagwrightError) throw new UsageError(`${path}: ${error.message} (${error.code})`);
    throw error;
  }
}

const showTag = ({ kind, name, path, line, text }: Tag): string =>
  visible(`${kind} ${name} ${path}:${line} ${text}`.trimEnd());

function* showConflict({ id, state, localOnly, remoteOnly, changed }: Conflict, paint: Paint): Iterable<string> {
  yield `${paint("bold", visible(id))}  ${state}\n`;
  for (const tag of localOnly) yield `  ${paint("red", `- ${showTag(tag)}`)}\n`;
  for (const tag of remoteOnly) yield `  ${paint("green", `+ ${showTag(tag)}`)}\n`;
  for (const { local, remote } of changed) {
    yield `  ${paint("yellow", `~ ${showTag(local)}`)}\n    ${paint("yellow", `→ ${showTag(remote)}`)}\n`;
  }
}

function* showPlan({ conflicts, equal }: Comparison, paint: Paint): Iterable<string> {
  for (const conflict of conflicts) yield* showConflict(conflict, paint);
  const same = `${counted(equal, "tag")} the same`;
  if (conflicts.length === 0) yield `no difference; ${same}\n`;
  else yield `${counted(conflicts.length, "id")} ${conflicts.length === 1 ? "differs" : "differ"}; ${same}\n`;
}

const asJson = (tags: readonly Tag[]): string =>
  `{"version":1,"tags":[\n${tags.map((tag) => JSON.stringify(tag)).join(",\n")}\n]}\n`;

/** `tagwright compare A.json B.json`. */
export const runCompare: Run = async (args, signal) => {
  const [first, second, ...rest] = args.paths;
  if (first === undefined || second === undefined || rest.length > 0) {
    throw new UsageError("compare takes two files: tagwright compare A.json B.json");
  }
  const [local, remote] = [await readSet(first), await readSet(second)];
  const found = compare(local, remote);
  const { strategy, output } = args.own;
  // Put together first: a mistake in the strategy is told before anything is shown or written.
  const merged = strategy === undefined ? undefined : merge(local, remote, strategy.at(-1) as Strategy);
  const to = output?.at(-1) ?? "-";
  if (merged === undefined && output !== undefined)
    throw new UsageError("--output needs a --strategy: without one there is nothing to write");
  const isJson = readSwitch(args, "json") ?? false;
  const plan = isJson
    ? [`${JSON.stringify(found, null, 2)}\n`]
    : showPlan(found, paintFor(args, merged === undefined ? process.stdout : process.stderr));
  if (merged === undefined) await print(process.stdout, plan, signal);
  else {
    await say(plan, signal);
    if (to === "-") await print(process.stdout, [asJson(merged)], signal);
    else await writeWhole(to, [asJson(merged)], signal);
  }
  return found.conflicts.length === 0 || merged !== undefined ? exitCodes.ok : exitCodes.failed;
};
