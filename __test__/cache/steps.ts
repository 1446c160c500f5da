/** What may happen to a tree and to its stores between scans. */
import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { renameSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { HEADER } from "../oracle/store.ts";
import type { Tree } from "./tree.ts";
import { settle } from "./tree.ts";

/** One thing that happens. */
export type Change =
  | { readonly do: "write" | "append" | "keep"; readonly path: string; readonly text: string }
  | { readonly do: "touch"; readonly path: string; readonly at: number }
  | { readonly do: "alike" | "rename" | "copy" | "replace"; readonly path: string; readonly to: string }
  | { readonly do: "remove"; readonly path: string }
  | { readonly do: "chmod"; readonly path: string; readonly mode: number }
  | { readonly do: "ignore"; readonly path: string; readonly text: string }
  | { readonly do: "git"; readonly args: readonly string[] }
  | { readonly do: "attributes"; readonly text: string }
  | { readonly do: "rest" }
  | { readonly do: "crash"; readonly lock: boolean; readonly old: boolean }
  | { readonly do: "damage"; readonly ending: string; readonly share: number }
  | { readonly do: "clear" | "prune" }
  | { readonly do: "restart" }
  | { readonly do: "forget"; readonly path: string };

/** Few, so that the same ones are met again and again. */
const file = fc.constantFrom("a.c", "a.c", "a.c", "b.c", "b.c", "b.py", "b.py", "d/a.c", "d/e/x.txt", "é.c", ".h.c");
const line = fc.constantFrom(
  ...[
    "# @TAG[CODE:c]\n",
    "@TAG[x]\n",
    "plain\n",
    "plain\r\n",
    "//#BUG-1 y\n",
    "// TODO: z\n",
    "// [impl->dsn~x~1]\n",
    "\0",
  ],
);
/** Most are of one size, so that only their content tells them from each other. */
const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "// @TAG[SPEC:a]\n",
      "// @TAG[SPEC:b]\n",
      "# TODO: @TAG[x]\n",
      "//[impl->dsn~x~1]\n",
      "\0@TAG[SPEC:zzz]\n",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("a @TAG[SPEC:a]\r\nb\n", "a @TAG[SPEC:a]\nb\r\n", "// @TAG[SPEC:b]\r\n", ""),
  },
  { weight: 1, arbitrary: fc.array(line, { maxLength: 4 }).map((lines) => lines.join("")) },
);

/** Seconds before now; far ahead too, and with parts of a second. */
const time = fc.constantFrom(0, 0.5, 1, 100, 86_400 * 40, -3600, -0.5);

const plain: readonly fc.Arbitrary<Change>[] = [
  fc.record({ do: fc.constantFrom("write", "write", "append", "keep", "keep"), path: file, text }),
  fc.record({ do: fc.constant("touch"), path: file, at: time }),
  fc.record({ do: fc.constantFrom("alike", "rename", "rename", "copy", "replace"), path: file, to: file }),
  fc.record({ do: fc.constant("remove"), path: fc.oneof(file, fc.constantFrom("d", "d/e")) }),
  fc.record({ do: fc.constant("chmod"), path: file, mode: fc.constantFrom(0o600, 0o644, 0o755) }),
  fc.record({
    do: fc.constant("ignore"),
    path: fc.constantFrom(".gitignore", "d/.gitignore", ".ignore"),
    text: fc.constantFrom("", "*.c\n", "d\n", "/a.c\n!b.c\n", "e/\n"),
  }),
  fc.constant({ do: "rest" }),
  fc.constant({ do: "rest" }),
  fc.record({ do: fc.constant("crash"), lock: fc.boolean(), old: fc.boolean() }),
  fc.record({ do: fc.constant("damage"), ending: fc.constantFrom("twc", "twp"), share: fc.constantFrom(0, 0.4, 0.9) }),
  fc.constant({ do: "clear" }),
  fc.constant({ do: "prune" }),
  fc.constant({ do: "restart" }),
  fc.record({ do: fc.constant("forget"), path: fc.oneof(file, fc.constantFrom("d", "d/e")) }),
];

const git: readonly fc.Arbitrary<Change>[] = [
  fc.record({
    do: fc.constant("git"),
    args: fc.constantFrom(
      ...[
        ["add", "-A"],
        ["add", "-A"],
        ["commit", "-qam", "one"],
        ["commit", "-qam", "one"],
        ["checkout", "-qB", "one"],
      ],
      ...[
        ["checkout", "-qf", "one"],
        ["checkout", "-qf", "two"],
        ["checkout", "-qB", "two"],
        ["checkout", "-qf", "."],
      ],
      ...[
        ["update-index", "-q", "--refresh"],
        ["reset", "-q", "--hard"],
        ["clean", "-qfd"],
        ["rm", "-qf", "a.c"],
      ],
      ...[
        ["config", "core.autocrlf", "true"],
        ["config", "core.autocrlf", "input"],
        ["config", "core.autocrlf", "false"],
      ],
      ...[
        ["mv", "-f", "a.c", "b.c"],
        ["update-index", "--assume-unchanged", "b.c"],
        ["add", "-N", "."],
      ],
    ),
  }),
  fc.record({
    do: fc.constant("attributes"),
    text: fc.constantFrom("", "* text=auto\n", "*.c text eol=crlf\n", "*.c eol=lf\n", "*.c filter=up\n", "b.* -text\n"),
  }),
];

const [writes, touch, moves, ...rest] = plain as [fc.Arbitrary<Change>, fc.Arbitrary<Change>, fc.Arbitrary<Change>];

/** Any of them; what is written and moved matters most. */
export const changes = (withGit: boolean): fc.Arbitrary<Change> =>
  fc.oneof(
    ...[writes, writes, writes, writes, moves, moves, moves, touch, ...rest],
    ...(withGit ? [...git, ...git, ...git, ...git] : []),
  );

