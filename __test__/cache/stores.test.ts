/** What each engine writes, the other would have written, and reads. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blake3 } from "@noble/hashes/blake3.js";
import test from "ava";
import { Scanner, scanSync, type ScanOptions, type ScanResult } from "../../index.ts";
import { engines, type EngineName } from "../oracle/compare.ts";
import { FLAGS, HEADER, readStore, writeStore, type Entry, type StoreFile } from "../oracle/store.ts";
import { canHold, plant, type Files } from "../oracle/tree.ts";
import { endsOf } from "./ends.ts";
import { inTree, linesOf, settle, type Tree } from "./tree.ts";

const FILES: Files = {
  "a.c": "// @TAG[SPEC:a] one\n",
  "b.c": "// @TAG[CODE:b] two\n// @TAG[x] bad\n",
  "deep/down/in/a/folder/first.ts": "// @TAG[SPEC:é] ünï\r\n// @TAG[TEST:t]\r\n",
  "deep/down/in/a/folder/second.ts": "nothing",
  "deep/down/in/another.c": "// @TAG[SPEC:a] one\n",
  "empty.py": "",
  binary: { hex: "00ff00" },
  "wide.txt": { hex: "fffe400054004100470058000a00" },
  "unknown.txt": { hex: "fffe000041000000" },
  "mixed.txt": "a\r\nb\n",
  "large.c": { size: 400_000 },
  ...(canHold("bytes") ? { "hex:ff2e63": "// @TAG[SPEC:latin]\n" } : {}),
};

const git = (tree: Tree, ...args: string[]): string =>
  execFileSync("git", ["-c", "core.autocrlf=false", ...args], { cwd: tree.root, encoding: "utf8" });

/** Files that git knows and was told of long enough ago. */
function settled(tree: Tree): void {
  plant(tree.root, FILES);
  git(tree, "init", "-q");
  settle();
  git(tree, "add", ".");
  settle();
}

const read = (path: string): StoreFile => readStore(readFileSync(path));

/** All but how long it took. */
const timeless = ({ entries }: StoreFile): Entry[] => entries.map((entry) => ({ ...entry, cost: 0 }));

