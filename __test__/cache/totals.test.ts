import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "ava";
import { addTotals, readTotals } from "../../src/cache/totals.ts";
import { hitsOf, type CacheStats } from "../../src/model/stats.ts";
import { folder } from "./ground.ts";

const stats = (more: Partial<CacheStats>): CacheStats => ({
  ...{ lookups: 0, stat: 0, blob: 0, hash: 0, misses: 0, stale: 0, saved: 0, read: 0, written: 0, notices: [] },
  ...more,
});

test("hits and their rate", (t) => {
  t.deepEqual(hitsOf({ lookups: 0, misses: 0 }), { hits: 0, hitRate: 0 });
  t.deepEqual(hitsOf({ lookups: 3, misses: 1 }), { hits: 2, hitRate: 66.67 });
  t.deepEqual(hitsOf({ lookups: 9, misses: 0 }), { hits: 9, hitRate: 100 });
  t.deepEqual(hitsOf({ lookups: 9, misses: 9 }), { hits: 0, hitRate: 0 });
});

test("scans add up, and nothing yet is nothing", (t) => {
  const store = join(folder(t), "store");
  const zero = { scans: 0, lookups: 0, stat: 0, blob: 0, hash: 0, misses: 0, stale: 0, saved: 0, read: 0, written: 0 };
  t.deepEqual(readTotals(store), { ...zero, hits: 0, hitRate: 0 });
  addTotals(store, stats({ lookups: 3, stat: 1, hash: 1, misses: 1, saved: 1_000_000, written: 7 }));
  addTotals(store, stats({ lookups: 3, blob: 3, saved: 1_500_000, read: 7 }));
  const sums = { scans: 2, lookups: 6, stat: 1, blob: 3, hash: 1, misses: 1, saved: 2_500_000, read: 7, written: 7 };
  t.deepEqual(readTotals(store), { ...zero, ...sums, hits: 5, hitRate: 83.33 });
  t.deepEqual(readdirSync(dirname(store)), ["store.json"]);
});

test("what is no count counts as none, and what cannot be written is not", (t) => {
  const store = join(folder(t), "store");
  for (const text of ["", "{", "null", "7", '{"scans":-1,"stat":"x","hash":1e99}', "[1]"]) {
    writeFileSync(`${store}.json`, text);
    t.is(readTotals(store).scans + readTotals(store).stat + readTotals(store).hash, 0, text);
  }
  const nowhere = join(`${store}.json`, "store");
  addTotals(nowhere, stats({}));
  t.is(readTotals(nowhere).scans, 0);
});
