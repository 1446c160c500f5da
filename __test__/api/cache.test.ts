import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { scan, scanStream, scanSync, type ChangeReport, type ScanOptions, type ScanResult } from "../../index.ts";
import { below, folder, found, home, lookups, settle, tree, write } from "../cache/ground.ts";

const FILES = {
  "a.ts": "// @TAG[SPEC:a] one\n",
  "b/c.py": "# @TAG[CODE:c] two\n# @TAG[x]\n",
  "b/d.bin": "\0@TAG[SPEC:no]",
  "plain.txt": "nothing\n",
};

/** A tree and a folder for its stores. */
async function ground(t: ExecutionContext, options: ScanOptions = {}) {
  const [root, cache] = [await tree(t, FILES), join(folder(t), "deep", "store")];
  return { root, cache, scan: (more: ScanOptions = {}) => scan(root, { cache, ...options, ...more }) };
}

const words = ({ changes }: ScanResult) => {
  const { files, tags } = changes!;
  return {
    ...{ added: files.added, modified: files.modified, deleted: files.deleted },
    renamed: files.renamed.map(({ from, to }) => `${from} > ${to}`),
    tags: [
      ...tags.added.map(({ name, path }) => `+ ${path} ${name}`),
      ...tags.removed.map(({ name, path }) => `- ${path} ${name}`),
      ...tags.changed.map(({ before, after }) => `~ ${after.path} ${before.text} > ${after.text}`),
      ...tags.moved.map(({ before, after }) => `> ${before.path}:${before.line} ${after.path}:${after.line}`),
    ],
  };
};

// @TEST:CACHE-005
test("what did not change is not opened: promises, at once, and in parts", async (t) => {
  const { root, cache, scan: run } = await ground(t);
  const wanted = found(await scan(root));
  const first = await run();
  t.deepEqual([found(first), lookups(first)], [wanted, [0, 0, 0, 4]]);
  for (const again of [await run(), scanSync(root, { cache })]) {
    t.deepEqual([found(again), lookups(again), again.stats.opened], [wanted, [4, 0, 0, 0], 0]);
  }
  const parts: ScanResult[] = [];
  for await (const part of scanStream(root, { cache, batchSize: 1 })) parts.push(part);
  t.is(parts.length, 4);
  t.deepEqual(
    parts.flatMap(({ tags }) => tags.toArray()),
    first.tags.toArray(),
  );
  t.is(
    parts.reduce((sum, { stats }) => sum + stats.cache!.stat, 0),
    4,
  );
  t.is(
    parts.reduce((sum, { stats }) => sum + stats.opened, 0),
    0,
  );
});

test.serial("without a cache nothing is said of one, and nothing is left anywhere", async (t) => {
  const root = await tree(t, FILES);
  const before = below(home);
  const result = await scan(root, { cache: false });
  t.deepEqual([result.changes, result.stats.cache], [undefined, undefined]);
  t.false("changes" in result.toJSON());
  t.deepEqual([below(root), below(home)], [["a.ts", "b", join("b", "c.py"), join("b", "d.bin"), "plain.txt"], before]);
});

test("true is the platform's folder, by root; nothing is written into the tree", async (t) => {
  const root = await tree(t, FILES);
  const before = below(root);
  await scan(root, { cache: true });
  const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
  const files = readdirSync(join(home, "tagwright", name));
  t.deepEqual(files.map((file) => file.replace(/^[0-9a-f]{16}/, "x")).sort(), ["x.json", "x.twc"]);
  t.deepEqual(below(root), before);
  t.deepEqual(lookups(await scan(root, { cache: true })), [4, 0, 0, 0]);
});

test("a folder is made as it is named, from the folder that paths start at, and can be carried along", async (t) => {
  const root = await tree(t, FILES);
  const cwd = folder(t);
  await scan(root, { cwd, root, cache: "my/cache" });
  t.is(readdirSync(join(cwd, "my/cache")).length, 2);
  renameSync(join(cwd, "my"), join(cwd, "other"));
  t.deepEqual(lookups(await scan(root, { root, cache: join(cwd, "other/cache") })), [4, 0, 0, 0]);
});

