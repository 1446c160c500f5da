/** A comparison in words and tables. */
import { round, table } from "../table.ts";
import type { Change, Check, Comparison, Level } from "./verdict.ts";

/** The worst first. */
const ORDER: readonly Level[] = ["critical", "major", "minor", "unclear", "gone", "new", "better", "same"];

const told = (check: Check | undefined): string =>
  check === undefined ? "" : `${round(check.median)} [${round(check.low)}, ${round(check.high)}] ${check.unit}`;

/** After over before. */
const ratio = ({ before, after }: Change): string =>
  before === undefined || after === undefined ? "" : (after.median / before.median).toFixed(3);

function changesTable({ changes }: Comparison): string {
  const sorted = [...changes].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level) || b.worse - a.worse);
  const head = ["check", "before", "after", "ratio", "verdict"];
  return table([head, ...sorted.map((one) => [one.name, told(one.before), told(one.after), ratio(one), one.level])]);
}

const countersTable = ({ miscounts }: Comparison): string =>
  table([
    ["counter", "before", "after"],
    ...miscounts.map(({ name, before, after }) => [name, String(before ?? "none"), String(after ?? "none")]),
  ]);

/** What is said of a comparison with `name`. */
export function show(name: string, comparison: Comparison): string {
  const { changes, miscounts, compared, strange, health } = comparison;
  return [
    `== compared with ${name}`,
    ...(strange.length === 0 ? [] : [`WARNING: measured elsewhere, so times are not judged: ${strange.join("; ")}`]),
    ...(changes.length === 0 ? [] : [changesTable(comparison)]),
    ...(miscounts.length === 0
      ? ["counters: all the same"]
      : [`COUNTERS DIFFER: if that is meant, save them again\n${countersTable(comparison)}`]),
    `health: ${health.toFixed(1)} of 100, ${compared} compared`,
  ].join("\n\n");
}
