import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "ava";
import { makeChanges } from "../../src/changes/report.ts";
import { diff } from "../../src/api/diff.ts";
import { scan } from "../../src/api/scan.ts";
import type { ScanOptions } from "../../src/options/types.ts";

type Tree = Readonly<Record<string, string>>;

const env = {
  ...process.env,
  ...{ GIT_CONFIG_SYSTEM: "/dev/null", GIT_CONFIG_GLOBAL: "/dev/null", GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a" },
  ...{ GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a" },
};

const git = (cwd: string, ...args: string[]): string =>
  execFileSync("git", args, { cwd, env, encoding: "utf8" }).trim();

function write(root: string, tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function commit(root: string, words: string): string {
  git(root, "add", "-Af");
  git(root, "commit", "-qm", words);
  return git(root, "rev-parse", "HEAD");
}

const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}\n`).join("");

const first: Tree = {
  ".gitignore": "ignored/\n*.log\n",
  "a.ts": "// TODO: one\n// TODO: two\n",
  "b.ts": "// @TAG[SPEC:b-1] stays\n// @TAG[SPEC:b-2] goes\n",
  "src/moved.ts": `${lines(20)}// FIXME: moved\n`,
  "src/deep/gone.ts": "// TODO: gone\n",
  "src/kept.ts": "// TODO: kept\n",
  "ignored/i.ts": "// TODO: never\n",
  ".hidden/h.ts": "// TODO: hidden\n",
  "node_modules/n.ts": "// TODO: skipped\n",
  "x.log": "TODO: ignored\n",
  "größe é\n.ts": "// TODO: name\n",
  "to-link.ts": "// TODO: becomes a link\n",
};

/** Changes a tree. */
function change(root: string): void {
  write(root, {
    "a.ts": "\n// TODO: one\n// TODO: two, other\n// TODO: three\n",
    "b.ts": "// @TAG[SPEC:b-1] stays\n// @TAG[SPEC:b-3] comes\n",
    "src/new.ts": "// FIXME: new\n",
    "ignored/i2.ts": "// TODO: never\n",
    ".hidden/h2.ts": "// TODO: hidden\n",
    "größe é\n.ts": "// TODO: name!\n",
    "src/.gitignore": "kept.ts\n",
  });
  renameSync(join(root, "src/moved.ts"), join(root, "src/there.ts"));
  rmSync(join(root, "src/deep"), { recursive: true });
  rmSync(join(root, "to-link.ts"));
  symlinkSync("a.ts", join(root, "to-link.ts"));
}

async function inFolder(run: (home: string) => Promise<void>): Promise<void> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "tagwright-diff-")));
  try {
    await run(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function checkOut(repository: string, ref: string, to: string): string {
  git(repository, "worktree", "add", "-q", "--detach", to, ref);
  rmSync(join(to, ".git"));
  return to;
}

/** What two checked out trees differ in, by scanning both; the rules of the later one count for both. */
async function slow(
  before: string,
  after: string,
  options: ScanOptions,
  renamed: readonly { from: string; to: string }[],
) {
  // The later rules: its ignore files take the place of the former ones.
  for (const path of [".gitignore", "src/.gitignore"]) {
    rmSync(join(before, path), { force: true });
    cpSync(join(after, path), join(before, path), { force: true, recursive: true });
  }
  const [one, other] = [
    await scan(before, { ...options, root: before, hash: true }),
    await scan(after, { ...options, root: after, hash: true }),
  ];
  const [was, is] = [one, other].map(
    ({ files }) => new Map((files ?? []).flatMap(({ path, hash }) => (hash === undefined ? [] : [[path, hash]]))),
  );
  const [from, to] = [new Set(renamed.map(({ from }) => from)), new Set(renamed.map(({ to }) => to))];
  const both = [...is!.keys()].filter((path) => was!.has(path));
  const files = {
    added: [...is!.keys()].filter((path) => !was!.has(path) && !to.has(path)),
    modified: both.filter((path) => was!.get(path) !== is!.get(path)),
    deleted: [...was!.keys()].filter((path) => !is!.has(path) && !from.has(path)),
    renamed,
    unchanged: both.filter((path) => was!.get(path) === is!.get(path)).length,
  };
  return makeChanges({ since: undefined, files, before: one.tags, after: other.tags });
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const byPlace = (tags: readonly { path: string; offset: number }[]) =>
  tags.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)) || a.offset - b.offset);

const cases: readonly [string, ScanOptions][] = [
  ["as it is", {}],
  ["hidden files too", { hidden: true }],
  ["no ignore files", { ignore: false, skipDirs: [] }],
  ["only some", { include: ["*.ts"], exclude: ["src/new.ts"] }],
  ["small files only", { maxFileSize: 60 }],
];

