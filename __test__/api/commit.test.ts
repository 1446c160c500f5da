/** What is said where git cannot serve a user: what, where, and what to do. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { affectedSince, trace } from "../../index.ts";
import { tagwright, tree, type Ran } from "../cli/run.ts";

const git = (cwd: string, ...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

function repository(t: ExecutionContext): string {
  const cwd = tree(t, { "a.ts": "// @TAG[CODE:a]\n" });
  git(cwd, "init", "-q", "-b", "trunk");
  git(cwd, "add", ".");
  git(cwd, "commit", "-qm", "first");
  git(cwd, "commit", "-qm", "second", "--allow-empty");
  return cwd;
}

/** Both commands that take a ref say the same. */
async function bothSay(t: ExecutionContext, cwd: string, ref: string, words: string, env = {}): Promise<void> {
  for (const args of [
    ["trace", "--changed", ref],
    ["diff", ref],
  ]) {
    const ran = await tagwright(t, args, { cwd, env });
    t.deepEqual([ran.code, ran.stdout], [2, ""]);
    t.is(ran.stderr, `tagwright: git could not say what changed: ${words} (E_GIT)\n`);
  }
}

test("a ref that is none: the nearest, or where names are listed", async (t) => {
  const cwd = repository(t);
  await bothSay(t, cwd, "trnk", 'no commit "trnk"; did you mean "trunk"?');
  await bothSay(t, cwd, "v1.2.3", 'no commit "v1.2.3"; git branch --all and git tag list what there is');
});

test("no repository, one without commits, and one with a part of them", async (t) => {
  const cwd = tree(t, { "a.ts": "" });
  await bothSay(t, cwd, "HEAD", `${cwd} lies in no git repository; run it in one, or set root to a folder of one`);
  git(cwd, "init", "-q");
  await bothSay(t, cwd, "HEAD", 'no commit "HEAD"; nothing is committed yet');
  const clone = join(cwd, "clone");
  git(cwd, "clone", "-q", "--depth=1", `file://${repository(t)}`, clone);
  const bare = join(cwd, "bare");
  git(cwd, "clone", "-q", "--bare", repository(t), bare);
  await bothSay(t, bare, "HEAD", `${bare} is a repository without a work tree; run it in a clone of it`);
  const lacks = "this clone lacks a part of the history: git fetch --unshallow gets it";
  await bothSay(t, clone, "HEAD~1", `no commit "HEAD~1"; ${lacks}`);
});

test("no common ancestor", async (t) => {
  const cwd = repository(t);
  git(cwd, "checkout", "-q", "--orphan", "other");
  git(cwd, "commit", "-qm", "alone");
  const { code, stderr } = await tagwright(t, ["diff", "trunk...other"], { cwd });
  const words = '"trunk" and "other" have no common ancestor; compare them directly';
  t.deepEqual([code, stderr], [2, `tagwright: git could not say what changed: ${words} (E_GIT)\n`]);
});

test("no git at all, and a folder that is none", async (t) => {
  const cwd = repository(t);
  await bothSay(t, cwd, "HEAD", "there is no git; install it, or add its folder to PATH", { PATH: cwd });
  const gone = join(cwd, "gone");
  const message = `git could not say what changed: ${gone} is no folder; check the spelling of root and cwd`;
  await t.throwsAsync(affectedSince(trace([]), "HEAD", { root: gone }), { code: "E_GIT", message });
});

test("a language that git speaks changes nothing; what is not foreseen says which git, and where", async (t) => {
  const cwd = tree(t, { "a.ts": "" });
  const bin = join(cwd, "bin");
  mkdirSync(bin);
  const fake = `#!/bin/sh\n[ "$LC_ALL" = C ] || { echo "Schwerwiegend: kein Git-Repository" >&2; exit 128; }\necho "fatal: not a git repository" >&2\nexit 128\n`;
  writeFileSync(join(bin, "git"), fake, { mode: 0o755 });
  const env = { PATH: `${bin}:/bin:/usr/bin`, LC_ALL: "de_DE.UTF-8" };
  await bothSay(t, cwd, "x", `${cwd} lies in no git repository; run it in one, or set root to a folder of one`, env);
  rmSync(join(bin, "git"));
  writeFileSync(join(bin, "git"), '#!/bin/sh\necho "fatal: disk on fire\nmore" >&2\nexit 3\n', { mode: 0o755 });
  await bothSay(t, cwd, "x", `git rev-parse failed in ${cwd}: disk on fire`, env);
  writeFileSync(
    join(bin, "git"),
    "#!/bin/sh\necho \"fatal: detected dubious ownership in repository at '/x'\" >&2\nexit 128\n",
    {
      mode: 0o755,
    },
  );
  const trust = `git does not trust the owner of ${cwd}; allow it with git config --global --add safe.directory <folder>`;
  await bothSay(t, cwd, "x", trust, env);
});

test("a rewrite asks git what is saved: without a repository or git all may be written, else git has to answer", async (t) => {
  const cwd = tree(t, {
    "a.ts": "// @TAG[CODE:a]\n",
    "bin/git": "#!/bin/sh\necho 'fatal: detected dubious ownership' >&2\nexit 128\n",
  });
  chmodSync(join(cwd, "bin/git"), 0o755);
  const rename = (from: string, to: string, PATH: string | undefined): Promise<Ran> =>
    tagwright(t, ["rename", from, to, "--write"], { cwd, env: PATH === undefined ? {} : { PATH } });
  const refused = await rename("a", "b", `${cwd}/bin:/bin:/usr/bin`);
  t.is(refused.code, 2);
  t.regex(refused.stderr, /git does not trust the owner of .* \(E_GIT\)\n$/);
  t.is(readFileSync(join(cwd, "a.ts"), "utf8"), "// @TAG[CODE:a]\n");
  t.is((await rename("a", "b", undefined)).code, 0);
  t.is((await rename("b", "c", cwd)).code, 0);
  t.is(readFileSync(join(cwd, "a.ts"), "utf8"), "// @TAG[CODE:c]\n");
});
