import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { affectedSince, readItems, scan, trace, TagwrightError, type ScanOptions } from "../../index.ts";
import { tree } from "../cli/run.ts";

const git = (cwd: string, ...args: string[]): void =>
  void execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", ...args], {
    cwd,
    stdio: "ignore",
  });

function repository(t: ExecutionContext, files: Readonly<Record<string, string>>): string {
  const cwd = tree(t, files);
  git(cwd, "init", "-q");
  git(cwd, "add", ".");
  git(cwd, "commit", "-qm", "first");
  return cwd;
}

async function told(root: string, ref = "HEAD", options: ScanOptions = {}): Promise<string[]> {
  const all = { ...options, cwd: root, root };
  const whole = trace(await scan(".", all), {
    items: options.dialects?.includes("oft") ? await readItems(".", all) : [],
  });
  const found = await affectedSince(whole, ref, all);
  return found.map(
    ({ id, reach, places }) => `${id} ${reach} ${places.map(({ path, line }) => `${path}:${line}`).join()}`,
  );
}

const code = "import x\n// @TAG[CODE:a]\none\ntwo\n// @TAG[CODE:b]\nthree\n";

test("nothing changed, nothing affected", async (t) => {
  t.deepEqual(await told(repository(t, { "a.ts": code })), []);
});

test("a changed line is the tag's above it, the tag's own, or before all the whole file's", async (t) => {
  const cwd = repository(t, { "a.ts": code, "b.ts": "// @TAG[CODE:c]\n" });
  const write = (text: string): void => writeFileSync(join(cwd, "a.ts"), text);
  write(code.replace("two", "2"));
  t.deepEqual(await told(cwd), ["a region a.ts:2"]);
  write(code.replace("three", "3"));
  t.deepEqual(await told(cwd), ["b region a.ts:5"]);
  write(code.replace("[CODE:b]", "[CODE:b] text"));
  t.deepEqual(await told(cwd), ["b line a.ts:5"]);
  write(code.replace("import x", "import y"));
  t.deepEqual(await told(cwd), ["a region a.ts:2", "b region a.ts:5"]);
  write(code.replace("one\ntwo\n", ""));
  t.deepEqual(await told(cwd), ["a line a.ts:2"], "a deletion below a tag is told at the tag's line");
});

test("a tag that is gone still says what is affected; new files are changed throughout", async (t) => {
  const cwd = repository(t, { "a.ts": code });
  writeFileSync(join(cwd, "a.ts"), code.replace("// @TAG[CODE:b]\n", ""));
  t.true((await told(cwd)).some((line) => line.startsWith("b line")));
  rmSync(join(cwd, "a.ts"));
  t.deepEqual(await told(cwd), ["a line a.ts:2", "b line a.ts:5"], "as it stood");
  mkdirSync(join(cwd, "new"));
  writeFileSync(join(cwd, "new/c.ts"), "\n@TAG[CODE:c]\n");
  t.true((await told(cwd)).includes("c line new/c.ts:2"));
});

test("hunks whose lines look like headers, and names that git quotes", async (t) => {
  const name = 'a "b"\tü\n.ts';
  const cwd = repository(t, { [name]: `x\n@TAG[CODE:a]\ny\n`, "plain b.ts": "@TAG[CODE:b]\n-- x\n" });
  writeFileSync(join(cwd, name), `x\n@TAG[CODE:a]\n++ b/other.ts\n`);
  writeFileSync(join(cwd, "plain b.ts"), "@TAG[CODE:b]\n@@ -1 +90 @@\n");
  t.deepEqual(await told(cwd), [`a region ${name}:2`, "b region plain b.ts:1"]);
});

test("against another commit, from a folder below, and past settings that change the output", async (t) => {
  const cwd = repository(t, { "sub/a.ts": code });
  git(cwd, "config", "diff.noprefix", "true");
  git(cwd, "config", "diff.mnemonicPrefix", "true");
  git(cwd, "config", "color.ui", "always");
  git(cwd, "config", "diff.external", "false");
  writeFileSync(join(cwd, "sub/a.ts"), code.replace("two", "2"));
  git(cwd, "commit", "-qam", "second");
  t.deepEqual(await told(join(cwd, "sub"), "HEAD~1"), ["a region a.ts:2"]);
  t.deepEqual(await told(join(cwd, "sub")), []);
});

test("items are affected through links, up and down", async (t) => {
  const spec =
    "`feat~a~1`\n\nNeeds: dsn\n\n`dsn~a~1`\n\nText.\n\nCovers:\n* feat~a~1\n\nNeeds: impl\n\n`dsn~b~1`\n\nNeeds: impl\n";
  const cwd = repository(t, { "spec.md": spec, "a.java": "// [impl~x~1->dsn~a~1]\n// [impl~y~1->dsn~b~1]\n" });
  writeFileSync(join(cwd, "spec.md"), spec.replace("Text.", "Other text."));
  t.deepEqual(await told(cwd, "HEAD", { dialects: ["oft"] }), [
    "dsn~a~1 region spec.md:5",
    "feat~a~1 link spec.md:1",
    "impl~x~1 link a.java:1",
  ]);
});

test("no repository, no such commit, and one that would be an option", async (t) => {
  const cwd = repository(t, { "a.ts": code });
  for (const ref of ["nowhere", "--output=x", "-p", "", "HEAD^{tree}", "^HEAD", "HEAD..HEAD", "HEAD\0"]) {
    const { code: name, message } = await t.throwsAsync(told(cwd, ref), { instanceOf: TagwrightError });
    t.is(name, "E_GIT", ref);
    t.true(message.includes(`no commit ${JSON.stringify(ref)}; `), message);
  }
  t.is((await t.throwsAsync(told(tree(t, {})), { instanceOf: TagwrightError })).code, "E_GIT");
});
