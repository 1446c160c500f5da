import test from "ava";
import { names } from "../../src/generated/languages.ts";
import { languageAt, listLanguages } from "../../src/model/language.ts";

const languages = listLanguages();

test("rows of the table have names; the first one stands for none", (t) => {
  t.is(languageAt(0), undefined);
  t.is(languageAt(names.indexOf("Python")), "Python");
  t.is(languageAt(names.length), undefined);
  for (const { name } of languages) t.true(names.includes(name), name);
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
