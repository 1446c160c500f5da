/** Links of the pages that are no part of the site lead somewhere; those of the site are checked by `npm run site`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";

const home = new URL("../../", import.meta.url);
const pages = readdirSync(home).filter((name) => name.endsWith(".md"));

test("every link of the pages at the top leads to a file", (t) => {
  t.true(pages.length >= 5);
  for (const page of pages) {
    const text = readFileSync(new URL(page, home), "utf8");
    for (const [, link] of text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g))
      t.true(existsSync(fileURLToPath(new URL(link!, home))), `${page}: ${link}`);
  }
});

test("pages of docs that link out of the site lead to a file, too", (t) => {
  const folders = ["guide", "reference", "extend", "design"];
  for (const folder of folders) {
    for (const name of readdirSync(new URL(`docs/${folder}`, home)).filter((one) => one.endsWith(".md"))) {
      const at = new URL(`docs/${folder}/${name}`, home);
      for (const [, link] of readFileSync(at, "utf8").matchAll(/\]\((\.\.\/\.\.\/[^)#]+)[^)]*\)/g))
        t.true(existsSync(fileURLToPath(new URL(link!, at))), `${name}: ${link}`);
    }
  }
  t.pass();
});
