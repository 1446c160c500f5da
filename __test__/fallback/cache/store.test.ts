import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import test from "ava";
import { blake3 } from "@noble/hashes/blake3.js";
import { evict } from "../../../src/fallback/cache/evict.ts";
import { HEADER } from "../../../src/fallback/cache/format.ts";
import { CURRENT, Records } from "../../../src/fallback/cache/records.ts";
import { fallback } from "../../../src/fallback/index.ts";
import { changed, found, inTree, settle } from "./tree.ts";

const le = (size: 2 | 4, value: number): Buffer => {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
};
const le64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
};

/** A record as the document has it, of a path that shares nothing. */
function recordOf(path: string, content: string, flags: number, result: Buffer): Buffer {
  const rest = [
    ...[Buffer.of(flags), le(2, 20_000), le64(5), le(4, 6), le(4, 7), blake3(Buffer.from(content))],
    ...[Buffer.of(content.length, 3, 0, path.length), Buffer.from(path), result],
  ];
  const body = Buffer.concat(rest);
  const counted = Buffer.concat([le(4, body.length), body]);
  return Buffer.concat([le(4, crc32(counted)), counted]);
}

function storeOf(records: readonly Buffer[], version = 1, fingerprint = "ab"): Buffer {
  const length = records.reduce((sum, { length }) => sum + length, 0);
  const header = Buffer.concat([
    ...[Buffer.from("TWCACHE\n"), le(4, version), le(4, records.length), Buffer.from(fingerprint.repeat(32), "hex")],
    ...[le64(77), le64(1), le64(123), le64(length), Buffer.alloc(12)],
  ]);
  return Buffer.concat([header, le(4, crc32(header)), ...records]);
}

const TEXT = "// @TAG[SPEC:a] b\n";
/** One tag: detector 0, comment, at 3, 12 long, line 1, column 4; then what it says. The zone's upper bits are the language. */
const strings = Buffer.concat([Buffer.from("SPECab"), le(4, 6), Buffer.from("SPEC:a")]);
const resultOf = (ground: readonly number[]): Buffer =>
  Buffer.concat([Buffer.of(1, 0, 0, ...ground, 3, 12, 1, 4, 4, 1, 1, 10, 0), strings]);

