import { readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import type { ScanResult, StoreInfo } from "../../index.ts";
import { tagwright, tree, type Ran } from "./run.ts";

const FILES = { "a.ts": "// @TAG[SPEC:a] one\n", "b/c.py": "# @TAG[CODE:c] two\n", "plain.txt": "nothing\n" };

/** A tree, a home for caches, and runs in them. */
function ground(t: ExecutionContext, files: Readonly<Record<string, string>> = FILES) {
  const [cwd, home] = [tree(t, files), tree(t)];
  const env = { XDG_CACHE_HOME: home, LOCALAPPDATA: home };
  const run = (...args: string[]): Promise<Ran> => tagwright(t, args, { cwd, env });
  const json = async <T>(...args: string[]): Promise<T> => {
    const { code, stdout, stderr } = await run(...args);
    t.deepEqual([code, stderr], [0, ""], args.join(" "));
    return JSON.parse(stdout) as T;
  };
  const place = (): string => join(home, "tagwright", readdirSync(join(home, "tagwright"))[0]!);
  return { cwd, home, env, run, json, place };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40));

const infoOf = (json: <T>(...args: string[]) => Promise<T>, ...args: string[]): Promise<StoreInfo> =>
  json<{ stores: StoreInfo[] }>("cache", "info", "--json", ...args).then(({ stores }) => stores[0]!);

// @TEST:CACHE-007
test("what was scanned with --cache is told of by cache info, and its sums add up", async (t) => {
  const { cwd, run, json, place } = ground(t);
  t.like(await infoOf(json), { root: cwd, records: 0, scanned: 0 });
  await settle();
  const [first, second] = [
    await json<ScanResult>("scan", "--cache", "--format=json"),
    await json<ScanResult>("scan", "--cache", "--format=json"),
  ];
  t.deepEqual([first.stats.cache!.misses, second.stats.cache!.stat, second.stats.opened], [3, 3, 0]);
  t.deepEqual({ ...second, stats: 0 }, { ...first, stats: 0 });
  const info = await infoOf(json);
  t.like(info, {
    root: cwd,
    records: 3,
    current: 3,
    totals: { scans: 2, lookups: 6, hits: 3, misses: 3, hitRate: 50 },
  });
  t.is(info.file, join(place(), info.fingerprint.slice(0, 16)));
  const { code, stdout } = await run("cache", "info");
  t.is(code, 0);
  for (const line of [
    /^root +.*$/m,
    /^holds +3 files, 0 former states$/m,
    /^scans +2$/m,
    /^look-ups +6: 3 hits \(50 %\), 3 not$/m,
    /^time saved +[\d.]+ m?s$/m,
  ]) {
    t.regex(stdout, line);
  }
  t.like(await infoOf(json, "--dialects", "hash"), { records: 0 }, "other flags, another store");
});

test("warm, verify, prune and clear", async (t) => {
  const { cwd, run, json, home, place } = ground(t);
  await settle();
  type Done = { cache: NonNullable<ScanResult["stats"]["cache"]> };
  t.like((await json<Done>("cache", "warm", "--json")).cache, { lookups: 3, hits: 0, misses: 3 });
  t.like((await json<Done>("cache", "verify", "--json")).cache, { lookups: 3, hash: 3, stale: 0 });
  t.regex(
    (await run("cache", "verify")).stdout,
    /^look-ups +3: 3 hits \(100 %\), 0 not\nwere wrong +0 records\nsize +\d+ B\n$/,
  );
  writeFileSync(join(place(), "notes.txt"), "mine");
  t.deepEqual(await json("cache", "prune", "--json"), { removed: { stores: 0, bytes: 0 } });
  t.like(await infoOf(json), { current: 3 });
  await run("scan", "--cache", "--dialects", "hash");
  const { removed } = await json<{ removed: { stores: number; bytes: number } }>("cache", "clear", "--json");
  t.is(removed.stores, 2);
  t.true(removed.bytes > 96);
  t.deepEqual(readdirSync(place()), ["notes.txt"]);
  t.deepEqual(readdirSync(cwd).sort(), ["a.ts", "b", "plain.txt"]);
  t.is((await run("cache", "clear")).stdout, "removed  0 stores, 0 B\n");
  t.deepEqual(readdirSync(home), ["tagwright"]);
});

test("a folder, a variable and a configuration file say where the cache is, too", async (t) => {
  const { cwd, run, json, home, env } = ground(t);
  await run("cache", "warm", "--cache=kept");
  t.is(readdirSync(join(cwd, "kept")).length, 2);
  t.like(await infoOf(json, "--cache=kept"), { current: 3 });
  t.deepEqual(readdirSync(home), []);
  const kept = { ...env, TAGWRIGHT_CACHE: "kept" };
  const byVariable = await tagwright(t, ["scan", "--format=json"], { cwd, env: kept });
  t.is((JSON.parse(byVariable.stdout) as ScanResult).stats.cache!.misses, 0);
  const verified = await tagwright(t, ["scan", "--format=json"], {
    cwd,
    env: { ...kept, TAGWRIGHT_CACHE_VERIFY: "1" },
  });
  t.is((JSON.parse(verified.stdout) as ScanResult).stats.cache!.hash, 3);
  renameSync(join(cwd, "kept"), join(cwd, "carried"));
  writeFileSync(join(cwd, "tagwright.config.json"), '{ "cache": "carried", "exclude": ["tagwright.config.json"] }');
  t.is((await json<ScanResult>("scan", "--format=json")).stats.cache!.misses, 0);
  t.is((await json<ScanResult>("scan", "--format=json", "--no-cache")).stats.cache, undefined);
});

