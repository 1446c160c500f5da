import test, { type ExecutionContext } from "ava";
import { linesOf, tagwright, tree } from "./run.ts";

const sample = {
  "docs/a.md": "@TAG[SPEC:a]\n@TAG[SPEC:b,c]\n",
  "src/a.ts": "@TAG[CODE:a]\n@TAG[TEST:a] TODO later\n",
  "src/deep/b.ts": "@TAG[CODE:d]\n",
  "srcs/c.ts": "@TAG[CODE:e]\n",
};

async function names(t: ExecutionContext, args: readonly string[], folder = ""): Promise<string[]> {
  const ran = await tagwright(t, ["scan", "--format=ndjson", ...args], { cwd: tree(t, sample) + folder });
  t.is(ran.stderr, "");
  return linesOf(ran.stdout).map((line) => {
    const { kind, name } = JSON.parse(line) as { kind: string; name: string };
    return `${kind}/${name}`;
  });
}

test("by kind, as a list and repeated", async (t) => {
  t.deepEqual(await names(t, ["--kind", "SPEC,TEST"]), ["SPEC/a", "SPEC/b,c", "TEST/a"]);
  t.deepEqual(await names(t, ["--kind=SPEC", "--kind=TEST"]), ["SPEC/a", "SPEC/b,c", "TEST/a"]);
  t.deepEqual(await names(t, ["--kind", "EPIC"]), []);
});

test("by name, with an escaped comma; filters add up", async (t) => {
  t.deepEqual(await names(t, ["--name", "a"]), ["SPEC/a", "CODE/a", "TEST/a"]);
  t.deepEqual(await names(t, ["--name", "b\\,c,d"]), ["SPEC/b,c", "CODE/d"]);
  t.deepEqual(await names(t, ["--name", "a", "--kind", "CODE"]), ["CODE/a"]);
});

test("a name that reads like a number is a name", async (t) => {
  const cwd = tree(t, { a: "@TAG[CODE:007]\n@TAG[CODE:7]\n" });
  const ran = await tagwright(t, ["scan", "--name", "007", "--format=ndjson"], { cwd });
  t.deepEqual(
    linesOf(ran.stdout).map((line) => (JSON.parse(line) as { name: string }).name),
    ["007"],
  );
});

test("by path, however it is typed", async (t) => {
  for (const path of ["src", "./src/", "src/../src"])
    t.deepEqual(await names(t, ["--path", path]), ["CODE/a", "TEST/a", "CODE/d"]);
  t.deepEqual(await names(t, ["--path", "src/deep/b.ts,docs"]), ["SPEC/a", "SPEC/b,c", "CODE/d"]);
  t.deepEqual(await names(t, ["--path", "../elsewhere"]), []);
  t.deepEqual(await names(t, ["..", "--path", "deep"], "/src"), ["CODE/d"]);
});

test("by detector", async (t) => {
  const pattern = ["--pattern", "todo=\\b(?<kind>TODO)\\b *(?<text>.*)"];
  t.deepEqual(await names(t, [...pattern, "--detector", "todo"]), ["TODO/"]);
  t.is((await names(t, pattern)).length, 7);
});

test("text says that tags were there before the filters", async (t) => {
  const ran = await tagwright(t, ["scan", "--kind=NONE"], { cwd: tree(t, sample) });
  t.is(ran.stdout, "No tags found that fit the filters; without them there are 6\n");
});