function put(file: string, bytes: Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

test("a store made by hand from the document is understood", (t) =>
  inTree((tree) => {
    tree.write("a.c", TEXT);
    settle();
    const plain = tree.plain();
    const ground = plain.rows[7]!;
    t.is(ground & 0xff, 1);
    const result = resultOf(ground < 128 ? [ground] : [128 + (ground % 128), ground >> 7]);
    put(`${tree.store}.twc`, storeOf([recordOf("a.c", TEXT, 1, result), recordOf("gone.c", "x", 1, Buffer.of(0, 0))]));
    const { batch, counts, notices, changes } = tree.scan();
    t.deepEqual([counts, notices], [[0, 0, 1, 0], []]);
    t.deepEqual(found(batch), found(plain));
    t.deepEqual(changed(changes), ["deleted gone.c"]);
    t.is(changes.since, 123);
  }));

test("another version, another fingerprint or order: one notice, the right result, a new base", (t) =>
  inTree((tree) => {
    tree.write("a.c", TEXT);
    settle();
    const wanted = found(tree.plain());
    const good = recordOf("a.c", TEXT, 1, Buffer.of(0, 0));
    const other = recordOf("z.c", "x", 1, Buffer.of(0, 0));
    const bad = [
      storeOf([good], 2),
      storeOf([good], 1, "cd"),
      storeOf([other, other]),
      storeOf([recordOf("a.c", TEXT, 1 | 16, Buffer.of(0, 0))]),
      storeOf([recordOf("a.c", TEXT, 64, Buffer.of(0, 0))]),
    ];
    for (const [index, bytes] of bad.entries()) {
      put(`${tree.store}.twc`, bytes);
      const { batch, notices } = tree.scan();
      t.deepEqual([found(batch), notices], [wanted, ["E_CACHE_CORRUPT"]], `${index}`);
      t.deepEqual(tree.scan().notices, [], `${index}`);
    }
  }));

test("a result that no scan can have found is not given", (t) =>
  inTree((tree) => {
    tree.write("a.c", TEXT);
    settle();
    const wanted = found(tree.plain());
    const broken = [[9], [1, 0, 7], [1, 0, 0, 9, 0, 0, 1, 1, 0, 0, 0, 0, 0], [0, 1, 99, 0, 0, 0, 0, 0], [0, 0, 0]];
    for (const result of broken) {
      rmSync(`${tree.store}.twp`, { force: true });
      put(`${tree.store}.twc`, storeOf([recordOf("a.c", TEXT, 1, Buffer.from(result))]));
      const { batch, counts } = tree.scan();
      t.deepEqual(counts, [0, 0, 0, 1]);
      t.deepEqual(found(batch), wanted);
    }
  }));

test("of two who save, the second keeps what the first one learned", (t) =>
  inTree((tree) => {
    tree.write("a.c", TEXT);
    settle();
    tree.scan();
    const slow = fallback.cache(tree.spec());
    tree.write("b.c", "// @TAG[SPEC:b]\n");
    settle();
    tree.scan();
    t.is(slow.info().current, 1);
    t.is(slow.invalidate("a.c"), 1);
    slow.prune();
    t.is(slow.info().current, 1);
    t.deepEqual(tree.scan().counts, [1, 0, 0, 1]);
  }));

test("what is cleared is gone from disk, and what is forgotten is read again", (t) =>
  inTree((tree) => {
    tree.write("d/a.c", TEXT);
    tree.write("d0.c", TEXT);
    settle();
    tree.scan();
    const cache = fallback.cache(tree.spec());
    t.like(cache.info(), { records: 2, current: 2, bytes: readFileSync(`${tree.store}.twc`).length });
    t.is(cache.invalidate("d"), 1);
    t.is(cache.info().records, 1);
    cache.clear();
    t.deepEqual(cache.info(), { records: 0, current: 0, bytes: 0, scanned: 0 });
    t.false(existsSync(`${tree.store}.twc`));
    t.deepEqual(tree.scan().counts, [0, 0, 0, 2]);
  }));

/** Path, first byte of the hash, day, flags. */
function recordsOf(rows: readonly (readonly [string, number, number, number])[]): Records {
  const records = new Records();
  for (const [path, first, day, flags] of rows) {
    const facts = { flags, day, mtime: 0n, ctime: 0, inode: 0, size: 0, cost: 0, blob: undefined };
    records.add({ ...facts, path, hash: Buffer.alloc(32, first), result: Buffer.of(0, 0) });
  }
  return records;
}

const left = (records: Records): string[] =>
  Array.from({ length: records.length }, (_, index) => `${records.path(index)} ${records.hash(index)[0]}`);

test("what is not current goes a day after its last day", (t) => {
  const records = recordsOf([
    ["a", 1, 69, 0],
    ["a", 2, 70, 0],
    ["b", 1, 5, CURRENT],
    ["c", 1, 100, 16],
  ]);
  t.deepEqual(left(evict(records, { maxBytes: 0, maxAge: 30 }, 100)), ["a 2", "b 1"]);
  t.is(evict(records, { maxBytes: 0, maxAge: 0 }, 60_000).length, 3);
});

test("what was met least recently goes first, and no more than must", (t) => {
  const records = recordsOf([
    ["abc", 1, 9, CURRENT],
    ["abd", 1, 8, CURRENT],
    ["abd", 2, 8, 0],
    ["abe", 1, 8, CURRENT],
  ]);
  // 65 bytes but for the path; then the paths: abc, d, nothing, e.
  const all = HEADER + 4 * 65 + 3 + 1 + 0 + 1;
  const under = (maxBytes: number) => left(evict(records, { maxBytes, maxAge: 0 }, 10));
  t.deepEqual(under(all), ["abc 1", "abd 1", "abd 2", "abe 1"]);
  t.deepEqual(under(all - 1), ["abc 1", "abd 1", "abe 1"]);
  t.deepEqual(under(all - 66), ["abc 1", "abd 1"]);
  t.deepEqual(under(1), []);
});
