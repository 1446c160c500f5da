import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, renameSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { changed, found, inTree, settle, type Tree } from "./tree.ts";

function plant(tree: Tree): void {
  tree.write("a.c", "// @TAG[SPEC:a] one\n");
  tree.write("b.c", "// @TAG[CODE:b] two\n// @TAG[x]\n");
  tree.write("d/e.bin", "\0@TAG[SPEC:no]");
  tree.write("plain.txt", "nothing");
  settle();
}

test("what did not change is not opened, and gives the same bytes", (t) =>
  inTree((tree) => {
    plant(tree);
    const first = tree.scan();
    t.deepEqual(first.counts, [0, 0, 0, 4]);
    t.deepEqual(first.notices, []);
    t.deepEqual(changed(first.changes), ["added a.c", "added b.c", "added d/e.bin", "added plain.txt"]);
    const second = tree.scan();
    t.deepEqual(second.counts, [4, 0, 0, 0]);
    t.is(second.batch.stats.opened, 0);
    t.deepEqual(found(second.batch), found(tree.plain()));
    t.deepEqual(changed(second.changes), []);
    t.is(second.changes.unchanged, 4);
    t.true(second.changes.since > 0);
  }));

test("a touched file is hashed, an edited one matched, and the report tells", (t) =>
  inTree((tree) => {
    plant(tree);
    tree.scan();
    utimesSync(join(tree.root, "a.c"), 5, 5);
    tree.write("b.c", "// @TAG[CODE:c] new\n");
    renameSync(join(tree.root, "plain.txt"), join(tree.root, "z.txt"));
    tree.remove("d/e.bin");
    settle();
    const { counts, batch, changes } = tree.scan();
    t.deepEqual(counts, [0, 0, 2, 1]);
    t.deepEqual(found(batch), found(tree.plain()));
    t.deepEqual(changed(changes), ["modified b.c", "deleted d/e.bin", "renamed z.txt < plain.txt"]);
    t.is(changes.before.rows.length, 14);
    t.deepEqual(tree.scan().counts, [3, 0, 0, 0]);
  }));

test("a file that changed a moment ago is hashed once more, and trusted then", (t) =>
  inTree((tree) => {
    tree.write("a.c", "// @TAG[SPEC:a]", -1000);
    t.deepEqual(tree.scan().counts, [0, 0, 0, 1]);
    t.deepEqual(tree.scan().counts, [0, 0, 1, 0]);
    tree.write("a.c", "// @TAG[SPEC:a]");
    settle();
    t.deepEqual(tree.scan().counts, [0, 0, 1, 0]);
    t.deepEqual(tree.scan().counts, [1, 0, 0, 0]);
  }));

test("a store that is cut at any byte gives the right result with one notice, and is written anew", (t) =>
  inTree((tree) => {
    plant(tree);
    const wanted = found(tree.scan().batch);
    const base = `${tree.store}.twc`;
    const bytes = readFileSync(base);
    for (let end = 0; end < bytes.length; end++) {
      truncateSync(base, end);
      const { batch, notices } = tree.scan();
      t.deepEqual(notices, ["E_CACHE_CORRUPT"], `${end}`);
      t.deepEqual(found(batch), wanted, `${end}`);
      t.deepEqual(tree.scan().notices, [], `${end}`);
      writeFileSync(base, bytes);
    }
    t.deepEqual(tree.scan().counts, [4, 0, 0, 0]);
  }));

test("a store with something behind its end is told of once", (t) =>
  inTree((tree) => {
    plant(tree);
    tree.scan();
    appendFileSync(`${tree.store}.twc`, "x");
    const { counts, notices } = tree.scan();
    t.deepEqual([counts, notices], [[4, 0, 0, 0], ["E_CACHE_CORRUPT"]]);
    t.deepEqual(tree.scan().notices, []);
  }));

test("any flipped bit is seen", (t) =>
  inTree((tree) => {
    plant(tree);
    const wanted = found(tree.scan().batch);
    const base = `${tree.store}.twc`;
    const bytes = readFileSync(base);
    for (let bit = 0; bit < bytes.length * 8; bit += 13) {
      const bad = Buffer.from(bytes);
      bad[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(base, bad);
      const { batch, notices } = tree.scan();
      t.deepEqual(notices, ["E_CACHE_CORRUPT"], `${bit}`);
      t.deepEqual(found(batch), wanted, `${bit}`);
    }
  }));

test("a small change goes into the patch, and the scan of a part changes what is known of that part", (t) =>
  inTree((tree) => {
    plant(tree);
    tree.scan();
    const base = readFileSync(`${tree.store}.twc`);
    tree.write("new.c", "// @TAG[SPEC:new]\n");
    tree.remove("b.c");
    settle();
    const part = tree.scan({ only: ["new.c", "gone"] });
    t.deepEqual(part.counts, [0, 0, 0, 1]);
    t.deepEqual(changed(part.changes), ["added new.c"]);
    t.true(existsSync(`${tree.store}.twp`));
    t.deepEqual(readFileSync(`${tree.store}.twc`), base);
    const whole = tree.scan();
    t.deepEqual(whole.counts, [4, 0, 0, 0]);
    t.deepEqual(changed(whole.changes), ["deleted b.c"]);
  }));

test("a lock that is held costs the save, and one whose holder is gone does not", (t) =>
  inTree((tree) => {
    plant(tree);
    tree.scan();
    const lock = `${tree.store}.lock`;
    tree.write("new.c", "x");
    writeFileSync(lock, `${process.pid} elsewhere 1\n`);
    settle();
    const held = tree.scan();
    t.deepEqual(held.notices, ["E_CACHE_LOCKED"]);
    t.is(held.batch.stats.scanned, 4);
    utimesSync(lock, 5, 5);
    t.deepEqual(tree.scan().notices, []);
    t.false(existsSync(lock));
    t.deepEqual(tree.scan().counts, [5, 0, 0, 0]);
  }));

test("a clone with a store that was carried over is known by git's index", (t) =>
  inTree((tree) => {
    plant(tree);
    const git = (...args: string[]) => execFileSync("git", args, { cwd: tree.root, stdio: "ignore" });
    git("init");
    git("add", ".");
    t.deepEqual(tree.scan({}, { git: true }).counts, [0, 0, 0, 4]);
    for (const path of ["a.c", "b.c", "d/e.bin", "plain.txt"]) utimesSync(join(tree.root, path), 5.5, 5.5);
    settle();
    git("update-index", "--refresh");
    const { counts, batch } = tree.scan({}, { git: true });
    t.deepEqual(counts, [0, 4, 0, 0]);
    t.is(batch.stats.opened, 0);
    t.deepEqual(found(batch), found(tree.plain()));
    t.deepEqual(tree.scan({}, { git: true }).counts, [4, 0, 0, 0]);
  }));

test("verify reads everything, and finds a record that is wrong", (t) =>
  inTree((tree) => {
    plant(tree);
    tree.scan();
    const { counts, batch } = tree.scan({}, { verify: true });
    t.deepEqual(counts, [0, 0, 4, 0]);
    t.is(batch.stats.opened, 4);
    t.is(batch.stats.cache!.stale, 0);
  }));
