import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { symlinkSync } from "node:fs";
import test from "ava";
import { folderOf, linesFor, homeOfStores, isFolderName, storeIn, storeOf } from "../../src/cache/place.ts";
import { folder, home } from "./ground.ts";

const digits = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
const usual = process.platform === "win32" ? test.skip : test;

// @TEST:CACHE-002
test("a root's folder is named by where it really is, whatever way leads there", (t) => {
  const root = folder(t);
  t.is(folderOf(true, root, "/"), join(home, "tagwright", digits(root)));
  const link = join(folder(t), "link");
  symlinkSync(root, link, "junction");
  t.is(folderOf(true, link, "/"), folderOf(true, root, "/"));
  t.is(folderOf(true, join(root, "gone"), "/"), join(home, "tagwright", digits(join(root, "gone"))));
});

test("a folder that was given is taken as it is", (t) => {
  t.is(folderOf("store", "/root", home), join(home, "store"));
  t.is(folderOf(join(home, "store"), "/root", "/elsewhere"), join(home, "store"));
});

usual("without a folder for caches the usual one is taken, and a relative one counts as none", (t) => {
  const expected = join(homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache", "tagwright");
  try {
    for (const value of ["", "relative/cache"]) {
      process.env.XDG_CACHE_HOME = value;
      t.is(homeOfStores(), expected);
    }
    delete process.env.XDG_CACHE_HOME;
    t.is(homeOfStores(), expected);
  } finally {
    process.env.XDG_CACHE_HOME = home;
  }
});

test("a store's name is the beginning of its fingerprint; only files of stores are known as such", (t) => {
  const fingerprint = "0123456789abcdef".repeat(4);
  t.is(storeIn("/x", fingerprint), join("/x", "0123456789abcdef"));
  const [name] = [fingerprint.slice(0, 16)];
  for (const end of ["twc", "twp", "lock", "lock.steal", "json", "twc.12.a1f.tmp", "twp.12.0.tmp", "json.77.tmp"]) {
    t.is(storeOf(`${name}.${end}`), name, end);
  }
  for (const foreign of ["", name, `${name}.txt`, `x${name}.twc`, `${name}.twc.bak`, `${name}0.twc`, "notes.json"]) {
    t.is(storeOf(foreign!), undefined, foreign);
  }
  t.true(isFolderName(name!));
  for (const foreign of ["", "x", `${name}0`, name!.toUpperCase()]) t.false(isFolderName(foreign), foreign);
});

test("a folder of stores below the root is named by gitignore lines, one elsewhere is not", (t) => {
  const name = "[0-9a-f]".repeat(16);
  t.is(linesFor("/root/a b/c[1]", "/root")[0], `/a\\ b/c\\[1\\]/${name}.tw[cp]`);
  t.is(linesFor("/root", "/root")[0], `/${name}.tw[cp]`);
  t.deepEqual(linesFor("/other", "/root"), []);
  t.deepEqual(linesFor("/", "/root"), []);
});
