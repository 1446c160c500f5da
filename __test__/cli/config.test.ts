import { mkdirSync } from "node:fs";
import test, { type ExecutionContext } from "ava";
import { linesOf, tagwright, tree, type Place } from "./run.ts";

interface Row {
  readonly name: string;
  readonly key?: string;
  readonly value: unknown;
  readonly source: { readonly from: string; readonly name: string };
}

/** The options in force, as `name` or `name.key` → [value, from, where]. The suite's own engine is no part of it. */
async function inForce(t: ExecutionContext, args: readonly string[], place: Place): Promise<Record<string, unknown[]>> {
  const ran = await tagwright(t, ["config", "--json", ...args], {
    ...place,
    env: { TAGWRIGHT_ENGINE: undefined, ...place.env },
  });
  t.deepEqual([ran.code, ran.stderr], [0, ""]);
  const { settings } = JSON.parse(ran.stdout) as { settings: Row[] };
  return Object.fromEntries(
    settings.map(({ name, key, value, source }) => [key ? `${name}.${key}` : name, [value, source.from, source.name]]),
  );
}

test("without anything there are defaults", async (t) => {
  const all = await inForce(t, [], { cwd: tree(t) });
  t.deepEqual(all.threads, [0, "default", ""]);
  t.deepEqual(all.preset, ["standard", "default", ""]);
  t.true(Object.values(all).every(([, from]) => from === "default"));
  t.false("signal" in all);
});

// @TEST:OPTION-001
test("flag over environment over file over preset over default", async (t) => {
  const cwd = tree(t, {
    "tagwright.config.json": '{ "$schema": "x", "preset": "comprehensive", "context": 3, "threads": 3 }',
  });
  const env = { TAGWRIGHT_THREADS: "4", TAGWRIGHT_CONTEXT: "4" };
  const file = `${cwd}/tagwright.config.json`;
  const all = await inForce(t, ["--context", "5"], { cwd, env });
  t.deepEqual(all.context, [5, "flag", "--context"]);
  t.deepEqual(all.threads, [4, "environment", "TAGWRIGHT_THREADS"]);
  t.deepEqual(all.preset, ["comprehensive", "file", file]);
  t.deepEqual(all.hidden, [true, "preset", "comprehensive"]);
  t.deepEqual(all.mmap, ["auto", "default", ""]);
  t.deepEqual((await inForce(t, [], { cwd })).context, [3, "file", file]);
  t.deepEqual((await inForce(t, ["--no-config"], { cwd })).context, [0, "default", ""]);
});

const forms: Readonly<Record<string, string>> = {
  "tagwright.config.json": '\uFEFF{ "context": 7, "patterns": { "todo": "TODO" } }',
  "tagwright.config.js": "module.exports = { context: 7, patterns: { todo: /TODO/i } };",
  "tagwright.config.mjs": "export default { context: 7, patterns: { todo: /TODO/i } };",
  "tagwright.config.ts":
    "enum Lines { few = 7 }\nexport default { context: Lines.few as number, patterns: { todo: /TODO/i } };",
  "package.json": '{ "name": "x", "tagwright": { "context": 7, "patterns": { "todo": "TODO" } } }',
};

for (const [name, content] of Object.entries(forms)) {
  test(`a file: ${name}, found from a folder below`, async (t) => {
    const cwd = tree(t, { [name]: content, "a/b/c.txt": "TODO x\n" });
    const all = await inForce(t, [], { cwd: `${cwd}/a/b` });
    t.deepEqual(all.context, [7, "file", `${cwd}/${name}`]);
    t.deepEqual(all["patterns.todo"], [/json/.test(name) ? "TODO" : "/TODO/i", "file", `${cwd}/${name}`]);
    const ran = await tagwright(t, ["scan", "--format=ndjson"], { cwd: `${cwd}/a/b` });
    t.is((JSON.parse(ran.stdout) as { detector: string }).detector, "todo", ran.stderr);
  });
}

