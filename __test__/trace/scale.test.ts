/** What must not grow with the square of anything, nor with the stack. Times are for the benchmark: here it must only end. */
import test from "ava";
import { chainsAt, narrow, scanText, trace, type Item, type Tag } from "../../index.ts";
import { affected } from "../../src/trace/affected.ts";
import { parseItems } from "../../src/trace/items/markup.ts";

const MANY = 100_000;

const item = (name: string, covers: readonly string[], needs: readonly string[] = ["req"], line = 1): Item => ({
  ...{
    id: `req~${name}~1`,
    type: "req",
    name,
    revision: 1,
    path: "a.md",
    line,
    column: 1,
    title: "",
    status: "approved",
  },
  ...{ needs, covers, depends: [], tags: [], description: "", rationale: "", comment: "" },
  ...{ isForward: false, source: "markdown" },
});

test("a chain of items as long as there are items, and the same closed to a ring", (t) => {
  const names = Array.from({ length: MANY }, (_, at) =>
    item(`n${at}`, at === 0 ? [] : [`req~n${at - 1}~1`], at === MANY - 1 ? [] : ["req"]),
  );
  const open = trace([], { items: names }).items!;
  t.is(open.coverage.covered, MANY);
  const closed = trace([], {
    items: [item("n0", [`req~n${MANY - 1}~1`]), ...names.slice(1, -1), item(`n${MANY - 1}`, [`req~n${MANY - 2}~1`])],
  }).items!;
  t.is(closed.cycles.length, 1);
  t.true(closed.verdicts.every(({ deep }) => deep === "cycle"));
});

test("as many items with one id, and as many revisions of one", (t) => {
  const same = Array.from({ length: MANY }, () => item("a", ["req~a~1"]));
  t.is(trace([], { items: same }).items!.links.length, 2 * (MANY - 1) + MANY);
  const revisions = Array.from({ length: MANY }, (_, at) => ({
    ...item("a", ["req~a~999999999"]),
    id: `req~a~${at}`,
    revision: at,
  }));
  t.is(trace([], { items: revisions }).items!.links[0]!.state, "predated");
});

test("hostile lines of Markdown and reStructuredText", (t) => {
  const lines = [
    "a".repeat(MANY),
    "a-->".repeat(MANY),
    " ".repeat(MANY),
    `* ${"a~b".repeat(MANY)}`,
    `* ${"a.".repeat(MANY)}`,
  ];
  const more = [
    `Needs: ${"a, ".repeat(MANY)}!`,
    `Tags:${"a ".repeat(MANY)}`,
    "`".repeat(MANY),
    `a${"-->a,".repeat(MANY)}`,
    `- a~${"b.".repeat(MANY)}`,
  ];
  for (const line of [...lines, ...more]) {
    for (const path of ["a.md", "a.rst"]) {
      for (const before of ["", "`req~a~1`\n\nCovers:\n", "`req~a~1`\n\nNeeds:\n", "`req~a~1`\n"]) {
        t.true(parseItems(`${before}${line}`, path).length <= 1);
      }
    }
  }
});

test("a chain of very many tags, very many types of one, and very many kinds", (t) => {
  const one = scanText("@TAG[CODE:a]".repeat(MANY)).tags;
  const whole = trace(one);
  t.is(whole.chains[0]!.size, MANY);
  t.is(whole.chains[0]!.tags("CODE").length, MANY);
  t.is(narrow(whole, chainsAt(whole, "")).chains.length, 1);
  const letters = (at: number): string => String(at).replace(/\d/g, (digit) => String.fromCharCode(65 + Number(digit)));
  const kinds = scanText(Array.from({ length: MANY }, (_, at) => `@TAG[${letters(at)}:a]`).join("\n")).tags;
  t.is(trace(kinds).chains[0]!.extra.length, MANY);
});

test("suggestions among very many ids that look alike", (t) => {
  const text = Array.from({ length: MANY }, (_, at) => `@TAG[SPEC:auth-${at}] @TAG[CODE:Auth-${at}]`).join("\n");
  const { suggestions } = trace(scanText(text));
  t.is(suggestions.length, MANY);
  t.true(suggestions.every(({ why }) => why === "case"));
});

test("very many changes in a file of very many tags", (t) => {
  const tags: Tag[] = scanText("@TAG[CODE:a] x\n@TAG[TEST:b]\n".repeat(MANY / 2), { path: "a.ts" }).tags.toArray();
  const ranges = Array.from({ length: MANY / 4 }, (_, at) => [4 * at + 1, 4 * at + 1] as const);
  const found = affected(trace(tags), new Map([["a.ts", ranges]]));
  t.deepEqual(
    found.map(({ id, reach, places }) => [id, reach, places.length]),
    [["a", "line", MANY / 4]],
  );
});
