/** What a start loads, counted in files and bytes: times would tell the machine's mood. */
import { statSync } from "node:fs";
import { basename, join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { engineInfo } from "../../index.ts";
import { program, run, tree } from "./run.ts";

const [node, cli] = program as [string, string];
const LIST = `process.on("exit", () => process._rawDebug(JSON.stringify(Object.keys(require.cache))));`;
/** The entry, its command, what all commands share, and the bundler's runtime. */
const MOST_FILES = 4;
const MOST_BYTES = 260_000;

/** The files that a command line loads, in a folder with one tag. */
async function loaded(t: ExecutionContext, args: readonly string[]): Promise<string[]> {
  const cwd = tree(t, { "a.ts": "// @TAG[CODE:auth-001] words\n", "list.cjs": LIST });
  const { code, stderr } = await run(t, [node, "--require", join(cwd, "list.cjs"), cli, ...args], { cwd });
  t.is(code, 0, stderr);
  const files = JSON.parse(stderr.trim().split("\n").at(-1)!) as string[];
  return files.filter((path) => basename(path) !== "list.cjs");
}

const isFallback = (path: string): boolean => path.includes("-fallback");
const scripts = (files: readonly string[]): string[] => files.filter((path) => !path.endsWith(".node"));

test("the fallback is loaded where it is asked for", async (t) => {
  t.true((await loaded(t, ["scan", "a.ts", "--engine", "fallback"])).some(isFallback));
});

const native = engineInfo({ engine: "native" }).engine === "native" ? test : test.skip;

native("a native scan loads a few files of our own, and not the fallback", async (t) => {
  const files = await loaded(t, ["scan", "a.ts", "--engine", "native"]);
  t.is(files.length - scripts(files).length, 1, "the binary");
  t.false(files.some(isFallback), files.join("\n"));
  t.deepEqual(
    scripts(files).filter((path) => path.includes("node_modules")),
    [],
  );
  t.true(scripts(files).length <= MOST_FILES, files.join("\n"));
  const bytes = scripts(files).reduce((sum, path) => sum + statSync(path).size, 0);
  t.true(bytes <= MOST_BYTES, `${bytes} bytes`);
});

/** Modules of Node that cost a start a millisecond or more, and that neither a scan nor leasot needs: processes, and the loader of ES modules. */
const DEAR = ["child_process", "dgram", "fs/promises", "internal/modules/esm/translators"];
const INSIDE = `process.on("exit", () => process._rawDebug(JSON.stringify(process.moduleLoadList)));`;

test("a start loads no module of Node that is dear and not needed", async (t) => {
  const cwd = tree(t, { "a.ts": "// TODO: words\n", "list.cjs": INSIDE, "nothing.cjs": "" });
  const inside = async (...args: string[]): Promise<Set<string>> => {
    const { code, stderr } = await run(t, [node, "--require", join(cwd, "list.cjs"), ...args], { cwd });
    t.is(code, 0, stderr);
    return new Set(JSON.parse(stderr.trim().split("\n").at(-1)!) as string[]);
  };
  const bare = await inside("nothing.cjs");
  t.true(bare.has("NativeModule fs"), "the list is one of modules");
  const dear = DEAR.map((name) => `NativeModule ${name}`).filter((name) => !bare.has(name));
  t.true(dear.length > 0);
  for (const args of [["scan"], ["leasot", "--exit-nicely", "a.ts"]]) {
    const own = await inside(cli, ...args);
    t.deepEqual(
      dear.filter((name) => own.has(name)),
      [],
      args.join(" "),
    );
  }
});

test("leasot's commands load nothing of the others", async (t) => {
  const files = await loaded(t, ["leasot", "--exit-nicely", "a.ts"]);
  t.false(
    files.some((path) => path.endsWith("-main.cjs") || isFallback(path)),
    files.join("\n"),
  );
});
