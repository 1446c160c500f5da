/** Chains, one a line. */
import type { Report } from "../../model/reporter.ts";
import { linesOf, noChains, type Line } from "../../draw/chains.ts";
import { painter, type Paint } from "../../escape/color.ts";
import { counted, grouped } from "../../escape/number.ts";
import { visible, widthOf } from "../../escape/visible.ts";
import { items, nearMisses } from "./items.ts";

/** Longer ids stand out to the right. */
const WIDEST = 40;

function verdict({ missing, isOrphan, isDangling }: Line, paint: Paint): string {
  if (missing.length === 0) return paint("green", "complete");
  const words = [
    `missing ${missing.map(visible).join(", ")}`,
    ...(isOrphan ? ["orphan"] : []),
    ...(isDangling ? ["dangling"] : []),
  ];
  return paint("yellow", words.join("; "));
}

const placesOf = ({ groups }: Line): string[] =>
  groups.flatMap(({ type, tags }) => tags.map(({ path, line }) => `${visible(type)} ${visible(path)}:${line}`));

/** Each chain, with the places of what it has. */
export function* chains(report: Report): Iterable<string> {
  const paint = painter(report.options.color);
  const lines = linesOf(report);
  const width = Math.min(WIDEST, Math.max(0, ...sample(lines).map(({ id }) => widthOf(visible(id)))));
  for (const line of lines) {
    const id = visible(line.id);
    yield `${paint("bold", id)}${" ".repeat(Math.max(0, width - widthOf(id)))}  ${verdict(line, paint)}\n`;
    for (const place of placesOf(line)) yield `    ${paint("dim", place)}\n`;
  }
}

/** A spread of a million arguments would not be taken. */
const sample = (lines: readonly Line[]): readonly Line[] => lines.slice(0, 1000);

function* coverage({ trace }: Report): Iterable<string> {
  for (const [type, { covered, total, percent }] of Object.entries(trace?.coverage.types ?? {})) {
    yield `  ${visible(type).padEnd(6)} ${percent.toFixed(2).padStart(6)} %  ${grouped(covered)} of ${grouped(total)}\n`;
  }
}

/** Coverage by type, and how many chains are complete. */
export function* chainSummary(report: Report): Iterable<string> {
  const paint = painter(report.options.color);
  const lines = linesOf(report);
  yield* items(report);
  if (lines.length === 0) {
    if (report.trace?.items === undefined) yield `${noChains(report)}\n`;
    return;
  }
  const complete = lines.reduce((count, { missing }) => count + Number(missing.length === 0), 0);
  const shares = [...coverage(report)];
  yield shares.length === 0 ? "\n" : `\nCoverage\n${shares.join("")}\n`;
  yield `${paint("bold", counted(lines.length, "chain"))}, ${grouped(complete)} complete, ${grouped(lines.length - complete)} not\n`;
  yield* nearMisses(report);
}
