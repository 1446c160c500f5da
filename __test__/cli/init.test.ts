import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { inTerminal, onTerminal } from "./pty.ts";
import { finish, run, start, tagwright, tree } from "./run.ts";

const NAME = "tagwright.config.json";
const sample = {
  "src/a.ts":
    "// @TAG[SPEC:a-1] words\n// @TAG[CODE:a-1]\n// REVIEW: one\n// REVIEW: two\n// IDEA: once\n// TODO: usual\n",
  "src/b.py": "# #BUG-1\n",
  "vendor/c.js": "// #BUG-2\n",
  "site/d.min.js": "1\n",
  ".github/workflows/ci.yml": "on: push\n",
};
const proposed = {
  dialects: ["hash", "tag"],
  noteKeywords: ["+REVIEW"],
  exclude: ["vendor/", "*.min.js"],
  trace: { required: ["SPEC", "CODE"] },
};
const written = (cwd: string): unknown => JSON.parse(readFileSync(join(cwd, NAME), "utf8"));

test("what a real scan finds is proposed, and can be used", async (t) => {
  const cwd = tree(t, sample);
  const ran = await tagwright(t, ["init"], { cwd });
  t.deepEqual([ran.code, ran.stdout], [0, ""]);
  t.regex(ran.stderr, /languages +JavaScript 2, Python 1, TypeScript 1\n/);
  t.regex(ran.stderr, /notes +REVIEW 2, IDEA 1, TODO 1\n +CI +GitHub Actions\n/);
  t.regex(ran.stderr, /\nGitHub Actions: in a step: npx tagwright check --format github\n$/);
  t.deepEqual(written(cwd), proposed);
  const used = await tagwright(t, ["config"], { cwd });
  t.regex(used.stdout, /^ *dialects +hash, tag +file /m);
});

test("where there is nothing, the usual is proposed", async (t) => {
  const cwd = tree(t);
  t.is((await tagwright(t, ["init", "--yes"], { cwd })).code, 0);
  t.is(readFileSync(join(cwd, NAME), "utf8"), '{\n  "dialects": ["tag"]\n}\n');
});

test("--dry-run prints what would be written, and nothing else", async (t) => {
  const cwd = tree(t, { ...sample, [NAME]: "{}" });
  const ran = await tagwright(t, ["init", "--dry-run"], { cwd });
  t.is(ran.code, 0, ran.stderr);
  t.deepEqual(JSON.parse(ran.stdout), proposed);
  t.deepEqual(written(cwd), {});
});

for (const [name, files] of [
  [NAME, { [NAME]: "{}" }],
  ["tagwright.config.ts", { "tagwright.config.ts": "export default {};\n" }],
  ['the key "tagwright" of package.json', { "package.json": '{ "tagwright": {} }' }],
] as const) {
  test(`nothing replaces ${name} unless it is said`, async (t) => {
    const cwd = tree(t, files);
    const ran = await tagwright(t, ["init", "--yes"], { cwd });
    t.is(ran.code, 2);
    t.is(
      ran.stderr,
      `tagwright: there is a configuration already: ${name}\n--dry-run shows what would be written, --force writes it.\n`,
    );
    t.is((await tagwright(t, ["init", "--force"], { cwd })).code, 0);
    t.deepEqual(written(cwd), { dialects: ["tag"] });
  });
}

/** Types an answer as soon as its question is there. */
async function answer(
  t: Parameters<typeof start>[0],
  cwd: string,
  answers: readonly (readonly [RegExp, string])[],
  env: Record<string, string> = {},
) {
  const child = start(t, inTerminal(["init"]), { cwd, env });
  const left = [...answers];
  let shown = "";
  child.stdout.on("data", (part: string) => {
    shown += part;
    const [next] = left;
    if (next === undefined || !next[0].test(shown)) return;
    left.shift();
    shown = "";
    child.stdin.write(next[1]);
  });
  const ran = await finish(child);
  t.deepEqual(left, [], ran.stdout);
  return ran;
}

for (const TERM of ["xterm", "dumb"]) {
  onTerminal(`on a terminal (${TERM}) it asks, and asks again`, async (t) => {
    const cwd = tree(t, sample);
    const ran = await answer(
      t,
      cwd,
      [
        [/Dialects.*\[hash, tag\]: /, "tag,haash\r"],
        [/expected a list of tag, hash, moai and oft[^]*Dialects.*: /, "tag\r"],
        [/Words.*\[REVIEW\]: /, "\r"],
        [/Leave out.*: /, "none\r"],
        [/Types.*\[SPEC, CODE\]: /, "SPEC\r"],
        [/Write tagwright\.config\.json\? \[Y\/n\] /, "y\r"],
      ],
      { TERM },
    );
    t.is(ran.code, 0);
    t.deepEqual(written(cwd), { dialects: ["tag"], noteKeywords: ["+REVIEW"], trace: { required: ["SPEC"] } });
  });
}

onTerminal("on a terminal a configuration that is there stays, unless one says yes", async (t) => {
  const cwd = tree(t, { [NAME]: "{}" });
  const enters = [/Dialects.*: /, /Words.*: /, /Leave out.*: /, /There is tagwright\.config\.json\..*\[y\/N\] /];
  const ran = await answer(
    t,
    cwd,
    enters.map((question) => [question, "\r"] as const),
  );
  t.is(ran.code, 0);
  t.deepEqual(written(cwd), {});
});

onTerminal("Ctrl-C and Ctrl-D end the questions, and nothing is written", async (t) => {
  for (const key of ["\x03", "\x04"]) {
    const cwd = tree(t, sample);
    const ran = await answer(t, cwd, [[/Dialects.*: /, key]]);
    t.is(ran.code, 130);
    t.false(existsSync(join(cwd, NAME)));
  }
});

test("it takes no paths", async (t) => {
  t.regex((await tagwright(t, ["init", "src"])).stderr, /init takes no paths/);
});

onTerminal("on a terminal, --yes asks nothing", async (t) => {
  t.is((await run(t, inTerminal(["init", "--yes"]), { cwd: tree(t) })).code, 0);
});
