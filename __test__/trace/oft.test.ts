import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { differences } from "../../benchmark/oft/compare.ts";
import { generate } from "../../benchmark/oft/generate.ts";
import { runOurs } from "../../benchmark/oft/ours.ts";
import { findJar, runTool, VERSION, type View } from "../../benchmark/oft/tool.ts";
import { inTemporary } from "../oracle/tree.ts";

const jar = findJar();
const real = jar === undefined ? test.skip : test;
if (jar === undefined) console.warn("OpenFastTrace is not here: run .ci/oft.sh to compare with the real one");

const SEEDS = 4;
/** `npm run oracle:oft -- --record` writes it. */
const RECORDED = new URL("../../benchmark/oft/recorded.json", import.meta.url);

real("generated trees: items, links and verdicts are those of the real OpenFastTrace", async (t) => {
  let [items, links] = [0, 0];
  for (let seed = 0; seed < SEEDS; seed++) {
    await inTemporary(async (folder) => {
      const tree = join(folder, "tree");
      generate(tree, seed);
      const theirs = runTool(jar!, tree);
      t.deepEqual(differences(theirs, await runOurs(tree)), [], `seed ${seed}`);
      items += theirs.items.length;
      links += theirs.links.length;
    });
  }
  t.true(items > 100 && links > 100, `only ${items} items and ${links} links`);
});

test("generated trees: the same as the real OpenFastTrace was recorded to say", async (t) => {
  const recorded = JSON.parse(readFileSync(RECORDED, "utf8")) as { version: string; views: View[] };
  t.is(recorded.version, VERSION);
  t.is(recorded.views.length, SEEDS);
  for (const [seed, view] of recorded.views.entries()) {
    await inTemporary(async (folder) => {
      generate(join(folder, "tree"), seed);
      t.deepEqual(differences(view, await runOurs(join(folder, "tree"))), [], `seed ${seed}`);
    });
  }
});

test("a difference is told", (t) => {
  const seen = {
    id: "req~a~1",
    path: "a.md",
    line: 1,
    title: "",
    status: "approved",
    needs: [],
    depends: [],
    tags: [],
    texts: [],
  };
  const view = { items: [seen], links: ["a covers b", "a covers b"], verdicts: ["ok a"] };
  t.deepEqual(differences(view, view), []);
  t.deepEqual(differences(view, { ...view, links: ["a covers b"] }), ["- a covers b"]);
  t.is(differences(view, { ...view, items: [{ ...seen, line: 2 }] }).length, 2);
});
