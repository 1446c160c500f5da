import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { tagwright, tree } from "./run.ts";

const sample = {
  "docs/a.md": "@TAG[SPEC:auth-001]\n@TAG[DOC:auth-001]\n@TAG[SPEC:incomplete-001]\n",
  "src/a.ts":
    "// @TAG[CODE:auth-001]\n// @TAG[TEST:auth-001]\n// @TAG[CODE:incomplete-001]\n// @TAG[CODE:orphan-001]\n",
};

test("all chains, with coverage", async (t) => {
  const ran = await tagwright(t, ["trace"], { cwd: tree(t, sample) });
  t.deepEqual([ran.code, ran.stderr], [0, ""]);
  t.regex(ran.stdout, /^auth-001 +complete$/m);
  t.regex(ran.stdout, /^incomplete-001 +missing TEST, DOC$/m);
  t.regex(ran.stdout, /^orphan-001 +missing SPEC, TEST, DOC; orphan; dangling$/m);
  t.regex(ran.stdout, /3 chains, 1 complete, 2 not\n$/);
});

test("one id is one chain; an unknown one is 2, and names the nearest", async (t) => {
  const cwd = tree(t, sample);
  const ran = await tagwright(t, ["trace", "auth-001", "--json"], { cwd });
  t.is(ran.code, 0);
  t.deepEqual(
    JSON.parse(ran.stdout).chains.map(({ id }: { id: string }) => id),
    ["auth-001"],
  );
  const lost = await tagwright(t, ["trace", "auht-001"], { cwd });
  t.deepEqual([lost.code, lost.stdout], [2, ""]);
  t.is(lost.stderr, 'tagwright: no such id: "auht-001"; did you mean "auth-001"? (E_TRACE_ID)\n');
});

test("types by flag, over those of the file; a mistake in either costs no scan", async (t) => {
  const config = JSON.stringify({ trace: { required: ["SPEC"], map: { DOC: null } } });
  const cwd = tree(t, { ...sample, "tagwright.config.json": config });
  t.regex((await tagwright(t, ["trace"], { cwd })).stdout, /3 chains, 2 complete, 1 not/);
  t.regex((await tagwright(t, ["trace", "--require", "CODE"], { cwd })).stdout, /3 chains, 3 complete, 0 not/);
  const bad = tree(t, { "tagwright.config.json": '{"trace":{"required":"SPEC"}}' });
  const ran = await tagwright(t, ["trace"], { cwd: bad });
  t.is(ran.code, 2);
  t.regex(ran.stderr, /trace\.required: expected a list of types, got "SPEC"/);
  const unknown = tree(t, { "tagwright.config.json": '{"trace":{"requierd":["SPEC"]}}' });
  t.regex((await tagwright(t, ["trace"], { cwd: unknown })).stderr, /"trace\.requierd"; did you mean "required"\?/);
  t.is((await tagwright(t, ["trace", "--map", "x"], { cwd })).code, 2);
});

test("by path, and what covers what", async (t) => {
  const cwd = tree(t, sample);
  t.regex((await tagwright(t, ["trace", "--path", "docs"], { cwd })).stdout, /2 chains/);
  const covers = await tagwright(t, ["trace", "--covers", "auth-001"], { cwd });
  t.is(covers.stdout, "CODE  auth-001  src/a.ts:1\nTEST  auth-001  src/a.ts:2\nDOC   auth-001  docs/a.md:2\n");
  const by = await tagwright(t, ["trace", "--covered-by", "auth-001", "--json"], { cwd });
  t.deepEqual(JSON.parse(by.stdout), [{ how: "SPEC", id: "auth-001", path: "docs/a.md", line: 1, column: 1 }]);
  t.is((await tagwright(t, ["trace", "--covers", "nothing-at-all"], { cwd })).code, 2);
});

