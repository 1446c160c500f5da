import { join } from "node:path";
import test from "ava";
import { scanSync } from "../../index.ts";
import { linesOf, program, run } from "../cli/run.ts";
import { engine, scanApart } from "../oracle/apart.ts";
import { inTemporary, plant } from "../oracle/tree.ts";
import type { Files } from "../oracle/tree.ts";

const posix = process.platform === "win32" ? test.skip : test;

// As published: Node opens modules that are loaded one by one all at once, which has nothing to do with a scan.
posix("64 open files are enough", (t) =>
  inTemporary(async (root) => {
    const deep = Array.from({ length: 60 }, (_, depth): [string, true] => [`${"d/".repeat(depth)}f`, true]);
    const wide = Array.from({ length: 400 }, (_, index): [string, true] => [`w${index}/f`, true]);
    plant(root, Object.fromEntries([...deep, ...wide]));
    const under = ["sh", "-c", 'ulimit -n 64 && exec "$@"', "sh", ...program];
    for (const threads of ["0", "8"]) {
      const ran = await run(t, [...under, "scan", ".", "--format", "ndjson", "--hidden", "--threads", threads], {
        cwd: root,
      });
      t.is(ran.stderr, "");
      t.is(linesOf(ran.stdout).length, deep.length + wide.length);
    }
  }),
);

test("a bug on one file costs that file", (t) =>
  inTemporary((root) => {
    plant(root, { a: true, "b/bad.c": true, "b/good.c": true, z: true });
    const said = scanApart({ paths: ["."], options: { root, cwd: root }, env: { TAGWRIGHT_FAULT: "bad.c" } });
    t.is(said.engine, engine);
    t.deepEqual(
      said.tags.map((tag) => tag.path),
      ["a", "b/good.c", "z"],
    );
    t.deepEqual(
      said.diagnostics.map(({ path, code, severity }) => ({ path, code, severity })),
      [{ path: "b/bad.c", code: "E_FILE_PANIC", severity: "error" }],
    );
    t.true(said.diagnostics[0]!.message.includes("TAGWRIGHT_FAULT"), said.diagnostics[0]!.message);
  }));

/** Rules that a backtracking matcher would not finish with before the sun goes out, against names made for them. */
const HOSTILE = [
  "*a*a*a*a*a*a*a*a*a*a*a*a*b",
  "**/a/**/a/**/a/**/a/**/a/**/b",
  "*?*?*?*?*?*?*?*?*?*?b",
  "[!b]*[!b]*[!b]*[!b]*[!b]*[!b]*b",
  `${"a*".repeat(500)}b`,
];

test("hostile ignore rules are judged in linear time", (t) =>
  inTemporary((root) => {
    const long = "a".repeat(250);
    const deep = `${"a/".repeat(200)}${long}`;
    const files: Files = {
      ".gitignore": `${HOSTILE.join("\n")}\n`,
      [long]: true,
      [`${long.slice(1)}b`]: true,
      [deep]: true,
    };
    plant(root, files);
    const { tags } = scanSync(".", { root, cwd: root, exclude: HOSTILE, include: [...HOSTILE, "a*"] });
    t.deepEqual(
      [...tags].map((tag) => tag.path),
      [deep, long].sort(),
    );
  }));

test("hostile lines are matched in linear time", (t) =>
  inTemporary((root) => {
    const lines = [
      "@TAG[",
      "@TAG [",
      "[impl->",
      "[impl~a~1->dsn~",
      "@SPEC:A-",
      "@CODE:A-001:",
      "#A-",
      '"""',
      "<!-- TODO      ",
      "[[[[",
      "a.",
      "@TAG[A:",
    ];
    plant(root, Object.fromEntries(lines.map((line, index) => [join("f", String(index)), line.repeat(200_000)])));
    const patterns = { p: "(?:a|a|aa)+\\.(?:a*)*x", q: "(?i)<!-- TODO\\s*(?<text>.*?)\\s*-->" };
    const { stats } = scanSync(".", { root, cwd: root, dialects: ["tag", "hash", "moai", "oft"], patterns });
    t.is(stats.scanned, lines.length);
  }));
