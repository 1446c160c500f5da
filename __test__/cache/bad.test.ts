/** Stores that are damaged, foreign, held or cannot be written: the scan is right all the same, and says so once. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { statfsSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import test, { type ExecutionContext } from "ava";
import type { ScanResult } from "../../index.ts";
import { withoutRights } from "../oracle/apart.ts";
import { engines, type EngineName } from "../oracle/compare.ts";
import { HEADER, readStore, writeStore } from "../oracle/store.ts";
import { plant } from "../oracle/tree.ts";
import { scanAlone } from "./start.ts";
import { endsOf, outcome } from "./ends.ts";
import { inTree, settle, type Tree } from "./tree.ts";
import { scanSync } from "../../index.ts";

const codesOf = ({ stats }: ScanResult): string[] => stats.cache!.notices.map(({ code }) => code);

/** Four files in the base, two more in the patch. */
function grow(tree: Tree): void {
  plant(tree.root, { "a.c": "// @TAG[SPEC:a] one\n", "b.c": "// @TAG[CODE:b]\n// @TAG[x]\n", "d/p.txt": "nothing\n" });
  plant(tree.root, { binary: { hex: "00" } });
  settle();
  tree.scan("fallback");
  plant(tree.root, { "b.c": "// @TAG[TEST:changed]\n", "d/q.c": "// @TAG[SPEC:q]\n" });
  settle();
  tree.scan("fallback");
}

/** Every engine must find what is right in what `spoil` made of a file, say so once, and write the store anew. */
function isSeen(t: ExecutionContext, tree: Tree, ending: "twc" | "twp", spoiled: Iterable<[string, Buffer]>): void {
  const [path, base, patch] = [tree.file(ending), readFileSync(tree.file("twc")), readFileSync(tree.file("twp"))];
  for (const [name, bytes] of spoiled) {
    for (const engine of engines) {
      writeFileSync(tree.file("twc"), base);
      writeFileSync(tree.file("twp"), patch);
      writeFileSync(path, bytes);
      const bad = tree.scan(engine);
      t.deepEqual(bad.stats.cache!.notices, [{ code: "E_CACHE_CORRUPT", detail: path }], `${engine}: ${name}`);
      // Written anew, it is sound, and both engines know all.
      readStore(readFileSync(tree.file("twc")));
      for (const other of engines) {
        const next = tree.scan(other);
        t.deepEqual([endsOf(next.stats.cache!), codesOf(next)], [{ stat: 5 }, []], `${engine}, ${other}: ${name}`);
      }
    }
  }
}

function* flipped(bytes: Buffer, step: number): Generator<[string, Buffer]> {
  for (let at = 0; at < bytes.length; at += step) {
    const bad = Buffer.from(bytes);
    bad[at]! ^= 1 << ((at * 5) % 8);
    yield [`byte ${at}`, bad];
  }
}

function* cut(bytes: Buffer, step: number): Generator<[string, Buffer]> {
  for (let length = 0; length < bytes.length; length += step) yield [`cut at ${length}`, bytes.subarray(0, length)];
}

/** All of them with TAGWRIGHT_RUNS=5 and more. */
const STEP = Math.max(1, Math.ceil(5 / Number(process.env["TAGWRIGHT_RUNS"] ?? 1)));

for (const ending of ["twc", "twp"] as const) {
  test.serial(`a byte that is another, in .${ending}`, (t) =>
    inTree((tree) => {
      grow(tree);
      isSeen(t, tree, ending, flipped(readFileSync(tree.file(ending)), STEP));
    }),
  );

  test.serial(`cut short, in .${ending}`, (t) =>
    inTree((tree) => {
      grow(tree);
      isSeen(t, tree, ending, cut(readFileSync(tree.file(ending)), STEP));
    }),
  );

  test.serial(`foreign, in .${ending}`, (t) =>
    inTree((tree) => {
      grow(tree);
      const good = readFileSync(tree.file(ending));
      const store = readStore(good);
      const other = ending === "twc" ? "twp" : "twc";
      const version = Buffer.from(good);
      version[8] = 2;
      const twice = { ...store, entries: [...store.entries, store.entries.at(-1)!] };
      const foreign: [string, Buffer][] = [
        ["text", Buffer.from("hello\n".repeat(100))],
        ["zeros", Buffer.alloc(5000)],
        ["another version", version],
        ["another fingerprint", writeStore({ ...store, fingerprint: "ab".repeat(32) })],
        ["the other file", readFileSync(tree.file(other))],
        ["something behind it", Buffer.concat([good, Buffer.from("x")])],
        ["twice", Buffer.concat([good, good])],
        ["one record twice", writeStore(twice)],
        ["backwards", writeStore({ ...store, entries: store.entries.toReversed() })],
        ["two current", writeStore(twoCurrent(store))],
      ];
      isSeen(t, tree, ending, foreign);
    }),
  );
}

