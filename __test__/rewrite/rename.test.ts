import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "ava";
import { applyRewrite, diffLines, planMigration, planRename, scan } from "../../index.ts";
import type { RewritePlan, TagwrightError } from "../../index.ts";
import { tree } from "../cli/run.ts";

const utf16 = (text: string, isBig = false): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return isBig ? bytes.swap16() : bytes;
};

const git = (cwd: string, ...args: string[]): void =>
  void execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", ...args], {
    cwd,
    stdio: "ignore",
  });

const save = (cwd: string): void => {
  git(cwd, "init", "-q");
  git(cwd, "add", "-f", ".");
  git(cwd, "commit", "-qm", "all");
};

const inTree = (cwd: string): { cwd: string; root: string } => ({ cwd, root: cwd });
const diffOf = ({ files }: RewritePlan): string[] => files.flatMap((file) => [...diffLines(file)]);
const code = (error: unknown): string => (error as TagwrightError).code;

test("encoding, mark, line ends and everything around a tag stay as they are", async (t) => {
  const contents = {
    "plain.ts": Buffer.from("a\r\n// @TAG[SPEC: old ] x\rb\n@TAG[CODE:old]@TAG[CODE:older]"),
    "mark.ts": Buffer.from("\ufeff@TAG[SPEC:old] ü\r\n"),
    "little.ts": utf16("x 😀 @TAG[TEST:old]\r\n"),
    "big.ts": utf16("x 😀 @TAG[TEST:old]\r\n", true),
    "broken.ts": Buffer.concat([Buffer.from([0xff, 0x80]), Buffer.from(" @TAG[DOC:old] "), Buffer.from([0xe9])]),
    "other.ts": Buffer.from("@TAG[CODE:older] old"),
  };
  const cwd = tree(t, contents);
  const plan = await planRename(".", "old", "brand-new", inTree(cwd));
  t.deepEqual(readFileSync(join(cwd, "plain.ts")), contents["plain.ts"], "a plan writes nothing");
  t.deepEqual(
    plan.files.map(({ path, count }) => [path, count]),
    [
      ["big.ts", 1],
      ["broken.ts", 1],
      ["little.ts", 1],
      ["mark.ts", 1],
      ["plain.ts", 2],
    ],
  );
  await applyRewrite(plan);
  const read = (name: string): Buffer => readFileSync(join(cwd, name));
  t.is(read("plain.ts").toString(), "a\r\n// @TAG[SPEC: brand-new ] x\rb\n@TAG[CODE:brand-new]@TAG[CODE:older]");
  t.deepEqual(read("mark.ts"), Buffer.from("\ufeff@TAG[SPEC:brand-new] ü\r\n"));
  t.deepEqual(read("little.ts"), utf16("x 😀 @TAG[TEST:brand-new]\r\n"));
  t.deepEqual(read("big.ts"), utf16("x 😀 @TAG[TEST:brand-new]\r\n", true));
  t.deepEqual(
    read("broken.ts"),
    Buffer.concat([Buffer.from([0xff, 0x80]), Buffer.from(" @TAG[DOC:brand-new] "), Buffer.from([0xe9])]),
  );
  t.deepEqual(read("other.ts"), contents["other.ts"]);
  t.deepEqual(readdirSync(cwd).sort(), Object.keys(contents).sort(), "nothing is left behind");
});

test("all dialects are renamed, each in its way", async (t) => {
  const cwd = tree(t, {
    "a.md": "@SPEC:AUTH-001 @CODE:AUTH-001:API @TAG[TEST:AUTH-001] #AUTH-001 #AUTH-0012 @SPEC:AUTH-0011",
  });
  await applyRewrite(await planRename(".", "AUTH-001", "LOGIN-007", inTree(cwd)));
  t.is(
    readFileSync(join(cwd, "a.md"), "utf8"),
    "@SPEC:LOGIN-007 @CODE:LOGIN-007:API @TAG[TEST:LOGIN-007] #LOGIN-007 #AUTH-0012 @SPEC:AUTH-0011",
  );
});

