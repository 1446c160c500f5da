import { existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "ava";
import { homeOfStores } from "../../src/cache/place.ts";
import { pruneStores, removeStores } from "../../src/cache/prune.ts";
import { below, folder } from "./ground.ts";

const DAY = 24 * 60 * 60;
const name = (letter: string): string => letter.repeat(16);

/** Makes the files of a store, last used so many days ago. */
function put(store: string, days: number, ends: readonly string[] = ["twc"], size = 100): void {
  mkdirSync(dirname(store), { recursive: true });
  for (const end of ends) {
    writeFileSync(`${store}.${end}`, Buffer.alloc(size));
    const time = Date.now() / 1000 - days * DAY;
    utimesSync(`${store}.${end}`, time, time);
  }
}

test("a store that nobody used for 30 days goes, with all its files and its folder; others stay", (t) => {
  const home = homeOfStores();
  const own = join(home, name("a"), name("1"));
  put(own, 99);
  put(join(home, name("b"), name("1")), 31, ["twc", "twp", "json", "lock"]);
  put(join(home, name("b"), name("2")), 29);
  put(join(home, name("c"), name("1")), 31);
  writeFileSync(join(home, "notes.txt"), "mine");
  writeFileSync(join(home, name("b"), "notes.txt"), "mine");
  t.deepEqual(pruneStores(own), { stores: 2, bytes: 500 });
  t.deepEqual(below(home), [
    name("a"),
    join(name("a"), `${name("1")}.twc`),
    name("b"),
    join(name("b"), `${name("2")}.twc`),
    join(name("b"), "notes.txt"),
    "notes.txt",
  ]);
  t.deepEqual(pruneStores(own), { stores: 0, bytes: 0 });
});

test("of stores that take too much, those used least recently go", (t) => {
  const at = folder(t);
  const own = join(at, name("0"));
  put(own, 9, ["twc"], 1000);
  for (const [letter, days] of [
    ["1", 3],
    ["2", 1],
    ["3", 2],
  ] as const)
    put(join(at, name(letter)), days);
  t.deepEqual(pruneStores(own, { age: DAY * 30_000, total: 250 }), { stores: 1, bytes: 100 });
  t.deepEqual(
    below(at),
    [name("0"), name("2"), name("3")].map((store) => `${store}.twc`),
  );
});

test("a folder that was given is looked at alone; a store that is being saved stays", (t) => {
  const at = folder(t);
  put(join(homeOfStores(), name("d"), name("1")), 99);
  put(join(at, name("1")), 99);
  put(join(at, name("2")), 99);
  put(join(at, name("2")), 0, ["lock"]);
  t.deepEqual(pruneStores(join(at, name("0"))), { stores: 1, bytes: 100 });
  t.true(existsSync(join(homeOfStores(), name("d"))));
  t.deepEqual(removeStores(at), { stores: 0, bytes: 0 });
  t.is(below(at).length, 2);
});

test("neither links nor foreign files are removed", (t) => {
  const [at, other] = [folder(t), folder(t)];
  writeFileSync(join(other, "precious"), "mine");
  symlinkSync(join(other, "precious"), join(at, `${name("1")}.twc`));
  writeFileSync(join(at, "precious.twc"), "mine");
  put(join(at, name("2")), 0, ["twc", "json"]);
  t.deepEqual(removeStores(at), { stores: 1, bytes: 200 });
  t.deepEqual(below(at), [`${name("1")}.twc`, "precious.twc"]);
  t.true(existsSync(join(other, "precious")));
  t.deepEqual(removeStores(join(at, "gone")), { stores: 0, bytes: 0 });
});