/** The same with two records that are current at one path. */
function twoCurrent(store: ReturnType<typeof readStore>): typeof store {
  const [first, ...rest] = store.entries;
  return { ...store, entries: [{ ...first!, hash: "00".repeat(32), flags: 1 }, { ...first!, flags: 1 }, ...rest] };
}

for (const engine of engines) {
  const on = (name: string, run: (t: ExecutionContext, tree: Tree) => void): void =>
    test.serial(`${engine}: ${name}`, (t) => inTree((tree) => run(t, tree)));

  on("a patch of another base counts for nothing, without a word", (t, tree) => {
    grow(tree);
    const patch = readStore(readFileSync(tree.file("twp")));
    writeFileSync(tree.file("twp"), writeStore({ ...patch, id: patch.id ^ 1n }));
    const result = tree.scan(engine);
    t.deepEqual([endsOf(result.stats.cache!), codesOf(result)], [{ stat: 3, misses: 2 }, []]);
  });

  on("a patch without a base counts for nothing, without a word", (t, tree) => {
    grow(tree);
    rmSync(tree.file("twc"));
    const result = tree.scan(engine);
    t.deepEqual([endsOf(result.stats.cache!), codesOf(result)], [{ misses: 5 }, []]);
    t.deepEqual(endsOf(tree.scan(engine).stats.cache!), { stat: 5 });
  });

  on("both files damaged: one word is enough", (t, tree) => {
    grow(tree);
    const files = [tree.file("twc"), tree.file("twp")];
    const [base, patch] = files.map((path) => readFileSync(path)) as [Buffer, Buffer];
    for (const cut of [0, HEADER, base.length - 1]) {
      writeFileSync(files[0]!, base.subarray(0, cut));
      writeFileSync(files[1]!, patch.subarray(0, patch.length - 1));
      t.deepEqual(codesOf(tree.scan(engine)), ["E_CACHE_CORRUPT"], `${cut}`);
      t.deepEqual(codesOf(tree.scan(engine)), [], `${cut}`);
    }
  });

  on("results that no scan can have found are misses", (t, tree) => {
    grow(tree);
    const store = readStore(readFileSync(tree.file("twc")));
    const bad = ["", "09", "0100", "010007", "0100000900000101000000000", "000163", "000000", "ff".repeat(20)];
    for (const result of bad.map((digits) => digits.slice(0, digits.length & ~1))) {
      rmSync(tree.file("twp"), { force: true });
      const entries = store.entries.map((entry) => (entry.path === "a.c" ? { ...entry, result } : entry));
      writeFileSync(tree.file("twc"), writeStore({ ...store, entries }));
      const { stats } = tree.scan(engine);
      t.is(stats.cache!.misses, 3, result);
    }
  });

  on("a folder where a file should be", (t, tree) => {
    grow(tree);
    for (const ending of ["twc", "twp"] as const) {
      rmSync(tree.file(ending), { recursive: true, force: true });
      mkdirSync(join(tree.file(ending), "in"), { recursive: true });
      const codes = codesOf(tree.scan(engine));
      t.deepEqual(codes.toSorted(), [...new Set(codes)].toSorted(), ending);
      t.true(codes.includes("E_CACHE_READ"), ending);
      rmSync(tree.file(ending), { recursive: true });
      tree.scan(engine);
      t.deepEqual(codesOf(tree.scan(engine)), []);
    }
  });

  on("a file where the folder should be", (t, tree) => {
    plant(tree.root, { "a.c": "// @TAG[SPEC:a]\n" });
    writeFileSync(tree.cache, "x");
    const codes = codesOf(tree.scan(engine));
    t.deepEqual(codes.toSorted(), [...new Set(codes)].toSorted());
    t.true(codes.includes("E_CACHE_WRITE"));
    t.is(readFileSync(tree.cache, "utf8"), "x");
  });

  on("nothing hangs on a pipe, and no link is a trap", (t, tree) => {
    if (process.platform === "win32") return t.pass();
    grow(tree);
    const [base, lock] = [tree.file("twc"), tree.file("lock")];
    rmSync(base);
    execFileSync("mkfifo", [base]);
    t.deepEqual(codesOf(tree.scan(engine)), ["E_CACHE_READ"]);
    t.deepEqual(endsOf(tree.scan(engine).stats.cache!), { stat: 5 });
    rmSync(base);
    symlinkSync(base, base);
    t.true(codesOf(tree.scan(engine)).includes("E_CACHE_READ"));
    rmSync(base, { force: true });
    symlinkSync(join(tree.root, "nowhere"), lock);
    utimesSync(tree.root, 5, 5);
    const codes = codesOf(tree.scan(engine));
    t.is(codes.length, 1);
    t.false(existsSync(join(tree.root, "nowhere")), "no link is written through");
  });

  on("a lock: of a process that is gone, of one that is not, of another machine, old", (t, tree) => {
    grow(tree);
    const lock = tree.file("lock");
    const gone = spawnSync("true").pid;
    const cases: [string, string, number, boolean][] = [
      ["gone", `${gone} ${hostname()} 0123456789abcdef\n`, 0, true],
      ["old", `${process.pid} ${hostname()} 0123456789abcdef\n`, 11, true],
      ["of who died before he wrote into it", "", 1.5, true],
      ["of who died while he wrote into it", `${process.pid} ${hostname()}`, 1.5, true],
      ["held", `${process.pid} ${hostname()} 0123456789abcdef\n`, 0, false],
      ["elsewhere", `${gone} not-${hostname()} 0123456789abcdef\n`, 0, false],
    ];
    for (const [index, [name, words, age, isFree]] of cases.entries()) {
      plant(tree.root, { "a.c": `// @TAG[SPEC:n${index}]\n` });
      settle();
      writeFileSync(lock, words);
      const time = Date.now() / 1000 - age;
      utimesSync(lock, time, time);
      const start = performance.now();
      const result = tree.scan(engine);
      const took = performance.now() - start;
      t.deepEqual(result.stats.cache!.notices, isFree ? [] : [{ code: "E_CACHE_LOCKED", detail: lock }], name);
      t.is(existsSync(lock), !isFree, name);
      t.true(isFree || took >= 1900, `${name}: ${took}`);
      t.deepEqual(endsOf(result.stats.cache!), { stat: 4, misses: 1 }, name);
      rmSync(lock, { force: true });
      if (!isFree) tree.scan(engine);
    }
  });

  on("who died while taking over a lock does not stop others", (t, tree) => {
    grow(tree);
    const lock = tree.file("lock");
    const dead = `${spawnSync("true").pid} ${hostname()} 0123456789abcdef\n`;
    for (const name of [lock, `${lock}.steal`]) writeFileSync(name, dead);
    plant(tree.root, { "a.c": "// @TAG[SPEC:n]\n" });
    t.deepEqual(codesOf(tree.scan(engine)), []);
    t.deepEqual(
      readdirSync(tree.cache).filter((name) => name.includes("lock")),
      [],
    );
  });

  on("what those who died left is removed after a minute", (t, tree) => {
    grow(tree);
    const [old, young] = [`${tree.file("twc")}.1.ab.tmp`, `${tree.file("twp")}.1.cd.tmp`];
    for (const path of [old, young]) writeFileSync(path, "half");
    utimesSync(old, Date.now() / 1000 - 61, Date.now() / 1000 - 61);
    mkdirSync(`${tree.file("twc")}.folder.tmp`);
    utimesSync(`${tree.file("twc")}.folder.tmp`, 5, 5);
    plant(tree.root, { "a.c": "// @TAG[SPEC:n]\n" });
    t.deepEqual(codesOf(tree.scan(engine)), [], "what cannot be removed is left");
    t.deepEqual([existsSync(old), existsSync(young)], [false, true]);
  });

  on("a folder that may not be written, or not even be looked at", (t, tree) => {
    const under = withoutRights();
    if (under === undefined) {
      t.log("passed over: everything may be written by this user, and setpriv cannot change that");
      return t.pass();
    }
    grow(tree);
    plant(tree.root, { "a.c": "// @TAG[SPEC:new]\n" });
    settle();
    const wanted = JSON.parse(JSON.stringify(outcome(scanSync(".", tree.options(engine))))) as unknown;
    const options = tree.options(engine, { cache: tree.cache });
    const files = [tree.file("twc"), tree.file("twp")];
    const alone = (mode: number, own = 0o600): ReturnType<typeof scanAlone> => {
      for (const path of files.filter(existsSync)) chmodSync(path, own);
      chmodSync(tree.cache, mode);
      try {
        return scanAlone(options, under);
      } finally {
        chmodSync(tree.cache, 0o700);
      }
    };
    const cases: [string, number, number, object, string[]][] = [
      ["may not be written", 0o500, 0o600, { stat: 4, misses: 1 }, ["E_CACHE_WRITE"]],
      ["may not be looked at", 0o000, 0o600, { misses: 5 }, ["E_CACHE_READ", "E_CACHE_WRITE"]],
      ["files may not be read, nor written", 0o500, 0o000, { misses: 5 }, ["E_CACHE_READ", "E_CACHE_WRITE"]],
      ["files may not be read", 0o700, 0o000, { misses: 5 }, ["E_CACHE_READ"]],
    ];
    for (const [name, mode, own, ends, codes] of cases) {
      const said = alone(mode, own);
      t.deepEqual(said.outcome, wanted, name);
      t.deepEqual(said.ends, ends, name);
      t.deepEqual([...new Set(said.notices.map(({ code }) => code))], codes, name);
      t.is(new Set(said.notices.map(({ code, detail }) => code + detail)).size, said.notices.length, name);
      t.is(said.warnings, said.notices.length, name);
    }
    // What may not be read was put aside for what may.
    t.deepEqual(alone(0o700).notices, []);
  });

  on("a disk that is full, or has no room for another file", (t, tree) => {
    const disk = join(dirname(tree.root), "disk");
    mkdirSync(disk);
    const { status, stderr } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k,nr_inodes=64", "none", disk]);
    if (status !== 0) {
      t.log(`passed over: a small disk cannot be mounted here (${String(stderr ?? "no mount").trim()})`);
      return t.pass();
    }
    try {
      onDisk(t, tree, engine, join(disk, "stores"));
    } finally {
      execFileSync("umount", ["-l", disk]);
    }
  });
}

