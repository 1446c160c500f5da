/**
 * Runs every block of code of the README and of the guides, in the order of the page, in a copy of examples/shop,
 * or, for the README, in an empty folder.
 *
 * - `sh`: a script that ends with 0, or with 1 where it says `fails`
 * - `console`: `$ command` and what it prints, byte for byte; `UPDATE=1` writes what it prints now into the page
 * - `ts`, `js`: a module that runs and logs what its `console.log` lines say behind `//`; with `file=NAME` it is written
 * - `json`: a configuration that is valid, or with `file=NAME` a file
 * - `yaml`: with `file=NAME` a file; what it runs by `npx tagwright` ends with 0, or with 1 where it says `fails`
 * - `text`, `toml`: nothing
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { runBlocks } from "./blocks.ts";
import { readPage, type Block, type Page } from "./page.ts";
import { paths } from "./paths.ts";
import { EMPTY, takeSample } from "./sample.ts";

const home = new URL("../../", import.meta.url);

function update({ path, lines }: Page, edits: ReadonlyMap<Block, string>): void {
  const out = [...lines];
  for (const [{ line, text }, now] of [...edits].reverse())
    out.splice(line, text.split("\n").length - 1, ...now.replace(/\n$/, "").split("\n"));
  writeFileSync(fileURLToPath(new URL(path, home)), out.join("\n"));
}

for (const path of paths) {
  test(`the blocks of ${path} do what they say`, async (t) => {
    const page = readPage(path);
    const sample = await takeSample(t, path === "README.md" ? EMPTY : "shop");
    const edits = process.env.UPDATE ? new Map<Block, string>() : undefined;
    await runBlocks(t, page, sample, edits);
    if (edits !== undefined) update(page, edits);
  });
}
