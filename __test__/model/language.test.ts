import test from "ava";
import { languageOf, listLanguages } from "../../src/model/language.ts";

test("a language is found by the extension, in any case", (t) => {
  t.is(languageOf("a/b.py"), "Python");
  t.is(languageOf("a/B.PY"), "Python");
  t.is(languageOf("x.d.ts"), "TypeScript");
  t.is(languageOf("x.test.tsx"), "TypeScript");
});

test("a whole file name wins over its extension", (t) => {
  t.is(languageOf("src/CMakeLists.txt"), "CMake");
  t.is(languageOf("src/other.txt"), "Text");
  t.is(languageOf("Dockerfile"), "Dockerfile");
});

test("a folder's name and a missing extension say nothing", (t) => {
  t.is(languageOf("a.py/readme"), undefined);
  t.is(languageOf("a.unheard-of"), undefined);
  t.is(languageOf(""), undefined);
  t.is(languageOf("a."), undefined);
});

test("the table is sound: names are unique, no two rows claim one file", (t) => {
  const languages = listLanguages();
  for (const kind of ["extensions", "filenames"] as const) {
    const keys = languages.flatMap((language) => language[kind]);
    t.is(new Set(keys).size, keys.length, kind);
  }
  t.is(new Set(languages.map(({ name }) => name)).size, languages.length);
  for (const { extensions } of languages) for (const one of extensions) t.regex(one, /^\.[^.A-Z][^A-Z]*$/);
  t.true(languages.length >= 80);
});