/** A file of tags that its record needs much room for. */
const rich = (salt: string): string =>
  Array.from({ length: 400 }, (_, index) => `// @TAG[SPEC:${salt}-${index}] some words\n`).join("");

function onDisk(t: ExecutionContext, tree: Tree, engine: EngineName, cache: string): void {
  const scan = (): ScanResult => tree.scan(engine, { cache });
  plant(tree.root, { "a.c": rich("a"), "b.c": "// @TAG[SPEC:b]\n" });
  settle();
  t.deepEqual(codesOf(scan()), []);
  const base = readdirSync(cache).find((name) => name.endsWith(".twc"));
  const bytes = readFileSync(join(cache, base!));
  plant(tree.root, { "c.c": rich("c"), "b.c": "// @TAG[SPEC:other]\n" });
  settle();
  // With so many bytes left.
  for (const left of [0, 1, 2, 3]) {
    fill(join(cache, "..", "filler"), left * 4096);
    const full = scan();
    t.deepEqual(codesOf(full), ["E_CACHE_WRITE"], `${left} pages left`);
    t.regex(full.stats.cache!.notices[0]!.detail, /: ENOSPC$/);
    t.deepEqual(endsOf(full.stats.cache!), { stat: 1, misses: 2 });
    t.deepEqual(readFileSync(join(cache, base!)), bytes, "what was there stays");
    const names = readdirSync(cache).filter((name) => !name.startsWith(base!) || name.endsWith(".tmp"));
    t.deepEqual(
      names.filter((name) => !name.endsWith(".json")),
      [],
      "nothing is left behind",
    );
    rmSync(join(cache, "..", "filler"));
  }
  const room = statfsSync(cache).ffree;
  for (let index = 0; index < room; index++) writeFileSync(join(cache, "..", `inode${index}`), "");
  t.deepEqual(codesOf(scan()), ["E_CACHE_WRITE"], "no room for another file");
  for (let index = 0; index < room; index++) rmSync(join(cache, "..", `inode${index}`));
  t.deepEqual(codesOf(scan()), []);
  t.deepEqual(endsOf(scan().stats.cache!), { stat: 3 });
}

/** Takes all room but so many bytes. */
function fill(path: string, left: number): void {
  const { bavail, bsize } = statfsSync(dirname(path));
  writeFileSync(path, Buffer.alloc(bavail * bsize - left));
}
