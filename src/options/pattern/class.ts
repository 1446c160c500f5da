import type { Escape } from "./escape.ts";
import type { Ranges } from "./ranges.ts";
import type { Reader } from "./reader.ts";
import { readEscape } from "./escape.ts";
import { fold, negate, normalize, onLine } from "./ranges.ts";

/** Folds case, removes what no line holds, and refuses what is then empty. `at` is where the class stands. */
export function finish(reader: Reader, ranges: Ranges, ignoreCase: boolean, at: number): Ranges {
  return checked(reader, ignoreCase ? fold(ranges) : ranges, at);
}

function checked(reader: Reader, ranges: Ranges, at: number): Ranges {
  const left = onLine(ranges);
  if (left.length === 0) {
    reader.fail("E_PATTERN_UNSUPPORTED", "this can match nothing: a pattern sees one line, without its line end", at);
  }
  return left;
}

/** Reads `[…]`; the reader stands behind the bracket at `at`. */
export function readClass(reader: Reader, ignoreCase: boolean, at: number): Ranges {
  const negated = reader.eat("^");
  if (reader.peek() === "]") reader.fail("E_PATTERN_SYNTAX", "empty class; write \\] for a bracket", at);
  const flat: number[] = [];
  while (!reader.eat("]")) {
    if (reader.done) reader.fail("E_PATTERN_SYNTAX", "the class is not closed", at);
    flat.push(...readItem(reader));
  }
  const ranges = ignoreCase ? fold(normalize(flat)) : normalize(flat);
  return checked(reader, negated ? negate(ranges) : ranges, at);
}

function readItem(reader: Reader): Ranges {
  const at = reader.at;
  const low = readMember(reader);
  const dash = reader.at;
  if (!reader.eat("-")) return rangesOf(low);
  if (reader.done || reader.peek() === "]") {
    reader.at = dash;
    return rangesOf(low);
  }
  const high = readMember(reader);
  if (!("point" in low) || !("point" in high)) return reader.fail("E_PATTERN_SYNTAX", "a set cannot bound a range", at);
  if (low.point > high.point) reader.fail("E_PATTERN_SYNTAX", "the range is out of order", at);
  return [low.point, high.point];
}

const rangesOf = (member: Escape): Ranges => ("point" in member ? [member.point, member.point] : member.ranges);

function readMember(reader: Reader): Escape {
  const at = reader.at;
  const unit = reader.peek();
  if (unit === "[") reader.fail("E_PATTERN_UNSUPPORTED", "a bracket inside a class; write \\[", at);
  if (!reader.eat("\\")) return { point: reader.point() };
  if (/[bB]/.test(reader.peek())) reader.fail("E_PATTERN_UNSUPPORTED", "\\b inside a class; write \\x08", at);
  return readEscape(reader, at);
}
