import test from "ava";
import { listLanguages, type Language } from "../../index.ts";
import { linesOf, tagwright } from "./run.ts";

test("a row for each language, with its comments and its files", async (t) => {
  const ran = await tagwright(t, ["languages"]);
  t.deepEqual([ran.code, ran.stderr], [0, ""]);
  t.is(linesOf(ran.stdout).length, listLanguages().length + 1);
  t.regex(ran.stdout, /^Lua +-- .*\.lua/m);
  t.regex(ran.stdout, /^C +\/\/ \/\* \*\/ +\.c \.h/m);
});

test("JSON holds all that is known", async (t) => {
  for (const words of [["--json"], ["--format", "json"]]) {
    const ran = await tagwright(t, ["languages", ...words]);
    t.is(ran.code, 0);
    const { version, languages } = JSON.parse(ran.stdout) as { version: number; languages: Language[] };
    t.is(version, 1);
    t.deepEqual(languages, listLanguages() as Language[]);
  }
});

test("dialects are told with their language, parts are not told", (t) => {
  const names = listLanguages().map(({ name }) => name);
  t.is(new Set(names).size, names.length);
  t.false(names.some((name) => ["TSX", "Generic", "Plain", "PHP Code"].includes(name)));
  t.true(
    listLanguages()
      .find(({ name }) => name === "TypeScript")!
      .extensions.includes(".tsx"),
  );
  t.true(names.length >= 70);
});