test("OpenFastTrace's items from files and tags", async (t) => {
  const cwd = tree(t, { "a.md": "`dsn~a~1`\n\nNeeds: impl, utest\n", "a.java": "// [impl~i~1->dsn~a~1]\n" });
  const ran = await tagwright(t, ["trace", "--dialects", "oft", "--covers", "dsn~a~1"], { cwd });
  t.deepEqual([ran.code, ran.stdout], [0, "covers  impl~i~1  a.java:1\n"]);
  const all = await tagwright(t, ["trace", "--dialects", "oft"], { cwd });
  t.regex(all.stdout, /^warning +dsn~a~1 +nothing of type utest covers it +a\.md:1$/m);
  t.regex(all.stdout, /^2 items, 1 without a defect$/m);
});

test("OpenFastTrace's items are rows of a matrix, nodes of a graph, and on the page", async (t) => {
  const cwd = tree(t, { "a.md": "`dsn~a~1`\n\nNeeds: impl, utest\n", "a.java": "// [impl~i~1->dsn~a~1]\n" });
  const told = async (...args: string[]): Promise<string> => {
    const ran = await tagwright(t, [...args, "--dialects", "oft"], { cwd });
    t.deepEqual([ran.code, ran.stderr], [0, ""]);
    return ran.stdout;
  };
  const matrix = "id,dsn,impl,utest,missing,complete\r\ndsn~a~1,a.md:1,a.java:1,,utest,no\r\n";
  t.is(await told("trace", "--format", "csv"), matrix);
  t.is(await told("export", "matrix"), matrix);
  t.regex(await told("trace", "--format", "dot"), /DSN_A_1_0 -> IMPL_I_1_0 \[label="covers"\];/);
  t.regex(await told("trace", "--format", "html"), /"items":\[\{"id":"impl~i~1".*"id":"dsn~a~1"/);
});

test("a near miss is told", async (t) => {
  const cwd = tree(t, { "a.ts": "@TAG[SPEC:auth-login]\n@TAG[CODE:auth-logn]\n" });
  t.regex((await tagwright(t, ["trace"], { cwd })).stdout, /^auth-logn: did you mean auth-login\?$/m);
});

test("ids that would steer a terminal are spelt out", async (t) => {
  const cwd = tree(t, { "a.ts": "@TAG[SPEC:\u001b[31m\u202e]\n@TAG[CODE:x\u200b]\n" });
  const ran = await tagwright(t, ["trace"], { cwd });
  t.false(/[\u001b\u202e\u200b]/.test(ran.stdout));
  t.is(ran.code, 0);
});

test("an empty tree has no chains", async (t) => {
  const ran = await tagwright(t, ["trace"], { cwd: tree(t) });
  t.deepEqual([ran.code, ran.stdout], [0, "No chains: no tag has an id\n"]);
});

const git = (cwd: string, ...args: string[]): void =>
  void execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", ...args], {
    cwd,
  });

test("rename shows a diff, then writes when told, and not over unsaved work", async (t) => {
  const cwd = tree(t, { "a.ts": "// @TAG[SPEC:a]\n" });
  git(cwd, "init", "-q");
  git(cwd, "add", ".");
  git(cwd, "commit", "-qm", "a");
  const text = (): string => readFileSync(join(cwd, "a.ts"), "utf8");
  const dry = await tagwright(t, ["rename", "a", "b"], { cwd });
  t.is(dry.stdout, "--- a/a.ts\n+++ b/a.ts\n@@ -1,1 +1,1 @@\n-// @TAG[SPEC:a]\n+// @TAG[SPEC:b]\n");
  t.is(dry.stderr, "would change 1 place in 1 file; --write does it\n");
  t.is(text(), "// @TAG[SPEC:a]\n");
  const wet = await tagwright(t, ["rename", "a", "b", "--write"], { cwd });
  t.deepEqual(
    [wet.code, wet.stdout, wet.stderr, text()],
    [0, dry.stdout, "changed 1 place in 1 file\n", "// @TAG[SPEC:b]\n"],
  );
  const again = await tagwright(t, ["rename", "b", "c", "--write"], { cwd });
  t.is(again.code, 2);
  t.true(again.stdout.startsWith("--- a/a.ts"), "the plan was shown");
  t.regex(again.stderr, /E_REWRITE_DIRTY/);
  t.is((await tagwright(t, ["rename", "b", "c", "--write", "--force"], { cwd })).code, 0);
  t.is(text(), "// @TAG[SPEC:c]\n");
  t.is((await tagwright(t, ["rename", "b"], { cwd })).code, 2);
});