/** Only the repository's own configuration counts; the filter changes what is stored without changing its size. */
const CONFIG = ["user.name=a", "user.email=a@b", "filter.up.clean=tr a-z A-Z", "filter.up.smudge=tr A-Z a-z"];
const ENV = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };

/** Runs git; what it refuses is no matter. */
function runGit(root: string, args: readonly string[]): void {
  const init = (own: readonly string[]): void =>
    void execFileSync("git", [...own], { cwd: root, env: { ...process.env, ...ENV }, stdio: "ignore" });
  if (!existsSync(join(root, ".git"))) init(["init", "-qb", "one"]);
  try {
    init([...CONFIG.flatMap((one) => ["-c", one]), ...args]);
  } catch {
    // No such branch, nothing to commit.
  }
}

/** Makes room for a file: nothing that is no folder above it, no folder in its place. */
function room(root: string, path: string): string {
  const parts = path.split("/");
  for (let count = 1; count < parts.length; count++) {
    const above = join(root, ...parts.slice(0, count));
    if (statSync(above, { throwIfNoEntry: false })?.isFile()) rmSync(above);
  }
  const at = join(root, path);
  mkdirSync(dirname(at), { recursive: true });
  if (statSync(at, { throwIfNoEntry: false })?.isDirectory()) rmSync(at, { recursive: true });
  return at;
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** A time so many seconds ago, such that what is set is what is read: a whole half of a second. */
const exact = (ago: number): number => Math.floor(Date.now() / 1000) - 0.5 - ago;

type Does = { [K in Change["do"]]?: (tree: Tree, change: Extract<Change, { do: K }>) => void };

const storeFiles = (tree: Tree, ending: string): string[] =>
  existsSync(tree.cache)
    ? readdirSync(tree.cache)
        .filter((name) => name.endsWith(`.${ending}`))
        .map((name) => join(tree.cache, name))
    : [];

/** What who dies while he saves may leave: his lock, half of a file under another name, a patch of the base before. */
function crash(tree: Tree, { lock, old }: Extract<Change, { do: "crash" }>): void {
  for (const base of storeFiles(tree, "twc")) {
    const store = base.slice(0, -4);
    // The pid of no process: Linux and macOS give smaller ones.
    if (lock) writeFileSync(`${store}.lock`, `${2 ** 30} ${hostname()} 0123456789abcdef\n`);
    writeFileSync(`${base}.7.abcdef.tmp`, readFileSync(base).subarray(0, 100));
    if (old) layBeside(base, `${tree.cache}-${basename(base)}`);
  }
}

/** Lays what a base before this one said beside it, as its patch, and keeps what this one says for the next time. */
function layBeside(base: string, kept: string): void {
  const [now, patch] = [readFileSync(base), base.replace(/twc$/, "twp")];
  if (now.length < HEADER) return;
  const before = isFile(kept) ? readFileSync(kept) : now;
  if (idOf(before) !== idOf(now) && !isFile(patch)) writeFileSync(patch, before);
  now.write("TWPATCH\n", 0, "latin1");
  now.writeUInt32LE(crc32(now.subarray(0, 92)), 92);
  writeFileSync(kept, now);
}

const idOf = (bytes: Buffer): bigint => bytes.readBigUInt64LE(48);

/** Of something in the tree, with an absolute path. */
const does: Does = {
  write({ root }, { path, text }) {
    const at = room(root, path);
    writeFileSync(at, text);
    utimesSync(at, exact(0), exact(0));
  },
  append: ({ root }, { path, text }) => appendFileSync(room(root, path), text),
  keep({ root }, { path, text }) {
    const at = room(root, path);
    const { atime, mtime } = isFile(at) ? statSync(at) : { atime: 5, mtime: 5 };
    writeFileSync(at, text);
    utimesSync(at, atime, mtime);
  },
  touch({ root }, { path, at }) {
    const time = exact(at);
    if (isFile(join(root, path))) utimesSync(join(root, path), time, time);
  },
  alike({ root }, { path, to }) {
    if (!isFile(join(root, path)) || !isFile(join(root, to))) return;
    const { atime, mtime } = statSync(join(root, to));
    utimesSync(join(root, path), atime, mtime);
  },
  rename({ root }, { path, to }) {
    if (path !== to && isFile(join(root, path))) renameSync(join(root, path), room(root, to));
  },
  copy({ root }, { path, to }) {
    if (path !== to && isFile(join(root, path))) copyFileSync(join(root, path), room(root, to));
  },
  replace({ root }, { path, to }) {
    if (path === to || !isFile(join(root, path))) return;
    copyFileSync(join(root, path), join(root, "..", "new"));
    renameSync(join(root, "..", "new"), room(root, to));
  },
  remove: ({ root }, { path }) => rmSync(join(root, path), { recursive: true, force: true }),
  chmod({ root }, { path, mode }) {
    if (isFile(join(root, path))) chmodSync(join(root, path), mode);
  },
  ignore: ({ root }, { path, text }) => writeFileSync(room(root, path), text),
  git: ({ root }, { args }) => runGit(root, args),
  attributes: ({ root }, { text }) => writeFileSync(join(root, ".gitattributes"), text),
  rest: settle,
  crash,
  damage(tree, { ending, share }) {
    for (const path of storeFiles(tree, ending)) truncateSync(path, Math.floor(statSync(path).size * share));
  },
  clear: ({ cache }) => rmSync(cache, { recursive: true, force: true }),
};

/** Lets something happen to the tree or to the files of its stores. */
export function happen(tree: Tree, change: Change): void {
  (does[change.do] as ((tree: Tree, change: Change) => void) | undefined)?.(tree, change);
}
