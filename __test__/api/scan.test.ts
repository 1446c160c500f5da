import { join } from "node:path";
import test from "ava";
import { scan, scanFile, scanStream, scanSync, scanText } from "../../index.ts";
import type { ScanOptions, ScanResult } from "../../index.ts";
import { inTemporary, plant, type Files } from "../oracle/tree.ts";

const FILES: Files = {
  "a.py": "# @TAG[SPEC:auth-001] first\n",
  "b/c.ts": "// @TAG[CODE:auth-001]\n// @TAG[code:auth-001]\n",
  "b/d.md": "no tags\n",
  "b/e.js": "// @TAG[TEST:auth-001] @TAG[DOC:auth-001]\n",
  "node_modules/x.js": "// @TAG[SPEC:hidden]\n",
};
const inTree = (body: (root: string) => Promise<void> | void) =>
  inTemporary(async (root) => {
    plant(root, FILES);
    await body(root);
  });

/** All of a result that must not differ from run to run. */
const stable = (result: ScanResult) => JSON.stringify({ ...result.toJSON(), stats: undefined });
const place = ({ path, line, kind }: { path: string; line: number; kind: string }) => `${path}:${line}:${kind}`;

test("a tree's tags, diagnostics and counters", (t) =>
  inTree(async (root) => {
    const { tags, diagnostics, stats, root: found, files } = await scan(root);
    t.is(found, root);
    t.deepEqual(tags.map(place), ["a.py:1:SPEC", "b/c.ts:1:CODE", "b/e.js:1:TEST", "b/e.js:1:DOC"]);
    t.deepEqual(
      diagnostics.map(({ code, path, line }) => `${code} ${path}:${line}`),
      ["E_TAG_TYPE b/c.ts:2"],
    );
    t.like(stats, { files: 4, scanned: 4, failed: 0, opened: 4, tags: 4, diagnostics: 1, directories: 2 });
    t.is(stats.skippedDirectories.skipDirs, 1);
    t.true(stats.peakMemory > 2 ** 20 && stats.filesPerSecond > 0 && stats.bytesPerSecond > 0);
    t.is(files, undefined);
  }));

// @TEST:SCAN-001
test("all verbs find the same, and JSON is the same but for stats", (t) =>
  inTree(async (root) => {
    const whole = await scan(root);
    t.is(stable(scanSync(root)), stable(whole));
    t.deepEqual(Object.keys(JSON.parse(JSON.stringify(whole))), ["root", "tags", "diagnostics", "stats"]);
    const file = await scanFile(join(root, "a.py"), { root });
    t.is(JSON.stringify(file.tags), JSON.stringify(whole.tags.filter({ path: "a.py" })));
    const text = scanText(FILES["a.py"] as string, { path: "a.py", cwd: root });
    t.is(stable(text), stable(file));
  }));

test("the batches of a stream, put together, are the scan", (t) =>
  inTree(async (root) => {
    const whole = scanSync(root, { hash: true, context: 1 });
    for (const batchSize of [1, 2, 3, 4, 100]) {
      const parts: ScanResult[] = [];
      for await (const part of scanStream(root, { hash: true, context: 1, batchSize })) parts.push(part);
      t.deepEqual(
        parts.flatMap(({ tags }) => tags.toArray()),
        whole.tags.toArray(),
      );
      t.deepEqual(
        parts.flatMap(({ diagnostics }) => diagnostics),
        whole.diagnostics,
      );
      t.deepEqual(
        parts.flatMap(({ files }) => files ?? []),
        whole.files,
      );
      t.is(
        parts.reduce((sum, { stats }) => sum + stats.scanned, 0),
        whole.stats.scanned,
      );
      t.is(
        parts.reduce((sum, { stats }) => sum + stats.directories, 0),
        whole.stats.directories,
      );
    }
  }));

test("an empty folder and an empty list give an empty result", (t) =>
  inTemporary(async (root) => {
    for (const result of [await scan(root), await scan([], { cwd: root }), scanSync(root)]) {
      t.is(result.tags.length, 0);
      t.deepEqual(result.diagnostics, []);
      t.is(result.stats.filesPerSecond, 0);
    }
    t.is((await scan(root)).stats.directories, 1);
  }));

test("files and their BLAKE3 come only when asked for", (t) =>
  inTemporary((root) => {
    plant(root, { abc: "abc", empty: "" });
    t.deepEqual(scanSync(root, { hash: true }).files, [
      { path: "abc", size: 3, hash: "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85" },
      { path: "empty", size: 0, hash: "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262" },
    ]);
    t.false("files" in scanSync(root));
  }));

// @TEST:SCAN-002
test("what is missing is a diagnostic, the rest is scanned", (t) =>
  inTree(async (root) => {
    const { tags, diagnostics } = await scan(["a.py", "missing"], { cwd: root });
    t.is(tags.length, 1);
    t.like(diagnostics[0], { code: "E_FILE_MISSING", severity: "error", path: "missing", line: 0, column: 0 });
    t.like((await scanFile("gone", { cwd: root })).diagnostics[0], { code: "E_FILE_MISSING", path: "gone" });
  }));

test("a folder is no file", async (t) => {
  await t.throwsAsync(scanFile("."), { code: "E_OPTION_VALUE" });
  await t.throwsAsync(scanFile("src"), { code: "E_OPTION_VALUE" });
});

test("bad requests are refused by every verb", async (t) => {
  const wrong = { threads: -1 } as ScanOptions;
  await t.throwsAsync(scan(".", wrong), { code: "E_OPTION_VALUE" });
  await t.throwsAsync(scanFile("x", wrong), { code: "E_OPTION_VALUE" });
  t.throws(() => scanSync(".", wrong), { code: "E_OPTION_VALUE" });
  t.throws(() => scanStream(".", wrong), { code: "E_OPTION_VALUE" });
  t.throws(() => scanText("", wrong), { code: "E_OPTION_VALUE" });
  await t.throwsAsync(scan("/", { root: "src" }), { code: "E_PATH_OUTSIDE", message: /path traversal/ });
});

test("a text is a string or bytes, under a path of its own", (t) => {
  const bytes = Buffer.from("\ufeff# @TAG[CODE:한글]");
  const { tags } = scanText(bytes, { path: "x.rs" });
  t.like(tags.at(0), { name: "한글", path: "x.rs", language: "Rust", line: 1, column: 3, offset: 5 });
  t.deepEqual(scanText(bytes.toString(), { path: "x.rs" }).tags.toArray(), tags.toArray());
  t.is(scanText("@TAG[SPEC:a]").tags.at(0)?.path, "text");
  t.throws(() => scanText(7 as never), { code: "E_OPTION_VALUE", message: /content/ });
  t.throws(() => scanText("", { path: "../x" }), { code: "E_PATH_OUTSIDE" });
});