test("an item is renamed in tags, and wherever a specification names it", async (t) => {
  const cwd = tree(t, {
    "doc/spec.md": "`dsn~a~1`\n\nNeeds: impl\n\nSee dsn~a~1, not xdsn~a~1, dsn~a~12, dsn~a~1~ or [it](#dsn~a~1).\n",
    "src/a.java": '// [impl->dsn~a~1] [utest~a~1->dsn~a~1>>x] [impl->dsn~a~11]\nString s = "dsn~a~1";\n',
  });
  await applyRewrite(await planRename(".", "dsn~a~1", "dsn~b.c~2", inTree(cwd)));
  t.is(
    readFileSync(join(cwd, "doc/spec.md"), "utf8"),
    "`dsn~b.c~2`\n\nNeeds: impl\n\nSee dsn~b.c~2, not xdsn~a~1, dsn~a~12, dsn~a~1~ or [it](#dsn~b.c~2).\n",
  );
  t.is(
    readFileSync(join(cwd, "src/a.java"), "utf8"),
    '// [impl->dsn~b.c~2] [utest~a~1->dsn~b.c~2>>x] [impl->dsn~a~11]\nString s = "dsn~a~1";\n',
  );
});

test("a name that cannot be is refused before anything is written", async (t) => {
  const cwd = tree(t, { "a.ts": "@TAG[SPEC:a] @TAG[SPEC:b] @SPEC:AA-001" });
  const rename = (from: string, to: string, force = false) => planRename(".", from, to, { ...inTree(cwd), force });
  t.is(code(await t.throwsAsync(rename("x", "y"))), "E_TRACE_ID");
  t.is(code(await t.throwsAsync(rename("a", "b"))), "E_REWRITE");
  t.is((await rename("a", "b", true)).files.length, 1);
  for (const bad of ["", " ", "a]b", "a\nb"]) t.is(code(await t.throwsAsync(rename("a", bad))), "E_OPTION_VALUE");
  t.is(code(await t.throwsAsync(rename("AA-001", "lower"))), "E_REWRITE", "moai would not read it back");
  t.is(code(await t.throwsAsync(rename("dsn~x~1", "y"))), "E_OPTION_VALUE");
});

test("a file that git has not saved stops it, unless forced", async (t) => {
  const cwd = tree(t, { "a.ts": "@TAG[SPEC:a]\n", "b.ts": "@TAG[CODE:a]\n", ".gitignore": "out/\n", "out/x": "" });
  save(cwd);
  const plan = () => planRename(".", "a", "z", inTree(cwd));
  writeFileSync(join(cwd, "b.ts"), "@TAG[CODE:a]\n// more\n");
  const error = await t.throwsAsync(async () => applyRewrite(await plan()));
  t.is(code(error), "E_REWRITE_DIRTY");
  t.true(error.message.endsWith(": b.ts"));
  t.is(readFileSync(join(cwd, "a.ts"), "utf8"), "@TAG[SPEC:a]\n", "nothing was written at all");
  writeFileSync(join(cwd, "new.ts"), "@TAG[TEST:a]\n");
  git(cwd, "commit", "-qam", "b");
  t.true((await t.throwsAsync(async () => applyRewrite(await plan()))).message.endsWith(": new.ts"), "unknown to git");
  await applyRewrite(await plan(), { force: true });
  t.is(readFileSync(join(cwd, "new.ts"), "utf8"), "@TAG[TEST:z]\n");
});

test("an ignored folder is not saved either, and a subfolder's paths are its own", async (t) => {
  const cwd = tree(t, { ".gitignore": "out/\n", "sub/a.ts": "@TAG[SPEC:a]\n" });
  save(cwd);
  await applyRewrite(await planRename(".", "a", "b", { cwd: join(cwd, "sub"), root: join(cwd, "sub") }));
  t.is(readFileSync(join(cwd, "sub/a.ts"), "utf8"), "@TAG[SPEC:b]\n");
  const ignored = tree(t, { ".gitignore": "out/\n", "out/a.ts": "@TAG[SPEC:a]\n" });
  git(ignored, "init", "-q");
  const plan = await planRename("out", "a", "b", { ...inTree(ignored), ignore: false });
  t.is(code(await t.throwsAsync(applyRewrite(plan))), "E_REWRITE_DIRTY");
});

test("a file that changed since the plan is not written, nor any other", async (t) => {
  const cwd = tree(t, { "a.ts": "@TAG[SPEC:a]\n", "b.ts": "@TAG[CODE:a]\n" });
  const plan = await planRename(".", "a", "z", inTree(cwd));
  writeFileSync(join(cwd, "b.ts"), "@TAG[CODE:a] \n");
  t.is(code(await t.throwsAsync(applyRewrite(plan))), "E_REWRITE");
  t.is(readFileSync(join(cwd, "a.ts"), "utf8"), "@TAG[SPEC:a]\n");
});

