import test from "ava";
import { Dirty } from "../../src/watch/dirty.ts";

test("paths are gathered once each, and taken in order", async (t) => {
  const dirty = new Dirty();
  t.true(dirty.isEmpty);
  for (const path of ["b", "a", "b"]) dirty.add(path);
  await dirty.wait();
  t.deepEqual(dirty.take(), { only: ["a", "b"] });
  t.true(dirty.isEmpty);
});

test("the root, or more paths than are worth it, is everything", (t) => {
  const dirty = new Dirty(3);
  dirty.add("a");
  dirty.add("");
  dirty.add("b");
  t.false(dirty.isEmpty);
  t.deepEqual(dirty.take(), { only: [] });
  for (const path of ["a", "b", "c"]) dirty.add(path);
  t.deepEqual(dirty.take(), { only: ["a", "b", "c"] });
  for (const path of ["a", "b", "c", "d"]) dirty.add(path);
  t.deepEqual(dirty.take(), { only: [] });
  t.true(dirty.isEmpty);
});

test("a bound of nothing still gathers", (t) => {
  const dirty = new Dirty(0);
  dirty.add("a");
  t.deepEqual(dirty.take(), { only: ["a"] });
});

test("who waits no longer than a while is told that nothing came", async (t) => {
  const dirty = new Dirty();
  t.false(await dirty.wait(5));
  const waiting = dirty.wait(60_000);
  dirty.add("a");
  t.true(await waiting);
  t.true(await dirty.wait(0));
});

test("who waits is woken by a path, and by a failure", async (t) => {
  const dirty = new Dirty();
  let woken = false;
  const waiting = dirty.wait().then(() => (woken = true));
  await Promise.resolve();
  t.false(woken);
  const before = dirty.last;
  dirty.add("a");
  await waiting;
  t.true(dirty.last > before);
  dirty.take();
  const failing = dirty.wait();
  const error = new Error("no");
  dirty.fail(error);
  dirty.fail(new Error("later"));
  await t.throwsAsync(failing, { is: error });
  await t.throwsAsync(dirty.wait(), { is: error });
});
