import { deepEqual, ok } from "node:assert/strict";
import test from "ava";
import fc from "fast-check";
import { RE2JS } from "re2js";
import type { ErrorCode } from "../../src/model/error.ts";
import { TagwrightError } from "../../src/model/error.ts";
import { compilePattern } from "../../src/options/pattern.ts";

const fault = (source: string): TagwrightError => {
  try {
    compilePattern("mine", source);
  } catch (error) {
    if (error instanceof TagwrightError) return error;
    throw error;
  }
  throw new Error(`accepted: ${source}`);
};

const refused: readonly (readonly [source: string, code: ErrorCode, position: number])[] = [
  ["a(?=b)", "E_PATTERN_UNSUPPORTED", 1],
  ["a(?!b)", "E_PATTERN_UNSUPPORTED", 1],
  ["(?<=a)b", "E_PATTERN_UNSUPPORTED", 0],
  ["(?<!a)b", "E_PATTERN_UNSUPPORTED", 0],
  ["(a)\\1", "E_PATTERN_UNSUPPORTED", 3],
  ["(?<n>a)\\k<n>", "E_PATTERN_UNSUPPORTED", 7],
  ["(?P<n>a)(?P=n)", "E_PATTERN_UNSUPPORTED", 8],
  ["a*+", "E_PATTERN_UNSUPPORTED", 2],
  ["(?>a)", "E_PATTERN_UNSUPPORTED", 0],
  ["(a)(?(1)b|c)", "E_PATTERN_UNSUPPORTED", 3],
  ["[[:alpha:]]", "E_PATTERN_UNSUPPORTED", 1],
  ["\\Aa", "E_PATTERN_UNSUPPORTED", 0],
  ["a\\z", "E_PATTERN_UNSUPPORTED", 1],
  ["a\\Z", "E_PATTERN_UNSUPPORTED", 1],
  ["\\Ga", "E_PATTERN_UNSUPPORTED", 0],
  ["a\\Kb", "E_PATTERN_UNSUPPORTED", 1],
  ["(?m)a", "E_PATTERN_UNSUPPORTED", 0],
  ["(?-i)a", "E_PATTERN_UNSUPPORTED", 0],
  ["a(?i)b", "E_PATTERN_UNSUPPORTED", 1],
  ["(?#x)", "E_PATTERN_UNSUPPORTED", 0],
  ["\\p{Greek}", "E_PATTERN_UNSUPPORTED", 0],
  ["\\pL", "E_PATTERN_UNSUPPORTED", 0],
  ["\\012", "E_PATTERN_UNSUPPORTED", 0],
  ["[\\b]", "E_PATTERN_UNSUPPORTED", 1],
  ["a\\n", "E_PATTERN_UNSUPPORTED", 1],
  ["[\\r\\n]", "E_PATTERN_UNSUPPORTED", 0],
  ["\\uD83D", "E_PATTERN_UNSUPPORTED", 0],
  ["", "E_PATTERN_SYNTAX", 0],
  ["a)", "E_PATTERN_SYNTAX", 1],
  ["a(b", "E_PATTERN_SYNTAX", 1],
  ["a[b", "E_PATTERN_SYNTAX", 1],
  ["a[]", "E_PATTERN_SYNTAX", 1],
  ["[z-a]", "E_PATTERN_SYNTAX", 1],
  ["[\\d-z]", "E_PATTERN_SYNTAX", 1],
  ["*a", "E_PATTERN_SYNTAX", 0],
  ["a|+", "E_PATTERN_SYNTAX", 2],
  ["a**", "E_PATTERN_SYNTAX", 2],
  ["a{2}{3}", "E_PATTERN_SYNTAX", 4],
  ["^*", "E_PATTERN_SYNTAX", 1],
  ["a{", "E_PATTERN_SYNTAX", 1],
  ["a{,2}", "E_PATTERN_SYNTAX", 1],
  ["a{3,2}", "E_PATTERN_SYNTAX", 1],
  ["a\\", "E_PATTERN_SYNTAX", 1],
  ["\\xZ", "E_PATTERN_SYNTAX", 0],
  ["\\x{110000}", "E_PATTERN_SYNTAX", 0],
  ["(?<1a>x)", "E_PATTERN_SYNTAX", 3],
  ["(?<>x)", "E_PATTERN_SYNTAX", 3],
  ["(?<a>x)(?P<a>y)", "E_PATTERN_SYNTAX", 11],
  ["😀(", "E_PATTERN_SYNTAX", 2],
  ["a{1001}", "E_PATTERN_SIZE", 1],
  ["(?:a{40}){40}", "E_PATTERN_SIZE", 4],
  ["\\p{L}{100}", "E_PATTERN_SIZE", 0],
  [`${"(".repeat(251)}a${")".repeat(251)}`, "E_PATTERN_SIZE", 250],
  ["a".repeat(10_001), "E_PATTERN_SIZE", 10_000],
];

test("what is outside the subset is refused where it stands", (t) => {
  for (const [source, code, position] of refused) {
    const error = fault(source);
    t.is(error.code, code, source);
    t.is(error.position, position, source);
    t.true(error.message.includes("mine"), source);
  }
});

test("an error shows the pattern with a caret under the character", (t) => {
  const [, line, caret] = fault("ab(?=c)").message.split("\n");
  t.is(line, "  ab(?=c)");
  t.is(caret!.indexOf("^"), line!.indexOf("("));
});

test("an error shows no control characters and only the neighbourhood of a long pattern", (t) => {
  const [, line, caret] = fault(`\u001b]${"a".repeat(500)}(\u001b]`).message.split("\n");
  t.true(line!.length < 200);
  t.false(line!.includes("\u001b"));
  t.is(line![caret!.indexOf("^")], "(");
});