test("a store inside the tree is no part of it, and what else lies there is", async (t) => {
  for (const below of ["my [1]", "."]) {
    const root = await tree(t, { ...FILES, "my [1]/notes.json": "// @TAG[DOC:n]\n" });
    const cache = join(root, below);
    const wanted = ["+ a", "+ c", "+ n"].toString();
    for (const _ of [1, 2, 3]) {
      const { tags, changes } = await scan(root, { cache });
      t.is(tags.map(({ name }) => `+ ${name}`).toString(), wanted);
      const { added, modified } = changes!.files;
      t.false([...added, ...modified].some((path) => /[0-9a-f]{16}/.test(path)));
    }
    t.deepEqual(lookups(await scan(root, { cache })), [5, 0, 0, 0]);
  }
});

test("look-ups add up: touched is hashed, edited and new are matched, renamed is known by its content", async (t) => {
  const { root, scan: run } = await ground(t);
  await run();
  utimesSync(join(root, "plain.txt"), 5, 5);
  write(root, { "b/c.py": "\n# @TAG[CODE:c] two\n# @TAG[CODE:e] three\n", "new.ts": "// @TAG[TEST:n]\n" });
  renameSync(join(root, "a.ts"), join(root, "z.ts"));
  await settle();
  const result = await run();
  t.is(found(result), found(await scan(root)));
  const { lookups: all, hits, misses, hitRate, saved, bytes, read } = result.stats.cache!;
  t.deepEqual(lookups(result), [1, 0, 2, 2]);
  t.deepEqual([all, hits, misses, hitRate], [5, 3, 2, 60]);
  t.true(saved >= 0 && bytes > 96 && read > 96);
  t.deepEqual(words(result), {
    ...{ added: ["new.ts"], modified: ["b/c.py"], deleted: [], renamed: ["a.ts > z.ts"] },
    tags: ["+ b/c.py e", "+ new.ts n", "> b/c.py:1 b/c.py:2", "> a.ts:1 z.ts:1"],
  });
  t.is(result.changes!.files.unchanged, 2);
});

test("the report of a first scan says that everything is new, of a next one that nothing is", async (t) => {
  const { root, scan: run } = await ground(t);
  const first = await run();
  t.is(first.changes!.since, undefined);
  t.deepEqual(words(first).added, ["a.ts", "b/c.py", "b/d.bin", "plain.txt"]);
  const began = Date.now();
  const second = await run();
  t.true(second.changes!.since! <= began && second.changes!.since! > began - 60_000);
  t.deepEqual(words(second), { added: [], modified: [], deleted: [], renamed: [], tags: [] });
  rmSync(join(root, "a.ts"));
  write(root, { "b/c.py": "# @TAG[CODE:c] other\n# @TAG[x]\n" });
  await settle();
  const third = words(await run());
  t.deepEqual(third, {
    ...{ added: [], modified: ["b/c.py"], deleted: ["a.ts"], renamed: [] },
    tags: ["- a.ts a", "~ b/c.py two > other"],
  });
});

test("a result as JSON is that of a scan without a cache, but for its counters; the report is JSON by itself", async (t) => {
  const { root, scan: run } = await ground(t);
  const keys = Object.keys((await scan(root)).toJSON());
  const result = await run();
  t.deepEqual(Object.keys(result.toJSON()), keys);
  const { files, tags } = JSON.parse(JSON.stringify(result.changes)) as ChangeReport;
  t.is(files.added.length, 4);
  t.like(tags.added[0], { name: "a", path: "a.ts", line: 1 });
});

// @TEST:CACHE-006
test("verify opens every file, whatever its stat says", async (t) => {
  const { scan: run } = await ground(t);
  const first = await run();
  const checked = await run({ cacheVerify: true });
  t.deepEqual(lookups(checked), [0, 0, 4, 0]);
  t.is(checked.stats.opened, 4);
  t.is(checked.stats.cache!.stale, 0);
  t.is(found(checked), found(first));
});

test("scans of parts, and by other rules of the walk, share what is known", async (t) => {
  const { root, cache, scan: run } = await ground(t);
  const part = (path: string, more: ScanOptions = {}) => scan(path, { root, cwd: root, cache, ...more });
  t.deepEqual(lookups(await part("b")), [0, 0, 0, 2]);
  t.deepEqual(lookups(await run()), [2, 0, 0, 2]);
  const one = await part("a.ts");
  t.deepEqual(lookups(one), [1, 0, 0, 0]);
  t.deepEqual(one.changes!.files.deleted, [], "what lies outside of the scan is not gone");
  t.deepEqual(lookups(await run({ exclude: ["b/"] })), [2, 0, 0, 0]);
});

