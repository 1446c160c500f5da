import test from "ava";
import { scanSync, type ScanOptions } from "../../index.ts";
import { fingerprintOf } from "../../src/cache/fingerprint.ts";
import { complete, makeRequest } from "../../src/options/normalize.ts";
import { found, lookups, settle, tree } from "./ground.ts";

const fingerprint = (options: ScanOptions): string =>
  fingerprintOf(makeRequest(complete(options), { root: "/", paths: ["/"] }, ""));

/** Each asks for something else to be found. */
const different: readonly ScanOptions[] = [
  {},
  { detectors: ["note"] },
  { detectors: ["trace"] },
  { dialects: ["tag", "hash"] },
  { dialects: ["hash", "tag"] },
  { patterns: { todo: "TODO" } },
  { patterns: { todo: "TODO:" } },
  { patterns: { other: "TODO" } },
  { patterns: { todo: /todo/i } },
  { patterns: { todo: "TODO" }, zones: { todo: ["comment"] } },
  { zones: ["comment"] },
  { zones: { note: ["string"] } },
  { languages: { "*.txt": "Rust" } },
  { languages: { "*.txt": "Python" } },
  { noteKeywords: ["+WIP"] },
  { noteKeywords: ["WIP"] },
  { noteIgnoreCase: true },
  { noteNeeds: ["colon"] },
  { noteMinText: 5 },
  { noteMaxText: 5 },
  { noteJoin: true },
  { context: 1 },
  { context: 2 },
];

/** None of these changes what is found in a file. */
const equal: readonly ScanOptions[] = [
  { threads: 1 },
  { window: 4096 },
  { mmap: "always" },
  { memory: "64MB" },
  { hidden: true },
  { ignore: false },
  { skipDirs: [] },
  { include: ["*.ts"] },
  { exclude: ["*.ts"] },
  { follow: true },
  { outside: true },
  { maxFileSize: "1MB" },
  { hash: true },
  { batchSize: 3 },
  { engine: "fallback" },
  { cacheVerify: true, cacheMaxAge: 1, cacheMaxSize: 1 },
];

// @TEST:CACHE-001
test("whatever changes what is found has a fingerprint of its own", (t) => {
  const all = different.map(fingerprint);
  t.is(new Set(all).size, all.length);
  for (const one of all) t.regex(one, /^[0-9a-f]{64}$/);
});

test("what only changes which files are met, or how fast, does not", (t) => {
  for (const options of equal) t.is(fingerprint(options), fingerprint({}), JSON.stringify(options));
});

const FILES = {
  "a.ts": "// @TAG[SPEC:a] one\n// #spec: b\n// TODO fix: two\n//  goes on\nconst x = 'TODO: three';\n",
  "b.txt": "# TODO: four\n// TODO: five\n# todo: six\n",
  "c.py": "# WIP: seven\n",
};

test("no scan is told what another one found", async (t) => {
  const root = await tree(t, FILES);
  const cache = (await tree(t, {})) + "/store";
  for (const options of different) scanSync(root, { ...options, cache });
  await settle();
  for (const options of different) {
    const again = scanSync(root, { ...options, cache });
    t.deepEqual(lookups(again), [3, 0, 0, 0]);
    t.is(found(again), found(scanSync(root, options)), JSON.stringify(options));
  }
  t.true(new Set(different.map((options) => found(scanSync(root, options)))).size > 12);
});

test("what is known serves every scan that would find the same", async (t) => {
  const root = await tree(t, { ...FILES, ".hidden/d.ts": "// @TAG[CODE:d]\n" });
  const cache = (await tree(t, {})) + "/store";
  const { engine } = scanSync(root, { cache, hidden: true }).stats;
  for (const options of equal) {
    if (options.engine !== undefined && options.engine !== engine) continue;
    const with_ = scanSync(root, { ...options, cache });
    t.is(found(with_), found(scanSync(root, options)), JSON.stringify(options));
    t.is(with_.stats.cache!.misses, 0, JSON.stringify(options));
  }
});