for (const [name, options] of cases)
  test(`two commits: ${name}`, (t) =>
    inFolder(async (home) => {
      const root = join(home, "repository");
      mkdirSync(root);
      git(root, "init", "-q");
      write(root, first);
      const one = commit(root, "one");
      change(root);
      const two = commit(root, "two");
      const report = await diff({ from: one, to: two }, { ...options, root });
      const [before, after] = [checkOut(root, one, join(home, "one")), checkOut(root, two, join(home, "two"))];
      const expected = await slow(before, after, options, report.files.renamed);
      const names = [".gitignore", "src/.gitignore"];
      const without = (paths: readonly string[]) => paths.filter((path) => !names.includes(path));
      for (const state of ["added", "modified", "deleted"] as const)
        t.deepEqual(without(report.files[state]), without(expected.files[state]), state);
      for (const state of ["added", "removed"] as const)
        t.deepEqual(plain(byPlace(report.tags[state])), plain(byPlace(expected.tags[state])), state);
      t.deepEqual(plain(report.tags.changed), plain(expected.tags.changed));
      t.deepEqual(plain(report.tags.moved), plain(expected.tags.moved));
      t.true(report.tags.added.length > 0 || name === "small files only");
    }));

test("the work tree: what is not committed, and files that git does not know", (t) =>
  inFolder(async (root) => {
    git(root, "init", "-q");
    write(root, first);
    const one = commit(root, "one");
    change(root);
    const index = readFileSync(join(root, ".git/index"));
    const now = await diff({}, { root });
    t.deepEqual(readFileSync(join(root, ".git/index")), index);
    commit(root, "two");
    const then = await diff({ from: one, to: "HEAD" }, { root });
    // What git is not told of yet is no rename to it.
    const renames = {
      added: [...then.files.added, "src/there.ts"].sort(),
      deleted: [...then.files.deleted, "src/moved.ts"].sort(),
    };
    t.deepEqual({ added: [...now.files.added].sort(), deleted: [...now.files.deleted].sort() }, renames);
    t.deepEqual(now.files.modified, then.files.modified);
    t.is((await diff({}, { root })).tags.added.length, 0);
  }));

test("a root below the top, and the merge base", (t) =>
  inFolder(async (root) => {
    git(root, "init", "-q");
    write(root, first);
    const one = commit(root, "one");
    git(root, "checkout", "-qb", "other");
    write(root, { "src/other.ts": "// TODO: other\n" });
    commit(root, "other");
    git(root, "checkout", "-qb", "mine", one);
    change(root);
    commit(root, "mine");
    const src = join(root, "src");
    const plainly = await diff({ from: "other", to: "mine" }, { root: src });
    t.deepEqual(plainly.files.deleted, ["deep/gone.ts", "other.ts"]);
    const based = await diff({ from: "other", to: "mine", mergeBase: true }, { root: src });
    t.deepEqual(based.files.deleted, ["deep/gone.ts"]);
    t.deepEqual(based.files.renamed, [{ from: "moved.ts", to: "there.ts" }]);
    t.deepEqual(
      based.tags.added.map(({ path, text }) => [path, text]),
      [["new.ts", "new"]],
    );
  }));

test("no repository and no such commit are errors", (t) =>
  inFolder(async (root) => {
    await t.throwsAsync(diff({}, { root }), { code: "E_GIT" });
    git(root, "init", "-q");
    write(root, first);
    commit(root, "one");
    await t.throwsAsync(diff({ from: "nope" }, { root }), { code: "E_GIT" });
    await t.throwsAsync(diff({ from: "--output=x" }, { root }), { code: "E_GIT" });
  }));

const engines = ["native", "fallback"] as const;

for (const engine of engines)
  test(`files that are too large are no files, changed or not: ${engine}`, (t) =>
    inFolder(async (root) => {
      const large = `// TODO: large\n${"x".repeat(200)}\n`;
      git(root, "init", "-q");
      write(root, { "grows.ts": "// TODO: grows\n", "shrinks.ts": large, "both.ts": large });
      write(root, { "large.ts": large, "small.ts": "// TODO: small\n", "other.ts": "// TODO: other\n" });
      const one = commit(root, "one");
      write(root, { "grows.ts": large, "shrinks.ts": "// TODO: shrinks\n", "both.ts": `${large}\n` });
      const options = { root, engine, maxFileSize: 100 };
      const check = async (to: string | undefined) => {
        const { files, tags } = await diff({ from: one, ...(to === undefined ? {} : { to }) }, options);
        const none = { modified: [], renamed: [] };
        t.deepEqual(files, { ...none, added: ["shrinks.ts"], deleted: ["grows.ts"], unchanged: 2 });
        t.deepEqual(
          [tags.added, tags.removed].map((list) => list.map(({ text }) => text)),
          [["shrinks"], ["grows"]],
        );
      };
      await check(undefined);
      await check(commit(root, "two"));
      const all = await diff({ from: one, to: "HEAD" }, { root, engine });
      t.deepEqual([all.files.modified.length, all.files.unchanged], [3, 3]);
    }));

