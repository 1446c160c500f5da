/** Which detectors run, ready for an engine. */
import type { DetectorSpec } from "../engine/contract.ts";
import type { Severity } from "../model/finding.ts";
import type { Zone } from "../model/zone.ts";
import type { Complete } from "./normalize.ts";
import type { PatternOptions } from "./types.ts";
import { dialects } from "../generated/detectors.ts";
import { zoneBits, zoneNames } from "../model/zone.ts";
import { hint } from "./nearest.ts";
import { noteSpec } from "./note.ts";
import { compilePattern } from "./pattern.ts";
import { badValue } from "./validate.ts";

const TRACE = "trace";
const NOTE = "note";
/** The pattern stands where it is used: few name a detector, and its properties of Unicode cost a start. */
const isName = (name: string): boolean => /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63}$/u.test(name);
/** Flags of a RegExp that change nothing here: every match is found, on one line, in code points. */
const HARMLESS = /^[dgiuv]*$/;

function compile(name: string, pattern: string | RegExp): DetectorSpec {
  if (typeof pattern === "string") return compilePattern(name, pattern, { ignoreCase: false });
  if (!HARMLESS.test(pattern.flags)) {
    throw badValue(`patterns.${name}`, "a RegExp without the flags m, s and y", pattern.flags);
  }
  return compilePattern(name, pattern.source, { ignoreCase: pattern.flags.includes("i") });
}

/** Where tags of a detector may start: as `zones` says for it or for all, else as the detector has it. */
function zonesOf({ zones }: Complete, name: string, own: readonly Zone[]): number {
  if (Array.isArray(zones)) return zoneBits(zones);
  const named = zones as Readonly<Record<string, readonly Zone[]>>;
  return zoneBits(Object.hasOwn(named, name) ? named[name]! : own);
}

/** How serious the tags of patterns are, by name, where that is said. */
export function readSeverities({ patterns }: Complete): Readonly<Record<string, Severity>> {
  const said = Object.entries(patterns).flatMap(([name, one]) =>
    typeof one === "string" || one instanceof RegExp || one.severity === undefined
      ? []
      : [[name, one.severity] as const],
  );
  return Object.fromEntries(said);
}

function customSpec(options: Complete, name: string, said: string | RegExp | PatternOptions): DetectorSpec {
  if (!isName(name) || name === TRACE) {
    throw badValue("patterns", `names other than ${TRACE}, of letters, digits, _, . and -`, name);
  }
  const { pattern, zones = zoneNames } = typeof said === "string" || said instanceof RegExp ? { pattern: said } : said;
  return { ...compile(name, pattern), zones: zonesOf(options, name, zones) };
}

function traceSpecs(options: Complete): DetectorSpec[] {
  const zones = zonesOf(options, TRACE, zoneNames);
  return [...new Set(options.dialects)].map((name) => {
    const { literals, fields } = dialects.find((dialect) => dialect.name === name)!;
    return { type: TRACE, dialect: name, literals, fields, zones };
  });
}

function checkNames(option: string, names: readonly string[], known: readonly string[]): void {
  for (const [index, name] of names.entries()) {
    if (known.includes(name)) continue;
    const place = option === "zones" ? option : `${option}[${index}]`;
    throw badValue(place, `one of ${known.join(", ")}`, name, hint(name, known));
  }
}

/**
 * The detectors that run, in the order that breaks ties: dialects, notes, then patterns, each as given. A pattern called `note`
 * takes the place of ours.
 */
export function readDetectors(options: Complete): DetectorSpec[] {
  const patterns = Object.entries(options.patterns);
  const known = [...new Set([TRACE, NOTE, ...patterns.map(([name]) => name)])];
  const hasOwnNote = Object.hasOwn(options.patterns, NOTE);
  const wanted = options.detectors ?? known;
  checkNames("detectors", wanted, known);
  if (!Array.isArray(options.zones)) checkNames("zones", Object.keys(options.zones), known);
  const custom = patterns.map(([name, said]) => [name, customSpec(options, name, said)] as const);
  return [
    ...(wanted.includes(TRACE) ? traceSpecs(options) : []),
    ...(wanted.includes(NOTE) && !hasOwnNote ? [noteSpec(options, zonesOf(options, NOTE, ["comment"]))] : []),
    ...custom.filter(([name]) => wanted.includes(name)).map(([, spec]) => spec),
  ];
}
