import test from "ava";
import { scanSync, scanText } from "../../index.ts";
import { inTemporary, plant } from "../oracle/tree.ts";

const TEXT = "@TAG[SPEC:a] one\n@TAG[CODE:a] two @TAG[CODE:b]\n@TAG[TEST:a:b] three\n";
const { tags } = scanText(TEXT, { path: "src/x.ts" });
const names = (list: Iterable<{ kind: string; name: string }>) => [...list].map(({ kind, name }) => `${kind}:${name}`);

test("rows come in order, by position and by iteration", (t) => {
  t.is(tags.length, 4);
  t.deepEqual(names(tags), ["SPEC:a", "CODE:a", "CODE:b", "TEST:a:b"]);
  t.is(tags.at(0)?.kind, "SPEC");
  t.is(tags.at(-1)?.name, "a:b");
  t.is(tags.at(4), undefined);
  t.is(tags.at(-5), undefined);
  t.is(tags.at(Number.NaN)?.kind, "SPEC");
});

test("a filter by keys gives what a predicate gives", (t) => {
  t.deepEqual(names(tags.filter({ kind: "CODE" })), names(tags.filter((tag) => tag.kind === "CODE")));
  t.deepEqual(names(tags.filter({ name: "a" })), ["SPEC:a", "CODE:a"]);
  t.deepEqual(names(tags.filter({ kind: "CODE", name: "b" })), ["CODE:b"]);
  t.deepEqual(names(tags.filter({ kind: ["SPEC", "TEST"] })), ["SPEC:a", "TEST:a:b"]);
  t.deepEqual(names(tags.filter({ detector: "trace" })), names(tags));
  t.deepEqual(names(tags.filter({})), names(tags));
});

test("an unknown value, a prefix and another case fit nothing", (t) => {
  for (const kind of ["EPIC", "COD", "CODES", "code", ""]) t.is(tags.filter({ kind }).length, 0, kind);
  t.is(tags.filter({ name: "nobody" }).length, 0);
  t.is(tags.filter({ detector: "tag" }).length, 0);
  t.is(tags.filter({ kind: [] }).length, 0);
});

test("filters narrow what was filtered", (t) => {
  t.deepEqual(names(tags.filter({ kind: "CODE" }).filter({ name: "b" })), ["CODE:b"]);
  t.deepEqual(names(tags.filter({ kind: "CODE" }).slice(1)), ["CODE:b"]);
});

test("a path is a file, or a folder and all below it", (t) =>
  inTemporary((root) => {
    plant(root, { "a/x.c": true, "a/b/y.c": true, "ab/z.c": true });
    const all = scanSync(root).tags;
    const paths = (path: string) => all.filter({ path }).map((tag) => tag.path);
    t.deepEqual(paths("a"), ["a/b/y.c", "a/x.c"]);
    t.deepEqual(paths("./a/"), ["a/b/y.c", "a/x.c"]);
    t.deepEqual(paths("a/x.c"), ["a/x.c"]);
    t.deepEqual(paths("a/x"), []);
    t.is(paths(".").length, 3);
  }));

test("slice cuts as arrays are cut", (t) => {
  const array = names(tags);
  for (const start of [-9, -2, 0, 1, 9]) {
    for (const end of [-9, -1, 0, 2, 9]) t.deepEqual(names(tags.slice(start, end)), array.slice(start, end));
  }
  t.deepEqual(names(tags.slice()), array);
});

test("groups hold every tag once, each in its own", (t) => {
  const groups = tags.groupBy("kind");
  t.deepEqual([...groups.keys()], ["SPEC", "CODE", "TEST"]);
  for (const [kind, group] of groups) t.true([...group].every((tag) => tag.kind === kind));
  t.is(
    [...groups.values()].reduce((sum, group) => sum + group.length, 0),
    tags.length,
  );
  t.deepEqual([...tags.groupBy("name").keys()], ["a", "b", "a:b"]);
  t.deepEqual([...tags.groupBy("path").keys()], ["src/x.ts"]);
});

test("plain objects hold every value, and JSON is made of them", (t) => {
  const [first] = tags.toArray();
  t.deepEqual(Object.keys(first!), [
    ...[
      "detector",
      "kind",
      "name",
      "text",
      "path",
      "line",
      "column",
      "offset",
      "length",
      "zone",
      "language",
      "fields",
      "fingerprint",
    ],
  ]);
  t.is(first!.language, "TypeScript");
  t.deepEqual(first!.fields, { dialect: "tag", raw: "SPEC:a" });
  t.is(JSON.stringify(tags), JSON.stringify(tags.toArray()));
  t.is(JSON.stringify(tags.at(0)), JSON.stringify(first));
});

test("context is there only when asked for, also where it is one line", (t) => {
  t.is(tags.at(0)?.context, undefined);
  const { tags: list } = scanText(TEXT, { context: 1 });
  t.is(list.at(0)?.context, TEXT.split("\n").slice(0, 2).join("\n"));
  t.true("context" in list.toArray()[0]!);
});

test("groups of a pattern named like an object's own parts are fields like others", (t) => {
  const list = scanText("key=value", { patterns: { pair: "(?<constructor>\\w+)=(?<__proto__>\\w+)" } }).tags;
  t.deepEqual(Object.entries(list.at(0)!.fields), [
    ["constructor", "key"],
    ["__proto__", "value"],
  ]);
});