test("what differs in its mode alone has not changed", (t) =>
  inFolder(async (root) => {
    git(root, "init", "-q");
    write(root, { "a.ts": "// TODO: a\n", "b.ts": "// TODO: b\n" });
    const one = commit(root, "one");
    chmodSync(join(root, "a.ts"), 0o755);
    const same = { added: [], modified: [], deleted: [], renamed: [], unchanged: 2 };
    t.deepEqual((await diff({}, { root })).files, same);
    commit(root, "two");
    t.deepEqual((await diff({ from: one, to: "HEAD" }, { root })).files, same);
    rmSync(join(root, "b.ts"));
    t.deepEqual((await diff({}, { root })).files, { ...same, deleted: ["b.ts"], unchanged: 1 });
  }));

test("more than one batch of texts, in the order of the files", (t) =>
  inFolder(async (root) => {
    git(root, "init", "-q");
    const of = (text: string) => (_: unknown, index: number) =>
      [`f${String(index).padStart(2, "0")}.ts`, `${"x\n".repeat(20_000)}// TODO: ${text} ${index}\n`] as const;
    write(root, Object.fromEntries(Array.from({ length: 40 }, of("was"))));
    const one = commit(root, "one");
    write(root, Object.fromEntries(Array.from({ length: 40 }, of("is"))));
    commit(root, "two");
    const { tags } = await diff({ from: one, to: "HEAD" }, { root });
    const texts = (text: string) => Array.from({ length: 40 }, (_, index) => `${text} ${index}`);
    t.deepEqual(
      tags.changed.map(({ before }) => before.text),
      texts("was"),
    );
    t.deepEqual(
      tags.changed.map(({ after }) => after.text),
      texts("is"),
    );
  }));

const hostile = ["-x.ts", "--output=x.ts", "a\nb.ts", "$(touch pwned).ts", ":(top)x.ts", '"q".ts', "tab\t.ts", " .ts"];

test("names of files that look like flags, patterns or two lines", (t) =>
  inFolder(async (root) => {
    git(root, "init", "-q");
    write(root, Object.fromEntries(hostile.map((name) => [name, "// TODO: was\n"])));
    const bytes = Buffer.concat([Buffer.from(`${root}/`), Buffer.from("\xff\xfe.ts", "latin1")]);
    const anyName = process.platform === "linux";
    if (anyName) writeFileSync(bytes, "// TODO: was\n");
    const one = commit(root, "one");
    write(root, Object.fromEntries(hostile.map((name) => [name, "// TODO: is\n"])));
    if (anyName) writeFileSync(bytes, "// TODO: is\n");
    const before = readdirSync(root);
    const names = [...hostile, ...(anyName ? ["\udcff\udcfe.ts"] : [])].sort();
    const check = async (to: string | undefined) => {
      const { files, tags } = await diff({ from: one, ...(to === undefined ? {} : { to }) }, { root });
      t.deepEqual([...files.modified].sort(), names);
      t.deepEqual(
        tags.changed.map(({ after }) => `${after.path} ${after.text}`).sort(),
        names.map((name) => `${name} is`),
      );
    };
    await check(undefined);
    await check(commit(root, "two"));
    t.deepEqual(readdirSync(root), before);
  }));

test("refs that are none", (t) =>
  inFolder(async (root) => {
    git(root, "init", "-q");
    write(root, first);
    commit(root, "one");
    const before = readdirSync(root);
    const bad = [
      "",
      "-",
      "--all",
      "--output=x",
      "HEAD\nHEAD",
      "HEAD\0",
      "HEAD..HEAD",
      "^HEAD",
      ":/nothing",
      "HEAD^{tree}",
      "\xff",
    ];
    for (const ref of bad) {
      await t.throwsAsync(diff({ from: ref }, { root }), { code: "E_GIT" }, JSON.stringify(ref));
      await t.throwsAsync(diff({ from: "HEAD", to: ref }, { root }), { code: "E_GIT" }, JSON.stringify(ref));
    }
    t.regex((await t.throwsAsync(diff({ from: "nope" }, { root })))!.message, /"nope"/);
    t.deepEqual(readdirSync(root), before);
  }));

test("a signal ends it", (t) =>
  inFolder(async (root) => {
    git(root, "init", "-q");
    write(root, first);
    commit(root, "one");
    change(root);
    const reason = new Error("enough");
    await t.throwsAsync(diff({}, { root, signal: AbortSignal.abort(reason) }), { is: reason });
  }));
