import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import test from "ava";
import { goldens } from "./goldens.ts";
import { cases, home } from "./sample.ts";

for (const { path, make } of goldens) {
  test(`${basename(dirname(path))}/${basename(path)} is as it was reasoned to be`, async (t) => {
    t.is((await make()).toString("latin1"), readFileSync(path).toString("latin1"));
  });
}

test("there is no golden that nothing makes", (t) => {
  const made = new Set(goldens.map(({ path }) => path));
  const stored = [...cases.keys()].flatMap((name) =>
    readdirSync(join(home, name)).map((file) => join(home, name, file)),
  );
  t.deepEqual(
    stored.filter((path) => !made.has(path)),
    [],
  );
});