const warned = (code: string): Promise<Error> =>
  new Promise((resolve) => {
    const hear = (warning: Error & { code?: string }): void => {
      if (warning.code !== code) return;
      process.off("warning", hear);
      resolve(warning);
    };
    process.on("warning", hear);
  });

const storeIn = (cache: string): string =>
  join(
    cache,
    readdirSync(cache)
      .find((name) => name.endsWith(".twc"))!
      .slice(0, 16),
  );

const notices = ({ stats }: ScanResult): string[] => stats.cache!.notices.map(({ code }) => code);

test("a damaged store is told of and made anew, and the result is right", async (t) => {
  const { root, cache, scan: run } = await ground(t);
  await run();
  writeFileSync(`${storeIn(cache)}.twc`, "rubbish");
  const warning = warned("E_CACHE_CORRUPT");
  const result = await run();
  t.deepEqual(
    [found(result), notices(result), lookups(result)],
    [found(await scan(root)), ["E_CACHE_CORRUPT"], [0, 0, 0, 4]],
  );
  t.like(await warning, { name: "TagwrightWarning" });
  const next = await run();
  t.deepEqual([notices(next), lookups(next)], [[], [4, 0, 0, 0]]);
});

test("where nothing can be written the scan is as good, and every one says so in its counters", async (t) => {
  const root = await tree(t, FILES);
  const file = join(folder(t), "file");
  writeFileSync(file, "");
  const cache = join(file, "store");
  for (const _ of [1, 2]) {
    const result = await scan(root, { cache });
    t.is(found(result), found(await scan(root)));
    t.true(notices(result).includes("E_CACHE_WRITE"), notices(result).join());
    t.deepEqual(lookups(result), [0, 0, 0, 4]);
  }
});

test("a store that another one holds is not waited for for ever", async (t) => {
  const { cache, root, scan: run } = await ground(t);
  await run();
  write(root, { "new.ts": "// @TAG[CODE:n]\n" });
  const lock = `${storeIn(cache)}.lock`;
  writeFileSync(lock, `${process.pid} ${hostname()} 1\n`);
  const timer = setInterval(() => utimesSync(lock, new Date(), new Date()), 500);
  try {
    const result = await run();
    t.deepEqual(notices(result), ["E_CACHE_LOCKED"]);
    t.is(found(result), found(await scan(root)));
  } finally {
    clearInterval(timer);
  }
  t.true(existsSync(lock), "another's lock stays");
});

test("a change of an ignore file acts at once, and what comes back is known", async (t) => {
  const { root, scan: run } = await ground(t);
  await run();
  write(root, { ".ignore": "b/\n" });
  const hidden = await run();
  t.deepEqual(hidden.changes!.files.deleted, ["b/c.py", "b/d.bin"]);
  t.is(found(hidden), found(await scan(root)));
  rmSync(join(root, ".ignore"));
  const shown = await run();
  t.deepEqual(lookups(shown), [4, 0, 0, 0]);
  t.deepEqual(shown.changes!.files.added, ["b/c.py", "b/d.bin"]);
});

test("eight scans of one store at once are all right, and so is the store", async (t) => {
  const { root, scan: run } = await ground(t);
  const wanted = found(await scan(root));
  for (const result of await Promise.all(Array.from({ length: 8 }, () => run()))) t.is(found(result), wanted);
  t.deepEqual(lookups(await run()), [4, 0, 0, 0]);
  appendFileSync(join(root, "plain.txt"), "more\n");
  await settle();
  t.deepEqual(lookups(await run()), [3, 0, 0, 1]);
});

test("a scan that was called off leaves what was known", async (t) => {
  const { root, scan: run } = await ground(t);
  await run();
  const reason = new Error("enough");
  await t.throwsAsync(run({ signal: AbortSignal.abort(reason) }), { is: reason });
  write(root, { "new.ts": "// @TAG[CODE:n]\n" });
  const controller = new AbortController();
  const running = run({ signal: controller.signal });
  controller.abort(reason);
  await running.catch((error: unknown) => t.is(error, reason));
  t.is(found(await run()), found(await scan(root)));
});

test("values that are none are refused", async (t) => {
  const bad: readonly ScanOptions[] = [
    { cache: "" },
    { cache: 1 as never },
    { cacheVerify: "yes" as never },
    { cacheMaxAge: -1 },
    { cacheMaxSize: "x" },
  ];
  for (const options of bad)
    await t.throwsAsync(scan(".", options), { code: "E_OPTION_VALUE" }, JSON.stringify(options));
});