test("the nearest file wins, and a manifest without the key is passed over", async (t) => {
  const cwd = tree(t, {
    "tagwright.config.json": '{ "context": 1 }',
    "a/tagwright.config.json": '{ "context": 2 }',
    "a/b/package.json": '{ "name": "tagwright", "bin": { "tagwright": "x" } }',
  });
  t.is((await inForce(t, [], { cwd: `${cwd}/a/b` })).context![0], 2);
  t.is((await inForce(t, ["--config", "../../tagwright.config.json"], { cwd: `${cwd}/a/b` })).context![0], 1);
});

test("a TypeScript file may use defineConfig's type and be named", async (t) => {
  const cwd = tree(t, { "my.mts": "const config: { threads: number } = { threads: 2 };\nexport default config;\n" });
  t.deepEqual((await inForce(t, ["--config", "my.mts"], { cwd })).threads, [2, "file", `${cwd}/my.mts`]);
});

test("a relative path in a file starts from the file", async (t) => {
  const cwd = tree(t, { "tagwright.config.json": '{ "root": "src" }', "src/deep/a.ts": "@TAG[CODE:a]\n" });
  const all = await inForce(t, [], { cwd: `${cwd}/src/deep` });
  t.is(all.root![0], `${cwd}/src`);
  const ran = await tagwright(t, ["scan", "--format=ndjson"], { cwd: `${cwd}/src/deep` });
  t.is((JSON.parse(ran.stdout) as { path: string }).path, "deep/a.ts");
});

test("--cwd moves paths and the search for a file", async (t) => {
  const cwd = tree(t, { "a/tagwright.config.json": '{ "context": 1 }', "a/b.ts": "@TAG[CODE:a]\n" });
  t.is((await inForce(t, ["--cwd", "a"], { cwd })).context![0], 1);
  const ran = await tagwright(t, ["scan", "--cwd", "a", "b.ts", "--path", "b.ts"], { cwd });
  t.true(ran.stdout.startsWith("a/b.ts\n"), ran.stdout);
});

test("patterns of flags and file add up", async (t) => {
  const cwd = tree(t, { "tagwright.config.json": '{ "patterns": { "a": "A", "b": "B" } }' });
  const all = await inForce(t, ["--pattern", "b=X=Y", "--pattern", "c=C,D"], { cwd });
  const patterns = Object.entries(all)
    .filter(([name]) => name.startsWith("patterns."))
    .map(([name, [value, from]]) => [name, value, from]);
  t.deepEqual(patterns, [
    ["patterns.a", "A", "file"],
    ["patterns.b", "X=Y", "flag"],
    ["patterns.c", "C,D", "flag"],
  ]);
});

test("the environment spells every form", async (t) => {
  const env = {
    TAGWRIGHT_HIDDEN: "yes",
    TAGWRIGHT_DIALECTS: "tag, oft",
    TAGWRIGHT_EXCLUDE: "a,b",
    TAGWRIGHT_MEMORY: "64MB",
    TAGWRIGHT_THREADS: "",
  };
  const all = await inForce(t, [], { cwd: tree(t), env });
  const values = ["hidden", "dialects", "exclude", "memory", "threads"].map((name) => all[name]![0]);
  t.deepEqual(values, [true, ["tag", "oft"], ["a", "b"], "64MB", 0]);
});

const presets: Readonly<Record<string, readonly string[]>> = {
  minimal: ["maxFileSize", "threads"],
  standard: [],
  performance: ["maxFileSize", "context", "hash"],
  comprehensive: ["dialects", "hidden", "context", "hash"],
};

for (const [preset, names] of Object.entries(presets)) {
  test(`preset ${preset}`, async (t) => {
    const cwd = tree(t, { ".a": "@TAG[CODE:a] #ABC-1\n" });
    const all = await inForce(t, ["--preset", preset], { cwd });
    const set = Object.keys(all).filter((name) => all[name]![1] === "preset");
    t.deepEqual(set.toSorted(), names.toSorted());
    const ran = await tagwright(t, ["scan", "--preset", preset, "--format=ndjson"], { cwd });
    t.is(linesOf(ran.stdout).length, preset === "comprehensive" ? 2 : 0);
  });
}

