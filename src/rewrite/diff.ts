/** A plan as a unified diff. Edits never change the number of lines, which makes it simple. */
import { decodeText } from "../model/encoding.ts";
import type { FilePlan } from "./plan.ts";

/** Lines around a change. */
const CONTEXT = 3;
const LINE = /[^\r\n]*(?:\r\n|\r|\n|$)/g;

const linesOf = (bytes: Buffer): string[] =>
  decodeText(bytes)
    .match(LINE)!
    .filter((line) => line !== "");
const bare = (line: string): string => line.replace(/[\r\n]+$/, "");

/** Runs of changed lines, those that are near each other together: first, and one past the last. */
function hunks(changed: readonly number[]): [number, number][] {
  const out: [number, number][] = [];
  for (const line of changed) {
    const last = out.at(-1);
    if (last !== undefined && line - last[1] < 2 * CONTEXT) last[1] = line + 1;
    else out.push([line, line + 1]);
  }
  return out;
}

function* showHunk(old: readonly string[], now: readonly string[], [from, to]: [number, number]): Iterable<string> {
  const start = Math.max(0, from - CONTEXT);
  const end = Math.min(old.length, to + CONTEXT);
  yield `@@ -${start + 1},${end - start} +${start + 1},${end - start} @@`;
  for (let at = start; at < end;) {
    if (old[at] === now[at]) {
      yield ` ${bare(old[at++]!)}`;
      continue;
    }
    let stop = at;
    while (stop < end && old[stop] !== now[stop]) stop++;
    for (let line = at; line < stop; line++) yield `-${bare(old[line]!)}`;
    for (let line = at; line < stop; line++) yield `+${bare(now[line]!)}`;
    at = stop;
  }
}

/** The lines of a file's diff. */
export function* diffLines({ path, before, after }: FilePlan): Iterable<string> {
  const [old, now] = [linesOf(before), linesOf(after)];
  const changed = old.flatMap((line, at) => (line === now[at] ? [] : [at]));
  yield `--- a/${path}`;
  yield `+++ b/${path}`;
  for (const hunk of hunks(changed)) yield* showHunk(old, now, hunk);
}