test("migrate and next-id", async (t) => {
  const cwd = tree(t, { "a.md": "Fixed @TAG[BUG:042] related to #REQ-001\n" });
  const ran = await tagwright(t, ["migrate", "--to", "hash", "--write"], { cwd });
  t.is(ran.code, 0);
  t.is(readFileSync(join(cwd, "a.md"), "utf8"), "Fixed #BUG-042 related to #REQ-001\n");
  t.is((await tagwright(t, ["next-id", "BUG"], { cwd })).stdout, "BUG-043\n");
  t.is(JSON.parse((await tagwright(t, ["next-id", "REQ", "--json"], { cwd })).stdout).number, "002");
  const oft = await tagwright(t, ["migrate", "--to", "oft"], { cwd });
  t.deepEqual([oft.code, oft.stdout], [2, ""]);
  t.regex(
    oft.stderr,
    /to: expected one of tag, hash, moai, got "oft"; .* revision of the item .*--map\) \(E_OPTION_VALUE\)/,
  );
  t.regex((await tagwright(t, ["migrate", "--to", "hahs"], { cwd })).stderr, /got "hahs"; did you mean "hash"\?/);
  t.is((await tagwright(t, ["migrate"], { cwd })).code, 2);
  t.is((await tagwright(t, ["next-id", "-"], { cwd })).code, 2);
});

test("compare: 1 where sets differ; the plan is shown before anything is written", async (t) => {
  const cwd = tree(t, { "a/x.ts": "@TAG[SPEC:a]\n@TAG[CODE:a]\n", "b/x.ts": "@TAG[SPEC:a]\n@TAG[TEST:a]\n" });
  for (const side of ["a", "b"]) {
    const ran = await tagwright(t, ["scan", "--format", "json", "--root", "."], { cwd: join(cwd, side) });
    writeFileSync(join(cwd, `${side}.json`), ran.stdout);
  }
  t.is((await tagwright(t, ["compare", "a.json", "a.json"], { cwd })).code, 0);
  const plan = await tagwright(t, ["compare", "a.json", "b.json"], { cwd });
  t.is(plan.code, 1);
  t.is(plan.stdout, "a  mismatch\n  - CODE a x.ts:2\n  + TEST a x.ts:2\n1 id differs; 1 tag the same\n");
  const both = await tagwright(t, ["compare", "a.json", "b.json", "--strategy", "keep-both", "-o", "c.json"], { cwd });
  t.deepEqual([both.code, both.stdout, both.stderr], [0, "", plan.stdout]);
  const merged = JSON.parse(readFileSync(join(cwd, "c.json"), "utf8")) as { tags: { kind: string }[] };
  t.deepEqual(merged.tags.map(({ kind }) => kind).sort(), ["CODE", "SPEC", "TEST"]);
  const bad = await tagwright(t, ["compare", "a.json", "b.json", "--strategy", "keep-boht", "-o", "d.json"], { cwd });
  t.is(bad.code, 2);
  t.regex(bad.stderr, /did you mean "keep-both"/);
  t.is((await tagwright(t, ["compare", "a.json", "nowhere.json"], { cwd })).code, 2);
  t.is((await tagwright(t, ["compare", "a.json", "b.json", "-o", "e.json"], { cwd })).code, 2);
});
