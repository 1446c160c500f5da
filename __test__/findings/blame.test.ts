import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { spawnSync } from "node:child_process";
import test from "ava";
import { origins, scan } from "../../index.ts";
import { commit, git, judge, plant, tree } from "./tree.ts";

/** Counts the processes that git is started in, by its first word that is no setting. */
function countGit(t: Parameters<typeof tree>[0]): () => string[] {
  const bin = tree(t, {});
  const log = join(bin, "log");
  const real = spawnSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).stdout.trim();
  writeFileSync(join(bin, "git"), `#!/bin/sh\necho "$@" >> '${log}'\nexec '${real}' "$@"\n`);
  chmodSync(join(bin, "git"), 0o755);
  const { PATH } = process.env;
  process.env.PATH = `${bin}${delimiter}${PATH}`;
  t.teardown(() => (process.env.PATH = PATH));
  return () => {
    const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
    rmSync(log, { force: true });
    return lines.map((line) => /\b(rev-parse|hash-object|blame)\b/.exec(line)?.[0] ?? line);
  };
}

const show = async (root: string) => {
  const result = await scan(root, { root });
  const found = await origins(result);
  return result.tags.map((tag) => {
    const origin = found.get(tag.fingerprint);
    return `${tag.path}:${tag.line} ${origin === undefined ? "unknown" : `${origin.author} ${new Date(origin.time).toISOString().slice(0, 10)}`}`;
  });
};

test.serial("each line has the author and the date of the commit that git names", async (t) => {
  const root = tree(t, { "a.ts": "// TODO: one\n", "b/c d.ts": "// TODO: x\n" });
  commit(root, "2020-01-31");
  plant(root, { "a.ts": "// TODO: zero\n// TODO: one\n" });
  commit(root, "2021-06-01");
  plant(root, { "a.ts": "// TODO: zero\n// TODO: one\n// TODO: two\n", "new.ts": "// TODO: y\n" });
  t.deepEqual(await show(root), [
    "a.ts:1 Ann 2021-06-01",
    "a.ts:2 Ann 2020-01-31",
    "a.ts:3 unknown",
    "b/c d.ts:1 Ann 2020-01-31",
    "new.ts:1 unknown",
  ]);
});

// @TEST:CHECK-005
test.serial("one process a file, and none for what has not changed", async (t) => {
  const root = tree(t, { "a.ts": "// TODO: 1\n// TODO: 2\n// TODO: 3\n", "b.ts": "// TODO: 1\n" });
  commit(root);
  const count = countGit(t);
  const first = await show(root);
  t.deepEqual(count().sort(), ["blame", "blame", "hash-object", "rev-parse"]);
  t.deepEqual(await show(root), first);
  t.deepEqual(count().sort(), ["hash-object", "rev-parse"]);
  plant(root, { "b.ts": "\n// TODO: 1\n" });
  t.deepEqual(await show(root), [...first.slice(0, 3), "b.ts:2 Ann 2020-01-31"]);
  t.deepEqual(count().sort(), ["blame", "hash-object", "rev-parse"]);
  t.is(git(root, ["status", "--porcelain"]).trim(), "M b.ts");
});

test.serial("a cache that is broken, or of another version, is made anew", async (t) => {
  const root = tree(t, { "a.ts": "// TODO: 1\n" });
  commit(root);
  const expected = await show(root);
  const cache = join(root, ".git/tagwright/blame.json");
  const whole = readFileSync(cache, "utf8");
  for (const text of [
    "",
    "{",
    "[]",
    "null",
    whole.slice(0, -5),
    whole.replace('"version":1', '"version":2'),
    '{"version":1,"entries":[3]}',
  ]) {
    writeFileSync(cache, text);
    t.deepEqual(await show(root), expected);
    t.is(readFileSync(cache, "utf8"), whole);
  }
});

test.serial("without git, or outside of it, nothing is known, and nothing fails", async (t) => {
  const root = tree(t, { "a.ts": "// TODO: 1\n" });
  const policy = { rules: { "note-old": { days: 1 } } };
  t.is((await judge(root, policy)).findings.length, 0);
  const { PATH } = process.env;
  process.env.PATH = root;
  t.teardown(() => (process.env.PATH = PATH));
  t.is((await judge(root, policy)).findings.length, 0);
});

test.serial("hundreds of notes in one file are one process", async (t) => {
  const root = tree(t, { "a.ts": "// TODO: x\n".repeat(1200) });
  commit(root);
  const count = countGit(t);
  t.true((await show(root)).every((line) => line.endsWith("Ann 2020-01-31")));
  t.is(count().filter((word) => word === "blame").length, 1);
});
