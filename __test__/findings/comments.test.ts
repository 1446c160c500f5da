import test from "ava";
import fc from "fast-check";
import { readComments, Silence } from "../../src/findings/comments.ts";
import { judge, ruled, tree } from "./tree.ts";

const KNOWN = new Set(["missing", "orphan", "note-old"]);
const read = (text: string | Uint8Array) => readComments("a.ts", Buffer.from(text), KNOWN);
const rangesOf = (text: string | Uint8Array) =>
  (read(text)?.ranges ?? []).map(({ rule, start, end }) => `${rule} ${start}-${end}`);
const problemsOf = (text: string) =>
  (read(text)?.problems ?? []).map(({ message, at }) => `${(at as { line: number }).line}: ${message}`);

const cases: readonly (readonly [text: string, ranges: readonly string[]])[] = [
  ["// tagwright-ignore-next-line missing", ["missing 2-2"]],
  ["<!-- tagwright-ignore-next-line -->", ["* 2-2"]],
  ["/* tagwright-ignore-next-line missing,orphan */", ["missing 2-2", "orphan 2-2"]],
  ["# tagwright-ignore-next-line missing , note-old -- it is late", ["missing 2-2", "note-old 2-2"]],
  ["\r\n\r\ntagwright-ignore-next-line missing\r", ["missing 4-4"]],
  ["a\rb\ntagwright-ignore-next-line missing", ["missing 4-4"]],
  ["tagwright-ignore-start missing\n\ntagwright-ignore-end missing", ["missing 1-3"]],
  ["tagwright-ignore-start\n\n", ["* 1-Infinity"]],
  ["tagwright-ignore-start missing, orphan\ntagwright-ignore-end orphan\n", ["missing 1-Infinity", "orphan 1-2"]],
  ["tagwright-ignore-start missing\ntagwright-ignore-start missing\ntagwright-ignore-end\n", ["missing 1-3"]],
  ["tagwright-ignore-next-lines missing", []],
  ["tagwright-ignore-next-line-x", []],
  ["tagwright-ignore missing", []],
];

for (const [text, ranges] of cases) {
  test(`comments of ${JSON.stringify(text)}`, (t) => {
    t.deepEqual(rangesOf(text), ranges);
    t.deepEqual(problemsOf(text), []);
  });
}

test("comments that can do nothing are said, with their line", (t) => {
  t.deepEqual(problemsOf("\ntagwright-ignore-next-line mising, missing"), ["2: there is no rule mising to ignore"]);
  t.deepEqual(problemsOf("tagwright-ignore-end\ntagwright-ignore-end missing"), [
    "1: nothing is ignored that could end here",
    "2: nothing is ignored that could end here",
  ]);
});

test("files in UTF-16 are read", (t) => {
  const text = "\ufeff// tagwright-ignore-next-line missing\n";
  const little = Buffer.from(text, "utf16le");
  t.deepEqual(rangesOf(little), ["missing 2-2"]);
  t.deepEqual(rangesOf(Buffer.from(little).swap16()), ["missing 2-2"]);
});

test("a line is silent when a range of its rule or of all holds it", (t) => {
  const range = fc.record({
    rule: fc.constantFrom("*", "missing", "orphan"),
    start: fc.integer({ min: 1, max: 20 }),
    size: fc.nat(8),
  });
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), fc.nat(30), (given, line) => {
      const ranges = given.map(({ rule, start, size }) => ({ rule, start, end: start + size }));
      const expected = ranges.some(
        ({ rule, start, end }) => rule !== "orphan" && start <= Math.max(1, line) && Math.max(1, line) <= end,
      );
      t.is(new Silence(ranges).covers("missing", line), expected);
    }),
  );
  t.pass();
});

test("many comments cost linear time", (t) => {
  const text =
    "tagwright-ignore-start missing\n".repeat(20_000) + "tagwright-ignore-".repeat(50_000) + " ,".repeat(50_000);
  const begin = process.cpuUsage();
  t.is(read(text)?.ranges.length, 1);
  t.true(process.cpuUsage(begin).user < 2_000_000);
});

// @TEST:CHECK-002
test("what comments leave out is counted, and a whole file stands in its first line", async (t) => {
  const root = tree(t, {
    "a.md": "<!-- tagwright-ignore-start missing -->\n@TAG[SPEC:a]\n<!-- tagwright-ignore-end -->\n@TAG[SPEC:b]\n",
    "b.md": "<!-- tagwright-ignore-next-line -->\n@TAG[SPEC:c]\n",
    "c.ts": "// tagwright-ignore-start file-too-long -- generated\n1\n2\n",
    "d.ts": "1\n2\n3\n// tagwright-ignore-next-line file-too-long\n",
  });
  const { findings, suppressed } = await judge(root, { rules: { "file-too-long": { lines: 2 } } });
  t.deepEqual([...findings].map(ruled), [
    "file-too-long a.md:0",
    "orphan a.md:2",
    "missing a.md:4",
    "orphan a.md:4",
    "file-too-long d.ts:0",
  ]);
  t.is(suppressed.comment, 4);
});
