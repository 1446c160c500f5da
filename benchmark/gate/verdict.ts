/** What became of each check between two snapshots, and what follows from it. */
import type { Estimate } from "./interval.ts";
import type { Snapshot } from "./snapshot.ts";

/** What is measured: of throughput more is better, of all others less. */
export type Kind = "time" | "throughput" | "other";

/** One thing that is measured. */
export interface Check extends Estimate {
  readonly name: string;
  readonly kind: Kind;
  readonly unit: string;
}

/** `unclear`: worse by enough, but the intervals overlap. `gone`, `new`: only one of the two snapshots has it. */
export type Level = "critical" | "major" | "minor" | "unclear" | "same" | "better" | "gone" | "new";

/** How much worse, as shares, each level begins at. */
const LIMITS: Readonly<Record<Kind, Readonly<Record<"minor" | "major" | "critical", number>>>> = {
  time: { minor: 0.1, major: 0.2, critical: 0.3 },
  throughput: { minor: 0.1, major: 0.2, critical: 0.3 },
  other: { minor: 0.15, major: 0.3, critical: 0.5 },
};

/** One check, before and after. */
export interface Change {
  readonly name: string;
  readonly kind: Kind;
  readonly before: Check | undefined;
  readonly after: Check | undefined;
  /** How much worse, as a share of before; below 0: better. */
  readonly worse: number;
  readonly level: Level;
}

/** By what share of `before` `after` is worse; below 0: better. */
function worsening(kind: Kind, before: number, after: number): number {
  const more = (after - before) * (kind === "throughput" ? -1 : 1);
  return more === 0 ? 0 : more / before;
}

const overlap = (a: Estimate, b: Estimate): boolean => a.low <= b.high && b.low <= a.high;

function levelOf(kind: Kind, worse: number, isClear: boolean): Level {
  const { minor, major, critical } = LIMITS[kind];
  const size = Math.abs(worse);
  if (size < minor) return "same";
  if (!isClear) return "unclear";
  if (worse < 0) return "better";
  return size >= critical ? "critical" : size >= major ? "major" : "minor";
}

function change(name: string, before: Check | undefined, after: Check | undefined): Change {
  const { kind } = (after ?? before)!;
  if (before === undefined || after === undefined)
    return { name, kind, before, after, worse: 0, level: before === undefined ? "new" : "gone" };
  const worse = worsening(kind, before.median, after.median);
  return { name, kind, before, after, worse, level: levelOf(kind, worse, !overlap(before, after)) };
}

/** A counter that differs. Undefined: it is not there. */
export interface Miscount {
  readonly name: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** All there is to say. */
export interface Comparison {
  readonly changes: readonly Change[];
  readonly miscounts: readonly Miscount[];
  /** How many things were compared: checks that both have, and counters. */
  readonly compared: number;
  /** Where the two were measured differs so, in words; no time is judged then. */
  readonly strange: readonly string[];
  /** 0 to 100. */
  readonly health: number;
  readonly failed: boolean;
}

const isRegressed = ({ level }: Change): boolean => level === "minor" || level === "major" || level === "critical";

/** Counters are compared exactly, on whichever machine they were made; those of a part that did not run are not missed. */
function miscount(before: Snapshot["counters"], after: Snapshot["counters"]): Miscount[] {
  if (Object.keys(after).length === 0) return [];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((name) => ({ name, before: before[name], after: after[name] }))
    .filter((one) => one.before !== one.after);
}

/** What differs in the fingerprints. */
const differences = (before: Snapshot["fingerprint"], after: Snapshot["fingerprint"]): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => before[key] !== after[key])
    .map((key) => `${key}: ${before[key] ?? "unknown"}, now ${after[key] ?? "unknown"}`);

/** `max(0, 100 − (regressed / compared × 100 + 20 × critical))`. */
export function healthOf(regressed: number, compared: number, critical: number): number {
  return Math.max(0, 100 - ((compared === 0 ? 0 : regressed / compared) * 100 + 20 * critical));
}

/** Compares two snapshots. */
export function compare(before: Snapshot, after: Snapshot): Comparison {
  const strange = differences(before.fingerprint, after.fingerprint);
  const [old, now] = [before, after].map(({ checks }) => new Map(checks.map((check) => [check.name, check])));
  const names = [...new Set([...old!.keys(), ...now!.keys()])];
  const changes = strange.length > 0 ? [] : names.map((name) => change(name, old!.get(name), now!.get(name)));
  const miscounts = miscount(before.counters, after.counters);
  const both = changes.filter((one) => one.before !== undefined && one.after !== undefined);
  const compared = both.length + Object.keys(after.counters).length;
  const critical = changes.filter(({ level }) => level === "critical").length;
  const severe = critical + changes.filter(({ level }) => level === "major").length;
  return {
    changes,
    miscounts,
    compared,
    strange,
    health: healthOf(changes.filter(isRegressed).length + miscounts.length, compared, critical),
    failed: severe + miscounts.length > 0,
  };
}