test("a mode stays, a link stays one, and nothing outside of the root is written", async (t) => {
  const outside = tree(t, { "a.ts": "@TAG[SPEC:a]\n" });
  const cwd = tree(t, { "run.sh": "# @TAG[SPEC:a]\n", "real.ts": "@TAG[CODE:a]\n" });
  chmodSync(join(cwd, "run.sh"), 0o755);
  symlinkSync("real.ts", join(cwd, "link.ts"));
  await applyRewrite(await planRename(["run.sh", "real.ts"], "a", "z", inTree(cwd)));
  t.is(statSync(join(cwd, "run.sh")).mode & 0o777, 0o755);
  t.true(lstatSync(join(cwd, "link.ts")).isSymbolicLink());
  symlinkSync(join(outside, "a.ts"), join(cwd, "out.ts"));
  const plan = await planRename(".", "a", "y", { ...inTree(cwd), follow: true, outside: true }).catch(
    (error: unknown) => error,
  );
  const error = plan instanceof Error ? plan : await t.throwsAsync(applyRewrite(plan as RewritePlan));
  t.true(["E_REWRITE", "E_TRACE_ID"].includes(code(error)));
  t.is(readFileSync(join(outside, "a.ts"), "utf8"), "@TAG[SPEC:a]\n");
  t.true(existsSync(join(cwd, "out.ts")));
});

test("a migration writes what the dialect can say, and tells of the rest", async (t) => {
  const text = "@TAG[PERF:OPT-001] @TAG[BUG:042] @TAG[SPEC:a b] @CODE:AUTH-001:API #REQ-001 [impl->dsn~a~1]";
  const cwd = tree(t, { "a.md": text });
  const plan = await planMigration(".", "hash", inTree(cwd));
  t.deepEqual(diffOf(plan).slice(-2), [
    `-${text}`,
    "+#PERF-OPT-001 #BUG-042 @TAG[SPEC:a b] @CODE:AUTH-001:API #REQ-001 [impl->dsn~a~1]",
  ]);
  t.deepEqual(
    plan.notes.map(({ text, why }) => `${text}: ${why}`),
    [
      "@TAG[SPEC:a b]: cannot be said in hash",
      "@CODE:AUTH-001:API: :API cannot be said in hash",
      "#PERF-OPT-001: the dialect does not read it back",
    ],
  );
});

test("a migration there and back gives the same tags", async (t) => {
  const cwd = tree(t, { "a.md": "@TAG[SPEC:AUTH-001] @TAG[CODE:AUTH-001]\r\n@TAG[DOC:B-C-0123] text\n" });
  const before = readFileSync(join(cwd, "a.md"), "utf8");
  await applyRewrite(await planMigration(".", "moai", inTree(cwd)));
  t.is(readFileSync(join(cwd, "a.md"), "utf8"), "@SPEC:AUTH-001 @CODE:AUTH-001\r\n@DOC:B-C-0123 text\n");
  await applyRewrite(await planMigration(".", "tag", inTree(cwd)));
  t.is(readFileSync(join(cwd, "a.md"), "utf8"), before);
  t.is((await scan(".", inTree(cwd))).tags.length, 3);
});

test("a diff shows hunks with the lines around, near ones together", async (t) => {
  const lines = Array.from({ length: 30 }, (_, at) =>
    at === 9 || at === 12 || at === 27 ? "@TAG[SPEC:a]" : `line ${at + 1}`,
  );
  const cwd = tree(t, { "a.ts": `${lines.join("\n")}\n` });
  const diff = diffOf(await planRename(".", "a", "b", inTree(cwd)));
  t.deepEqual(
    diff.filter((line) => line.startsWith("@@")),
    ["@@ -7,10 +7,10 @@", "@@ -25,6 +25,6 @@"],
  );
  writeFileSync(join(cwd, "a.patch"), `${diff.join("\n")}\n`);
  git(cwd, "apply", "--unsafe-paths", "a.patch");
  t.is(readFileSync(join(cwd, "a.ts"), "utf8"), `${lines.join("\n")}\n`.replaceAll(":a]", ":b]"), "git can apply it");
});