const broken: readonly (readonly [string, string, RegExp])[] = [
  [
    "tagwright.config.json",
    '{ "theads": 4 }',
    /unknown option "theads"; did you mean "threads"\? \(.*tagwright\.config\.json\) \(E_OPTION_UNKNOWN\)/,
  ],
  ["tagwright.config.json", '{ "__proto__": 1 }', /unknown option "__proto__"/],
  [
    "tagwright.config.json",
    '{ "threads": "4" }',
    /threads: expected a whole number from 0 to 256, got "4" \(.*json\) \(E_OPTION_VALUE\)/,
  ],
  ["tagwright.config.json", '{ "dialects": ["tga"] }', /dialects\[0\]: .*did you mean "tag"\?/],
  ["tagwright.config.json", '{ "preset": "minimum" }', /did you mean "minimal"\?/],
  ["tagwright.config.json", "[]", /expected an object of options \(E_CONFIG\)/],
  ["tagwright.config.json", "", /the file is empty \(E_CONFIG\)/],
  ["tagwright.config.json", "{", /tagwright\.config\.json: .*JSON.* \(E_CONFIG\)/],
  ["tagwright.config.mjs", "export const threads = 4;", /expected an object of options as default export \(E_CONFIG\)/],
  ["tagwright.config.mjs", "throw new Error('no way');", /tagwright\.config\.mjs: no way \(E_CONFIG\)/],
  ["tagwright.config.mjs", "export default { onProgress() {} };", /"onProgress": only a program can give it/],
  [
    "tagwright.config.ts",
    "export const threads: number = 4;",
    /expected an object of options as default export \(E_CONFIG\)/,
  ],
  ["tagwright.config.ts", "export default {{;", /tagwright\.config\.ts: .* \(E_CONFIG\)/],
  ["package.json", '{ "tagwright": 4 }', /package\.json: expected an object of options \(E_CONFIG\)/],
  ["package.json", '{ "tagwright": {', /package\.json: .*JSON.* \(E_CONFIG\)/],
];

for (const [name, content, message] of broken) {
  test(`refused: ${name} with ${content}`, async (t) => {
    const cwd = tree(t, { [name]: content });
    for (const command of ["config", "scan"]) {
      const ran = await tagwright(t, [command], { cwd });
      t.regex(ran.stderr, message);
      t.deepEqual([ran.code, ran.stdout], [2, ""]);
    }
  });
}

test("refused: a variable, by its name", async (t) => {
  const ran = await tagwright(t, ["scan"], { cwd: tree(t), env: { TAGWRIGHT_THREADS: "four" } });
  t.is(ran.code, 2);
  t.regex(
    ran.stderr,
    /threads: expected a whole number from 0 to 256, got "four" \(TAGWRIGHT_THREADS\) \(E_OPTION_VALUE\)/,
  );
});

test("refused: a named file of another kind, or without the key", async (t) => {
  const cwd = tree(t, { "a.yml": "threads: 4\n", "package.json": "{}" });
  t.regex(
    (await tagwright(t, ["config", "--config", "a.yml"], { cwd })).stderr,
    /expected a file that ends in \.json, .*\.mts \(E_CONFIG\)/,
  );
  t.regex(
    (await tagwright(t, ["config", "--config", "package.json"], { cwd })).stderr,
    /has no key "tagwright" \(E_CONFIG\)/,
  );
  t.regex((await tagwright(t, ["config", "--config", "."], { cwd })).stderr, /it is a folder \(E_CONFIG\)/);
});

test("a folder of that name is no configuration", async (t) => {
  const cwd = tree(t);
  mkdirSync(`${cwd}/tagwright.config.json`);
  t.deepEqual((await inForce(t, [], { cwd })).threads, [0, "default", ""]);
});

test("as text", async (t) => {
  const cwd = tree(t, { "tagwright.config.json": '{ "include": ["*.ts"] }' });
  const ran = await tagwright(t, ["config", "--threads=2"], { cwd, env: { TAGWRIGHT_HASH: "1" } });
  t.true(ran.stdout.startsWith(`Configuration file: ${cwd}/tagwright.config.json\n\n  option `), ran.stdout);
  t.regex(ran.stdout, /^ {2}threads +2 +flag --threads$/m);
  t.regex(ran.stdout, /^ {2}hash +true +environment TAGWRIGHT_HASH$/m);
  t.true(ran.stdout.includes(`file ${cwd}/tagwright.config.json\n`));
  t.regex(ran.stdout, /^ {2}root +not set +default$/m);
});
