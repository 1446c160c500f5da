import { rmSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { scan, Scanner } from "../../index.ts";
import { below, folder, found, home, lookups, settle, tree, write } from "../cache/ground.ts";

const FILES = {
  "a.ts": "// @TAG[SPEC:a] one\n",
  "b/c.py": "# @TAG[CODE:c] two\n",
  "b/d.py": "# @TAG[TEST:d] three\n",
  "plain.txt": "nothing\n",
};

// @TEST:CACHE-003
test.serial("what a scanner knows stays in memory, and nothing is written", async (t) => {
  const root = await tree(t, FILES);
  const before = below(home);
  const scanner = new Scanner();
  const first = await scanner.scan(root);
  t.deepEqual([lookups(first), first.changes!.files.added.length], [[0, 0, 0, 4], 4]);
  write(root, { "b/c.py": "# @TAG[CODE:c] other\n" });
  await settle();
  const second = await scanner.scan(root);
  t.deepEqual([lookups(second), second.stats.opened], [[3, 0, 0, 1], 1]);
  t.deepEqual(second.changes!.files.modified, ["b/c.py"]);
  t.is(found(second), found(await scan(root)));
  t.like(scanner.info()[0], { root, file: undefined, records: 5, current: 4, bytes: 0, totals: undefined });
  t.deepEqual(below(home), before);
  scanner.close();
});

test("what is said to be forgotten is scanned anew: a file, a folder, everything", async (t) => {
  const root = await tree(t, FILES);
  const scanner = new Scanner({ cwd: root });
  await scanner.scan();
  t.is(scanner.invalidate("a.ts"), 1);
  t.deepEqual(lookups(await scanner.scan()), [3, 0, 0, 1]);
  t.is(scanner.invalidate(join(root, "b")), 2);
  t.is(scanner.invalidate("gone"), 0);
  t.is(scanner.invalidate(join(root, "..", "elsewhere")), 0);
  t.deepEqual(lookups(await scanner.scan()), [2, 0, 0, 2]);
  scanner.clear();
  t.deepEqual(lookups(await scanner.scan()), [0, 0, 0, 4]);
  t.is(scanner.invalidate("."), 4);
  t.deepEqual(lookups(await scanner.scan()), [0, 0, 0, 4]);
  scanner.close();
  t.deepEqual(scanner.info(), []);
  t.deepEqual(lookups(await scanner.scan()), [0, 0, 0, 4], "a later scan starts anew");
});

test("calls that overlap are each right, while files change", async (t) => {
  const root = await tree(t, FILES);
  const scanner = new Scanner();
  for (let round = 0; round < 10; round++) {
    write(root, { "b/c.py": `${"# @TAG[CODE:c]\n".repeat(round + 1)}`, [`n${round}.ts`]: `// @TAG[CODE:n${round}]\n` });
    const wanted = found(await scan(root));
    const all = await Promise.all(Array.from({ length: 6 }, () => scanner.scan(root)));
    for (const result of all) t.is(found(result), wanted);
    scanner.invalidate(join(root, "a.ts"));
  }
  await settle();
  await scanner.scan(root);
  t.deepEqual(lookups(await scanner.scan(root)), [14, 0, 0, 0]);
});

test("with a cache, another scanner knows it too; each root has its own", async (t) => {
  const [one, other, cache] = [await tree(t, FILES), await tree(t, { "x.ts": "// @TAG[SPEC:x]\n" }), folder(t)];
  await new Scanner({ cache }).scan(one);
  const scanner = new Scanner({ cache });
  t.deepEqual(lookups(await scanner.scan(one)), [4, 0, 0, 0]);
  const kept = new Scanner({ cache: true });
  await kept.scan(one);
  await kept.scan(other);
  t.deepEqual(
    kept.info().map(({ root, current }) => [root, current]),
    [
      [one, 4],
      [other, 1],
    ],
  );
  t.is(new Set(kept.info().map(({ file }) => file)).size, 2);
});

test("what is known can be asked for before any scan; sums add up", async (t) => {
  const [root, cache] = [await tree(t, FILES), folder(t)];
  t.like(new Scanner({ cache }).info(root)[0], { root, records: 0, current: 0, bytes: 0, scanned: 0 });
  for (let count = 0; count < 3; count++) await new Scanner({ cache }).scan(root);
  const [info] = new Scanner({ cache }).info(root);
  const { scans, lookups: all, hits, misses, stat, blob, hash, hitRate } = info!.totals!;
  t.deepEqual([scans, all, hits, misses, hitRate], [3, 12, 8, 4, 66.67]);
  t.is(stat + blob + hash + misses, all);
  t.like(info, { records: 4, current: 4 });
  t.true(info!.bytes > 96 && info!.scanned > Date.now() - 600_000);
});

test("clear empties its stores on disk, remove takes all that lie beside as well", async (t) => {
  const [root, cache] = [await tree(t, FILES), folder(t)];
  const scanner = new Scanner({ cache });
  await scanner.scan(root);
  await new Scanner({ cache, dialects: ["hash"] }).scan(root);
  t.is(below(cache).filter((name) => name.endsWith(".twc")).length, 2);
  scanner.clear();
  t.is(below(cache).filter((name) => name.endsWith(".twc")).length, 1);
  t.is(scanner.remove(root).stores, 2, "one of them is but its counters");
  t.deepEqual(below(cache), []);
  t.deepEqual(new Scanner().remove(root), { stores: 0, bytes: 0 });
});

test("prune forgets former states by age, and keeps what is there", async (t) => {
  const [root, cache] = [await tree(t, FILES), folder(t)];
  const scanner = new Scanner({ cache, cacheMaxSize: 1 });
  await scanner.scan(root);
  t.deepEqual(scanner.prune(root), { stores: 0, bytes: 0 });
  t.is(scanner.info()[0]!.records, 0, "nothing fits into a byte");
  rmSync(join(root, "a.ts"));
  t.is(found(await scanner.scan(root)), found(await scan(root)));
});

test("a bad option, path or signal is refused", async (t) => {
  t.throws(() => new Scanner({ threads: -1 }), { code: "E_OPTION_VALUE" });
  t.throws(() => new Scanner({ what: 1 } as never), { code: "E_OPTION_UNKNOWN" });
  const scanner = new Scanner({ root: "src" });
  await t.throwsAsync(scanner.scan("/"), { code: "E_PATH_OUTSIDE" });
  const reason = new Error("enough");
  await t.throwsAsync(scanner.scan("src", { signal: AbortSignal.abort(reason) }), { is: reason });
});
