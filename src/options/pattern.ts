import type { DetectorSpec } from "../engine/contract.ts";
import { zoneBits, zoneNames } from "../model/zone.ts";
import { emit } from "./pattern/emit.ts";
import { literalsOf } from "./pattern/literals.ts";
import { Parser } from "./pattern/parse.ts";
import { Reader } from "./pattern/reader.ts";
import { checkSize } from "./pattern/size.ts";

/** A user's pattern, ready for an engine. */
export type CustomDetectorSpec = DetectorSpec & { readonly type: "custom" };

/** UTF-16 units. */
const LONGEST = 10_000;
/** Groups that are a tag's own values; all others are its fields. */
const OWN: readonly string[] = ["kind", "name", "text"];

/** Patterns that are kept: a process that scans often does so with the same ones. */
const KEPT = 256;
const compiled = new Map<string, CustomDetectorSpec>();

/**
 * Checks a pattern of the linear subset (docs/reference/patterns.md) and translates it for both engines.
 *
 * @param name the detector's name; it stands in errors and is the kind of tags whose pattern has no group `kind`
 * @param source the pattern, at most 10,000 UTF-16 units
 * @param flags `ignoreCase`: ASCII letters match in either case, as after a leading `(?i)`
 * @returns the canonical pattern, the same without assertions, literals one of which every match holds, the groups
 * @throws TagwrightError `E_PATTERN_SYNTAX`, `E_PATTERN_UNSUPPORTED` or `E_PATTERN_SIZE`, with the `position` of the
 * offending character. Costs time in proportion to the pattern and to what its bounded repetitions write out, once
 */
export function compilePattern(name: string, source: string, flags: { ignoreCase?: boolean } = {}): CustomDetectorSpec {
  const key = JSON.stringify([name, source, flags.ignoreCase ?? false]);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (compiled.size >= KEPT) compiled.clear();
  const spec = compile(name, source, flags);
  compiled.set(key, spec);
  return spec;
}

function compile(name: string, source: string, flags: { ignoreCase?: boolean }): CustomDetectorSpec {
  const reader = new Reader(name, source);
  if (source === "") reader.fail("E_PATTERN_SYNTAX", "the pattern is empty", 0);
  if (source.length > LONGEST) reader.fail("E_PATTERN_SIZE", `more than ${LONGEST} characters`, LONGEST);
  const parser = new Parser(reader);
  const node = parser.parse(flags.ignoreCase ?? false);
  checkSize(reader, node);
  return {
    type: "custom",
    name,
    pattern: emit(node, { assertions: true, names: true }),
    candidate: emit(node, { assertions: false, names: false }),
    literals: literalsOf(node),
    groups: parser.groups,
    fields: parser.groups.filter((group) => !OWN.includes(group)),
    zones: zoneBits(zoneNames),
  };
}
