import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { tagwright, tree } from "./run.ts";

const git = (cwd: string, ...args: string[]): void => {
  const who = ["-c", "user.name=a", "-c", "user.email=a"];
  execFileSync("git", [...who, ...args], { cwd, stdio: "ignore" });
};

test("diff: what is new, what fails, and what is no revision", async (t) => {
  const cwd = tree(t, { "a.ts": "// TODO: one\n// FIXME: two\n" });
  git(cwd, "init", "-q", "-b", "main");
  git(cwd, "add", "-A");
  git(cwd, "commit", "-qm", "one");
  t.is((await tagwright(t, ["diff", "--fail-on", "added,removed"], { cwd })).code, 0);
  writeFileSync(join(cwd, "a.ts"), "// TODO: one\n// TODO: three\n");
  const shown = await tagwright(t, ["diff"], { cwd });
  t.is(shown.code, 0);
  t.regex(shown.stdout, /- FIXME two :2[^]*\+ TODO three :2|\+ TODO three :2[^]*- FIXME two :2/);
  t.is((await tagwright(t, ["diff", "--fail-on", "added"], { cwd })).code, 1);
  git(cwd, "checkout", "-qb", "branch");
  git(cwd, "commit", "-qam", "two");
  const json = await tagwright(t, ["diff", "main...", "--json", "--only", "added"], { cwd });
  const { files, tags } = JSON.parse(json.stdout);
  t.deepEqual(files.modified, ["a.ts"]);
  t.deepEqual([tags.added.length, tags.removed.length], [1, 0]);
  t.is((await tagwright(t, ["diff", "main..branch", "--fail-on", "moved"], { cwd })).code, 0);
  for (const bad of [["nowhere"], ["--only", "new"], ["main", "branch"], ["--", "--output=x"]])
    t.is((await tagwright(t, ["diff", ...bad], { cwd })).code, 2, bad.join(" "));
});
