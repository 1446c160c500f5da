/** Keeps what a run measured, or compares it with what was kept. */
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../places.ts";
import type { Options, Outcome } from "../types.ts";
import { draw } from "./history.ts";
import { show } from "./show.ts";
import { all, load, save, snapshot } from "./snapshot.ts";
import { compare } from "./verdict.ts";

/** Counters make no picture. */
function keep(name: string, outcomes: Readonly<Record<string, Outcome>>): void {
  console.log(`\nkept: ${relative(process.cwd(), save(snapshot(name, outcomes)))}`);
  const timed = all().filter(({ checks }) => checks.length > 0);
  const picture = join(root, "benchmark", "baselines", "history.svg");
  if (timed.length > 0) writeFileSync(picture, draw(timed));
}

/** Does what `--compare` and `--save` ask for. Gives whether the run passes. */
export function pass(
  { save: name, compare: other, gate }: Options,
  outcomes: Readonly<Record<string, Outcome>>,
): boolean {
  let passes = true;
  if (other !== undefined) {
    const comparison = compare(load(other), snapshot("now", outcomes));
    console.log(`\n${show(other, comparison)}`);
    passes = gate === "counters" ? comparison.miscounts.length === 0 : !comparison.failed;
  }
  if (name !== undefined) keep(name, outcomes);
  return passes;
}