test("what cannot be done is said so", async (t) => {
  const { run } = ground(t);
  for (const args of [
    ["cache"],
    ["cache", "eat"],
    ["cache", "info", "--cache-max-age", "x"],
    ["cache", "info", "--format", "json"],
  ]) {
    const { code, stdout } = await run(...args);
    t.deepEqual([code, stdout], [2, ""], args.join(" "));
  }
  t.regex((await run("cache", "eat")).stderr, /cannot "eat" a cache; there are info, verify, warm, prune, clear/);
});

// @TEST:CACHE-008
test("scan --changes: what is new since the scan before", async (t) => {
  const { cwd, run, json } = ground(t);
  await settle();
  const summary = (stdout: string): string => stdout.trimEnd().split("\n").at(-1)!;
  t.is(
    summary((await run("scan", "--cache", "--changes")).stdout),
    "Files: 3 added, 0 files unchanged. Tags: 2 added.",
  );
  t.is((await run("scan", "--cache", "--changes")).stdout, "Files: no change, 3 files unchanged. Tags: no change.\n");
  writeFileSync(join(cwd, "a.ts"), "\n// @TAG[SPEC:a] one\n// @TAG[SPEC:new]\n");
  writeFileSync(join(cwd, "b/c.py"), "# @TAG[CODE:c] other\n");
  renameSync(join(cwd, "plain.txt"), join(cwd, "z.txt"));
  await settle();
  t.is(
    (await run("scan", "--cache", "--changes")).stdout,
    "a.ts\n  > SPEC a one :2 (was line 1)\n  + SPEC new :3\n\nb/c.py\n  ~ CODE c other :1 (was: two)\n\n" +
      "Files: 2 modified, 1 renamed, 0 files unchanged. Tags: 1 added, 1 changed, 1 moved.\n",
  );
  writeFileSync(join(cwd, "z.txt"), "# @TAG[DOC:z]\n");
  const { version, root, changes } = await json<{ version: number; root: string; changes: ScanResult["changes"] }>(
    ...["scan", "--cache", "--changes", "--format=json"],
  );
  t.deepEqual([version, root, changes!.files.modified], [1, cwd, ["z.txt"]]);
  t.like(changes!.tags.added[0], { path: "z.txt", kind: "DOC", name: "z" });
});

test("scan --changes without a cache, or in another format, is refused before anything is scanned", async (t) => {
  const { run, home } = ground(t);
  const told = async (...args: string[]) => {
    const { code, stdout, stderr } = await run("scan", "--changes", ...args);
    t.deepEqual([code, stdout], [2, ""], args.join(" "));
    return stderr;
  };
  t.regex(await told(), /--changes needs a cache: --cache/);
  t.regex(await told("--no-cache"), /--changes needs a cache/);
  t.regex(await told("--cache", "--format=ndjson"), /--changes are written as text or json, not "ndjson"/);
  t.regex(await told("--cache", "-"), /--changes takes paths, not standard input/);
  t.deepEqual(readdirSync(home), []);
});

test("--stats tells what the cache did", async (t) => {
  const { run } = ground(t);
  await settle();
  const told = async () => /^ +cache +(.*)$/m.exec((await run("scan", "--cache", "--stats")).stderr)?.[1];
  t.regex(
    (await told())!,
    /^3 look-ups, 0 hits \(0 %: 0 by stat, 0 by blob id, 0 by hash\), 3 not; 0\.0 ms saved; \d+ B on disk, 0 B read, \d+ B written$/,
  );
  t.regex(
    (await told())!,
    /^3 look-ups, 3 hits \(100 %: 3 by stat, 0 by blob id, 0 by hash\), 0 not; [\d.]+ m?s saved; \d+ B on disk, \d+ B read, 0 B written$/,
  );
  t.notRegex((await run("scan", "--stats")).stderr, /look-ups/);
});

test("a damaged cache is a warning, and the scan goes on", async (t) => {
  const { run, place } = ground(t);
  await run("scan", "--cache");
  const name = readdirSync(place()).find((name) => name.endsWith(".twc"))!;
  writeFileSync(join(place(), name), "rubbish");
  const { code, stdout, stderr } = await run("scan", "--cache");
  t.is(code, 0);
  t.regex(stderr, /^tagwright: warning: the cache was damaged or is of another version, and is made anew: /);
  t.is(stderr.trim().split("\n").length, 1);
  t.regex(stdout, /2 tags in 2 files/);
  t.is((await run("scan", "--cache")).stderr, "");
});

test("a cache that cannot be filled is no success, nor is a path that is not there", async (t) => {
  const { run } = ground(t);
  for (const verb of ["warm", "verify"]) {
    const lost = await run("cache", verb, "--cache=a.ts");
    t.is(lost.code, 2, verb);
    t.regex(lost.stderr, /cannot write the cache/);
  }
  const gone = await run("cache", "warm", "nothere");
  t.is(gone.code, 2);
  t.regex(gone.stderr, /^nothere: error: no such file or directory \(E_FILE_MISSING\)$/m);
});

test("clear tells of all bytes that it took away", async (t) => {
  const { run, json, place } = ground(t);
  t.is((await run("cache", "warm")).code, 0);
  const bytes = readdirSync(place()).reduce((sum, name) => sum + statSync(join(place(), name)).size, 0);
  t.deepEqual(await json("cache", "clear", "--json"), { removed: { stores: 1, bytes } });
  t.is((await infoOf(json)).records, 0);
});
