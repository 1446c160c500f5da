import { truncateSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import test from "ava";
import { inTerminal, onTerminal } from "./pty.ts";
import { finish, run, start, tagwright, tree } from "./run.ts";

const sample = { "a.ts": "@TAG[SPEC:a] text\n" };
const COLOURED = /\x1b\[3\dm/;

test("no terminal, no colour; flags and variables decide", async (t) => {
  const cwd = tree(t, sample);
  const isColoured = async (args: readonly string[], env: Record<string, string> = {}) =>
    COLOURED.test((await tagwright(t, ["scan", ...args], { cwd, env })).stdout);
  t.false(await isColoured([]));
  t.true(await isColoured(["--color"]));
  t.true(await isColoured([], { FORCE_COLOR: "1" }));
  t.false(await isColoured([], { FORCE_COLOR: "0" }));
  t.true(await isColoured([], { FORCE_COLOR: "1", NO_COLOR: "1" }));
  t.false(await isColoured(["--no-color"], { FORCE_COLOR: "1" }));
  t.true(await isColoured(["--color"], { NO_COLOR: "1" }));
  t.false(await isColoured(["--color", "--format=json"]));
});

onTerminal("a terminal is coloured, unless NO_COLOR or a dumb one", async (t) => {
  const cwd = tree(t, sample);
  const isColoured = async (env: Record<string, string>) =>
    COLOURED.test((await run(t, inTerminal(["scan"]), { cwd, env })).stdout);
  t.true(await isColoured({}));
  t.false(await isColoured({ NO_COLOR: "1" }));
  t.true(await isColoured({ NO_COLOR: "" }));
  t.false(await isColoured({ TERM: "dumb" }));
});

onTerminal("short work has no progress bar", async (t) => {
  const ran = await run(t, inTerminal(["scan"]), { cwd: tree(t, sample) });
  t.notRegex(ran.stdout, /scanning|\x1b\[\?25l/);
});

const hasBar = (shown: string): boolean => /\[ *\] \d+\/\d+ files/.test(shown);

onTerminal("long work has one, and Ctrl-C takes it away", async (t) => {
  const cwd = tree(t, { "huge.ts": "x\n".repeat(8192) });
  truncateSync(`${cwd}/huge.ts`, 64 * 1024 ** 3);
  const child = start(t, inTerminal(["scan"]), { cwd });
  const ended = finish(child);
  let shown = "";
  // Once: the second one would end it at once, wherever it is.
  child.stdout.on("data", (part: string) => {
    const before = shown;
    shown += part;
    if (hasBar(shown) && !hasBar(before)) child.stdin.write("\x03");
  });
  const { code, stdout } = await ended;
  t.is(code, 130);
  // The cursor, once hidden, is back.
  t.true(stdout.includes("\x1b[?25l") && stdout.lastIndexOf("\x1b[?25h") > stdout.lastIndexOf("\x1b[?25l"));
  t.notRegex(stdout, /No tags found/);
});

onTerminal("a dumb terminal has none: it could not be taken away", async (t) => {
  const cwd = tree(t, { "huge.ts": "x\n".repeat(8192) });
  truncateSync(`${cwd}/huge.ts`, 64 * 1024 ** 3);
  const child = start(t, inTerminal(["scan"]), { cwd, env: { TERM: "dumb" } });
  const ended = finish(child);
  await setTimeout(2500);
  child.stdin.write("\x03");
  const { code, stdout } = await ended;
  t.is(code, 130);
  t.false(stdout.includes("\x1b"));
});

onTerminal("help keeps to a narrow terminal, but for words that are wider", async (t) => {
  for (const columns of [32, 50, 80]) {
    for (const args of [["--help"], ["scan", "--help"]]) {
      const { stdout } = await run(t, inTerminal(args, columns), { cwd: tree(t) });
      const text = stdout.replaceAll("\r", "").split("Examples:")[0]!;
      const wide = text.split("\n").filter((line) => line.length > columns && line.trim().includes("  "));
      t.deepEqual(wide, [], `${columns}: ${args.join(" ")}`);
      t.true(text.split("\n").filter((line) => line.length > columns).length <= 8, text);
    }
  }
});

onTerminal("a scan on a narrow terminal says the same as on a wide one", async (t) => {
  const cwd = tree(t, sample);
  const shown = async (columns: number) => (await run(t, inTerminal(["scan", "--no-color"], columns), { cwd })).stdout;
  t.is(await shown(20), await shown(200));
});