/** A copy of the stores, for one engine alone. */
function own(tree: Tree, engine: EngineName): string {
  const copy = `${tree.cache}-${engine}`;
  rmSync(copy, { recursive: true, force: true });
  cpSync(tree.cache, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}

/** The path of a file of the only store in a folder. */
const fileIn = (tree: Tree, folder: string, ending: "twc" | "twp"): string =>
  tree.file(ending).replace(tree.cache, () => folder);

/** What a scan tells of its cache, and what is the same from both engines. */
const told = (result: ScanResult): object => {
  const { read, saved, written, bytes, notices } = result.stats.cache!;
  const { opened, bytesRead } = result.stats;
  const { since, files } = result.changes!;
  return {
    ...{ ends: endsOf(result.stats.cache!), read, saved, written, bytes, notices, opened, bytesRead },
    ...{ since, unchanged: files.unchanged, lines: linesOf(result.changes!), changes: JSON.stringify(result.changes) },
  };
};

/** Runs something on the same stores with each engine; gives what it gave, and the folder. */
function onEach<T>(tree: Tree, run: (engine: EngineName, folder: string) => T): { told: T; folder: string }[] {
  return engines.map((engine) => {
    const folder = own(tree, engine);
    return { told: run(engine, folder), folder };
  });
}

function prune(tree: Tree, engine: EngineName, folder: string, more: ScanOptions = {}): void {
  new Scanner(tree.options(engine, { cache: folder, ...more })).prune();
}

test("from nothing both write the same but for what it took", (t) =>
  inTree((tree) => {
    settled(tree);
    const stores = engines.map((engine) => {
      const folder = `${tree.cache}-${engine}`;
      const { stats } = tree.scan(engine, { cache: folder });
      renameSync(folder, tree.cache);
      const base = tree.file("twc");
      t.false(existsSync(tree.file("twp")));
      const bytes = readFileSync(base);
      const store = readStore(bytes);
      t.deepEqual(writeStore(store), bytes, "as the document has it");
      t.is(stats.cache!.written, bytes.length);
      t.true(base.endsWith(`/${store.fingerprint.slice(0, 16)}.twc`) || process.platform === "win32");
      rmSync(tree.cache, { recursive: true });
      return store;
    });
    for (const store of stores.slice(1)) t.deepEqual(timeless(store), timeless(stores[0]!));
  }));

const xor = (value: bigint): number => Number(BigInt.asUintN(32, value ^ (value >> 32n)));

test("what is on record of a file", (t) =>
  inTree((tree) => {
    settled(tree);
    for (const engine of engines) {
      tree.scan(engine);
      const { entries, scanned, saved, kind } = read(tree.file("twc"));
      rmSync(tree.cache, { recursive: true });
      t.is(kind, "base");
      t.true(scanned <= saved && saved <= Date.now());
      t.is(entries.length, Object.keys(FILES).length);
      for (const { path, size, mtime, ctime, inode, hash, blob, flags, day } of entries) {
        const file = Buffer.concat([Buffer.from(`${tree.root}/`), Buffer.from(path, "latin1")]);
        const stat = statSync(file, { bigint: true });
        const content = readFileSync(file);
        t.is(hash, Buffer.from(blake3(content)).toString("hex"), path);
        t.is(size, content.length);
        t.is(mtime, stat.mtimeNs);
        if (process.platform !== "win32") t.deepEqual([ctime, inode], [xor(stat.ctimeNs), xor(stat.ino)]);
        t.is(day, Math.floor(scanned / 86_400_000));
        const alike = path !== "mixed.txt" && path !== "unknown.txt";
        // A name that is not UTF-8 cannot be an argument.
        const name = path.includes("\xff") ? blob : git(tree, "hash-object", "--no-filters", "--", path).trim();
        if (path !== "unknown.txt") t.is(blob, alike ? name : undefined, path);
        const kinds = (path === "binary" ? FLAGS.binary : 0) + (path === "unknown.txt" ? FLAGS.failed : 0);
        t.is(flags & ~FLAGS.blob, FLAGS.current + FLAGS.trusted + kinds, path);
      }
    }
  }));

for (const first of engines) {
  test(`byte for byte the same patch on a base of the ${first} engine, where nothing had to be matched`, (t) =>
    inTree((tree) => {
      settled(tree);
      tree.scan(first);
      utimesSync(join(tree.root, "a.c"), 5, 5);
      renameSync(join(tree.root, "b.c"), join(tree.root, "c.c"));
      rmSync(join(tree.root, "deep/down/in/another.c"));
      settle();
      const all = onEach(tree, (engine, folder) => told(scanSync(".", tree.options(engine, { cache: folder }))));
      const patchOf = (folder: string): Buffer => readFileSync(fileIn(tree, folder, "twp"));
      t.like(all[0]!.told, { lines: { files: ["deleted deep/down/in/another.c", "renamed b.c > c.c"] } });
      for (const { told, folder } of all) {
        t.deepEqual(told, all[0]!.told);
        t.deepEqual(writeStore(readStore(patchOf(folder))), patchOf(folder));
        t.deepEqual(patchOf(folder).subarray(HEADER), patchOf(all[0]!.folder).subarray(HEADER));
        t.deepEqual(readFileSync(fileIn(tree, folder, "twc")), readFileSync(tree.file("twc")), "the base stays");
      }
    }));
}

test("byte for byte the same base of a base and a patch", (t) =>
  inTree((tree) => {
    settled(tree);
    for (const [index, first] of engines.entries()) {
      tree.scan(first);
      writeFileSync(join(tree.root, "a.c"), `// @TAG[SPEC:new${index}] words\n`);
      writeFileSync(join(tree.root, `more${index}`), "x");
      settle();
      tree.scan(first);
      const folders = onEach(tree, (engine, folder) => prune(tree, engine, folder)).map(({ folder }) => folder);
      for (const folder of folders) {
        const base = readFileSync(fileIn(tree, folder, "twc"));
        t.deepEqual(writeStore(readStore(base)), base);
        t.false(existsSync(fileIn(tree, folder, "twp")));
        t.deepEqual(base.subarray(HEADER), readFileSync(fileIn(tree, folders[0]!, "twc")).subarray(HEADER));
      }
      const { entries } = read(fileIn(tree, folders[0]!, "twc"));
      t.true(entries.length > Object.keys(FILES).length, "what was there before is kept");
    }
  }));

test("limits of size drop the same, and no more than must", (t) =>
  inTree((tree) => {
    plant(tree.root, FILES);
    for (let round = 0; round < 4; round++) {
      writeFileSync(join(tree.root, "a.c"), `// @TAG[SPEC:r${round}]\n`);
      settle();
      tree.scan(engines[round % engines.length]!);
    }
    const full = statSync(tree.file("twc")).size + statSync(tree.file("twp")).size;
    for (const limit of [full, 900, 600, 400, 200, HEADER + 1]) {
      const folders = onEach(tree, (engine, folder) => prune(tree, engine, folder, { cacheMaxSize: limit }));
      const [first, ...rest] = folders.map(({ folder }) => readFileSync(fileIn(tree, folder, "twc")));
      t.true(first!.length <= limit);
      for (const other of rest) t.deepEqual(other.subarray(HEADER), first!.subarray(HEADER), `${limit}`);
    }
  }));

/** Makes the base of a store another. */
function rewrite(tree: Tree, change: (entry: Entry) => Entry): void {
  const store = read(tree.file("twc"));
  writeFileSync(tree.file("twc"), writeStore({ ...store, entries: store.entries.map(change) }));
}

test("of what is not there any more, what was met 30 days ago stays, and 31 days ago goes", (t) =>
  inTree((tree) => {
    plant(tree.root, { "a.c": "1", "b.c": "2", "c.c": "3", "d.c": "4" });
    settle();
    tree.scan("fallback");
    const age: Record<string, number> = { "a.c": 31, "b.c": 30, "c.c": 31, "d.c": 0 };
    rewrite(tree, (entry) => ({
      ...entry,
      day: entry.day - age[entry.path]!,
      flags: entry.path === "c.c" ? entry.flags : entry.flags & ~FLAGS.current,
    }));
    for (const { folder } of onEach(tree, (engine, folder) => prune(tree, engine, folder))) {
      const { entries } = read(fileIn(tree, folder, "twc"));
      t.deepEqual(
        entries.map(({ path }) => path),
        ["b.c", "c.c", "d.c"],
      );
    }
    for (const { folder } of onEach(tree, (engine, folder) => prune(tree, engine, folder, { cacheMaxAge: 0 }))) {
      t.is(read(fileIn(tree, folder, "twc")).entries.length, 4);
    }
  }));

test("what was met on an earlier day is written once a day, and is not read for that", (t) =>
  inTree((tree) => {
    plant(tree.root, FILES);
    settle();
    tree.scan("fallback");
    rewrite(tree, (entry) => ({ ...entry, day: entry.day - 1 }));
    const both = onEach(tree, (engine, folder) => told(scanSync(".", tree.options(engine, { cache: folder }))));
    for (const { told, folder } of both) {
      t.deepEqual(told, both[0]!.told);
      t.like(told, { opened: 0, ends: { stat: Object.keys(FILES).length } });
      t.deepEqual(
        readFileSync(fileIn(tree, folder, "twp")).subarray(HEADER),
        readFileSync(fileIn(tree, both[0]!.folder, "twp")).subarray(HEADER),
      );
      for (const engine of engines) {
        t.is(scanSync(".", tree.options(engine, { cache: folder })).stats.cache!.written, 0);
      }
    }
  }));

test("a record that is wrong is found by verify, and mended", (t) =>
  inTree((tree) => {
    plant(tree.root, FILES);
    settle();
    tree.scan("fallback");
    rewrite(tree, (entry) => (entry.path === "a.c" ? { ...entry, hash: "ab".repeat(32), result: "0000" } : entry));
    for (const { told, folder } of onEach(tree, (engine, folder) => {
      const result = tree.scan(engine, { cache: folder, cacheVerify: true });
      return { ends: endsOf(result.stats.cache!), opened: result.stats.opened, lines: linesOf(result.changes!).files };
    })) {
      const all = Object.keys(FILES).length;
      // Another file has the same content.
      t.deepEqual(told, { ends: { hash: all, stale: 1 }, opened: all, lines: ["modified a.c"] });
      for (const engine of engines)
        t.deepEqual(endsOf(tree.scan(engine, { cache: folder }).stats.cache!), { stat: all });
    }
  }));

test("what one engine forgot, the other does not know", (t) =>
  inTree(async (tree) => {
    plant(tree.root, { "d/a.c": "// @TAG[SPEC:a]\n", "d/b.c": "b", "d.c": "c", "e.c": "e" });
    for (const engine of engines) {
      settle();
      tree.scan("fallback");
      const folder = own(tree, engine);
      const scanner = new Scanner(tree.options(engine, { cache: folder }));
      t.is((await scanner.scan()).stats.cache!.stat, 4);
      t.is(scanner.invalidate("d"), 2);
      t.is(scanner.info()[0]!.records, 2);
      rmSync(join(tree.root, "d/b.c"));
      settle();
      const { stats } = await scanner.scan();
      t.deepEqual(endsOf(stats.cache!), { stat: 2, misses: 1 });
      const { entries } = read(fileIn(tree, folder, "twp"));
      t.deepEqual(
        entries.map(({ path, flags }) => [path, (flags & FLAGS.gone) > 0]),
        [
          ["d/a.c", false],
          ["d/b.c", true],
        ],
      );
      writeFileSync(join(tree.root, "d/b.c"), "b");
      settle();
      for (const other of engines) {
        const copy = `${folder}-${other}`;
        cpSync(folder, copy, { recursive: true });
        t.deepEqual(endsOf(tree.scan(other, { cache: copy }).stats.cache!), { stat: 3, misses: 1 });
      }
      scanner.clear();
      t.false(existsSync(fileIn(tree, folder, "twc")));
      for (const other of engines) {
        const copy = `${folder}-${other}-cleared`;
        cpSync(folder, copy, { recursive: true });
        t.deepEqual(endsOf(tree.scan(other, { cache: copy }).stats.cache!), { misses: 4 });
      }
    }
  }));

test("thousands of files: as many records, each of the same shape as fresh", (t) =>
  inTree((tree) => {
    const count = 3000;
    const files = Array.from({ length: count }, (_, index) => [
      `d${index % 37}/f${index}.c`,
      `// @TAG[SPEC:S-${index}] text ${index}\n`,
    ]);
    plant(tree.root, Object.fromEntries(files) as Files);
    settle();
    for (const engine of engines) {
      t.deepEqual(endsOf(tree.scan(engine).stats.cache!), { misses: count });
      t.is(read(tree.file("twc")).entries.length, count);
      for (const other of engines) {
        const { stats } = tree.scan(other);
        t.deepEqual([endsOf(stats.cache!), stats.opened, stats.cache!.written], [{ stat: count }, 0, 0]);
      }
      rmSync(tree.cache, { recursive: true });
    }
  }));
