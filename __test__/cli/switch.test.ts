import { readFileSync } from "node:fs";
import test from "ava";
import { tagwright, tree } from "./run.ts";

const page = readFileSync(new URL("../../docs/guide/switch.md", import.meta.url), "utf8");

/** The blocks of a language below a heading of the page. */
function blocks(heading: string, language: string): string[] {
  const section = page.split(`## ${heading}\n`)[1]!.split("\n## ")[0]!;
  return [...section.matchAll(new RegExp(`^\`\`\`${language}(?: \\w+)*\\n(.*?)^\`\`\``, "gms"))].map(
    ([, text]) => text!,
  );
}

const source = {
  "src/a.ts": 'const s = "TODO: no";\nrun(); // TODO: behind code\n',
  "src/b.ts": "/* FIXME(ann): alone */\n",
  "src/gen/c.ts": "// TODO: made\n",
  ".ignore": "gen/\n",
};

test("in the place of a grep: the commands of the guide fail where there is something, and where nothing can be read", async (t) => {
  const [leasot, check] = blocks("From a grep in CI", "sh")
    .slice(1)
    .map((line) => line.trim())
    .map((line) => line.replaceAll("'", "").split(" ").slice(2));
  const [config] = blocks("From a grep in CI", "json");
  const files = { ...source, "tagwright.config.json": config! };
  const cwd = tree(t, files);
  const theirs = await tagwright(t, leasot!, { cwd });
  t.is(theirs.code, 1);
  t.deepEqual(theirs.stdout.match(/src\/\S+/g), ["src/b.ts", "src/gen/c.ts"]);
  const ours = await tagwright(t, check!, { cwd });
  t.is(ours.code, 1);
  t.deepEqual(ours.stdout.match(/src\/\S+|(TODO|FIXME): .* is forbidden/g), [
    ...["src/a.ts", "TODO: behind code is forbidden"],
    ...["src/b.ts", "FIXME: alone is forbidden"],
  ]);
  const clean = tree(t, {
    "src/a.ts": source["src/a.ts"].replace("TODO: behind", "behind"),
    "tagwright.config.json": config!,
  });
  t.is((await tagwright(t, leasot!, { cwd: clean })).code, 0);
  t.is((await tagwright(t, check!, { cwd: clean })).code, 0);
  t.is((await tagwright(t, check!, { cwd: tree(t, { "tagwright.config.json": config! }) })).code, 2);
});

test("todo-tree's settings: the configuration of the guide does what it says", async (t) => {
  const [config] = blocks("From todo-tree", "json");
  const cwd = tree(t, {
    "tagwright.config.json": config!,
    "a.md": "- [ ] open\n* [x] done\n",
    "b.py": "x = 1  # todo: small\n# IDEA more\n# HACK: no word\n",
    ".hidden.js": "// FIXME\n",
    "vendor/c.js": "// TODO: theirs\n",
    "d.min.js": "// TODO: small\n",
  });
  const { stdout } = await tagwright(t, ["scan", "--format", "ndjson"], { cwd });
  const found = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { path: string; kind: string; text: string });
  t.deepEqual(
    found.map(({ path, kind, text }) => `${path} ${kind} ${text}`.trim()),
    [".hidden.js FIXME", "a.md [ ] open", "a.md [x] done", "b.py TODO small", "b.py IDEA more"],
  );
});