test("groups: kind, name and text are the tag's own, the others are fields", (t) => {
  const { groups, fields } = compilePattern("t", "(?<kind>a)(b)(?P<who>c)(?<name>d)(?<constructor>e)");
  t.deepEqual(groups, ["kind", "who", "name", "constructor"]);
  t.deepEqual(fields, ["who", "constructor"]);
});

test("canonical text", (t) => {
  const canonical = (source: string) => compilePattern("t", source).pattern;
  t.is(canonical("a-(b)"), "a\\x{2D}b");
  t.is(canonical("(a|b)c"), "(?:a|b)c");
  t.is(canonical("(?:ab)+?"), "(?:ab)+?");
  t.is(canonical("[a-cx]"), "[\\x{61}-\\x{63}\\x{78}-\\x{78}]");
  t.is(canonical("(?i)k"), "[\\x{4B}-\\x{4B}\\x{6B}-\\x{6B}]");
  t.is(canonical("(?i:k)k"), "[\\x{4B}-\\x{4B}\\x{6B}-\\x{6B}]k");
  t.is(canonical("[^\\0-\\u{10FFFE}]"), "\\x{10FFFF}");
  t.is(canonical("\\uD83D\\uDE00"), "\\x{1F600}");
  t.is(canonical("a||b"), "a|(?:)|b");
  t.is(canonical("(?<x>a){0}b"), "(?:)b");
  t.is(canonical("."), "[\\x{0}-\\x{9}\\x{B}-\\x{C}\\x{E}-\\x{D7FF}\\x{E000}-\\x{10FFFF}]");
  t.is(canonical("^\\ba\\B$"), "^\\ba\\B$");
  t.is(compilePattern("t", "^\\b(?<n>a)$").candidate, "(?:)(?:)(?:a)(?:)");
});

const literals: readonly (readonly [source: string, literals: readonly string[]])[] = [
  ["@req\\((?<name>[^)]+)\\)", ["@req("]],
  ["TODO|FIXME|XXX", ["FIXME", "TODO", "XXX"]],
  ["(?:ab){3}x", ["abababx"]],
  ["foo.*bar|baz", ["baz", "foo"]],
  ["x?foo", ["foo"]],
  ["[A-Z]{3}-\\d+", ["-"]],
  ["é+", ["é"]],
  ["a*", []],
  ["a|b", []],
  [".", []],
  ["\\s+", []],
  ["\\uFFFD", []],
  ["(?i)fix", ["FIX", "FIx", "FiX", "Fix", "fIX", "fIx", "fiX", "fix"]],
];

test("literals", (t) => {
  for (const [source, expected] of literals) t.deepEqual(compilePattern("t", source).literals, expected, source);
});

const atom = fc.constantFrom(
  "a",
  "b",
  "A",
  "é",
  "😀",
  "-",
  "[a-c]",
  "[^b]",
  "\\d",
  "\\w",
  "\\W",
  "\\s",
  ".",
  "\\x2d",
  "\\u{e9}",
  "[\\d_]",
  "[^\\w]",
);
const exact = ["", "", "{2}"];
const repeated = ["", "", "?", "??", "*", "+", "*?", "+?", "{2}", "{1,2}", "{2,}?"];

/** Patterns whose groups have one of these quantifiers. */
const patterns = (onGroups: readonly string[]) =>
  fc.letrec<{ pattern: string; branch: string; item: string }>((tie) => ({
    item: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.tuple(atom, fc.constantFrom(...repeated)).map(([one, times]) => one + times),
      fc.constantFrom("^", "$", "\\b", "\\B"),
      fc.tuple(tie("pattern"), fc.constantFrom(...onGroups)).map(([body, times]) => `(?:${body})${times}`),
      tie("pattern").map((body) => `(${body})`),
    ),
    branch: fc.array(tie("item"), { minLength: 1, maxLength: 4 }).map((items) => items.join("")),
    pattern: fc.array(tie("branch"), { minLength: 1, maxLength: 3 }).map((branches) => branches.join("|")),
  })).pattern;
const text = fc
  .array(fc.constantFrom("a", "b", "c", "A", "é", "😀", "-", "_", "1", " ", "\t"), { maxLength: 12 })
  .map((signs) => signs.join(""));

function byRe2(canonical: string, subject: string): readonly [number, number] | undefined {
  const matcher = RE2JS.compile(canonical).matcher(subject);
  return matcher.find() ? [matcher.start(), matcher.end()] : undefined;
}

function byRegExp(source: string, subject: string): readonly [number, number] | undefined {
  const match = new RegExp(source, "u").exec(subject);
  return match === null ? undefined : [match.index, match.index + match[0].length];
}

test("the canonical pattern means what the pattern means to JavaScript", (t) => {
  // JavaScript takes no empty turn of an optional group, and V8 looks for \B inside surrogate pairs: neither engine does.
  const same = fc.property(patterns(exact), text, (source, subject) => {
    fc.pre(!(source.includes("\\B") && subject.includes("😀")));
    const { pattern: canonical } = compilePattern("t", source);
    deepEqual(byRe2(canonical, subject), byRegExp(source, subject));
  });
  t.notThrows(() => fc.assert(same, { numRuns: 500 }));
});

test("every match holds a literal, and every match is a candidate", (t) => {
  const holds = fc.property(patterns(repeated), text, fc.boolean(), (source, subject, ignoreCase) => {
    const spec = compilePattern("t", source, { ignoreCase });
    const match = byRe2(spec.pattern, subject);
    if (match === undefined) return;
    const found = subject.slice(...match);
    ok(spec.literals.length === 0 || spec.literals.some((literal) => found.includes(literal)));
    ok(byRe2(spec.candidate, subject));
  });
  t.notThrows(() => fc.assert(holds, { numRuns: 500 }));
});
