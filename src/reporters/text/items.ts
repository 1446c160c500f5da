/** What is to be said of a trace besides its chains: ids that were probably misspelt, and OpenFastTrace's items. */
import type { Report } from "../../model/reporter.ts";
import type { TraceResult, Verdict } from "../../model/trace.ts";
import { painter, type Paint } from "../../escape/color.ts";
import { counted, grouped } from "../../escape/number.ts";
import { visible } from "../../escape/visible.ts";

const colors = { error: "red", warning: "yellow", info: "cyan" } as const;

function line({ severity, id, message, places }: Verdict, paint: Paint): string {
  const [place] = places;
  const where = place === undefined ? "" : `  ${paint("dim", `${visible(place.path)}:${place.line}`)}`;
  return `${paint(colors[severity], severity)}  ${paint("bold", visible(id))}  ${visible(message)}${where}\n`;
}

/** A line for each near miss. */
export function* nearMisses({ trace }: Report): Iterable<string> {
  for (const { id, near } of trace?.suggestions ?? []) yield `${visible(id)}: did you mean ${visible(near)}?\n`;
}

function* verdictsOfItems(trace: TraceResult): Iterable<Verdict> {
  const ids = new Set(trace.items?.items.map(({ id }) => id));
  for (const verdict of trace.verdicts()) if (ids.has(verdict.id)) yield verdict;
}

/** What is wrong with items, and how many are well. */
export function* items({ trace, options }: Report): Iterable<string> {
  if (trace?.items === undefined) return;
  const paint = painter(options.color);
  for (const verdict of verdictsOfItems(trace)) yield line(verdict, paint);
  const { covered, total } = trace.items.coverage;
  yield `${paint("bold", counted(total, "item"))}, ${grouped(covered)} without a defect\n`;
}
