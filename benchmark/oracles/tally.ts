/** All files of one language in one tree, asked of both sides. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { first, plain } from "./compare.ts";
import type { Ours } from "./ours.ts";
import { explain } from "./reasons.ts";
import type { Oracle, Subject, Tally } from "./types.ts";

/** One language in one tree. */
export interface Work {
  readonly subject: Subject;
  readonly tree: { readonly name: string; readonly path: string };
  /** Relative to the tree. */
  readonly paths: readonly string[];
  readonly oracle: Oracle;
  readonly ours: Ours;
}

async function add(tally: Tally, work: Work, path: string): Promise<void> {
  const whole = join(work.tree.path, path);
  const bytes = readFileSync(whole);
  const answer = await work.oracle.ask(whole, bytes);
  const theirs = plain(answer.comments, bytes);
  const difference = first(path, bytes, { ours: plain(work.ours(path, bytes), bytes), theirs });
  if (answer.broken !== undefined) {
    tally.unparseable++;
    if (!difference) tally.unparseableEqual++;
    return;
  }
  tally.files++;
  tally.comments += theirs.length / 2;
  if (difference) tally.differences.push(explain(work.subject.name, difference, bytes));
  else tally.equal++;
}

/** Compares them all, one by one. */
export async function compare(work: Work): Promise<Tally> {
  const tally: Tally = {
    language: work.subject.name,
    tree: work.tree.name,
    oracle: work.oracle.name,
    files: 0,
    equal: 0,
    comments: 0,
    unparseable: 0,
    unparseableEqual: 0,
    differences: [],
  };
  for (const path of work.paths) await add(tally, work, path);
  return tally;
}

/** The share of files that are equal; 1 of none. */
export const share = ({ files, equal }: Pick<Tally, "files" | "equal">): number => (files ? equal / files : 1);
