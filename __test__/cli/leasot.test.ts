/** leasot's own commands and ours, side by side: bytes and exit codes. */
import { fileURLToPath } from "node:url";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { program, run, tree, type Place } from "./run.ts";

const theirs = (name: string): string[] => [
  process.execPath,
  fileURLToPath(new URL(`../../node_modules/leasot/dist/cli/${name}.js`, import.meta.url)),
];

const many = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`many/f${index}.js`, `// todo ${index}\n`]));

/** Names, levels, hidden and ignored files, folders named like files, what is no UTF-8, what looks binary. */
const files = {
  ".gitignore": "dist\n",
  ".hidden.js": "// todo hidden\n",
  ".dot/a.js": "// todo in a hidden folder\n",
  "dist/out.js": "// todo ignored by git\n",
  "node_modules/x/index.js": "/* todo\n * FIXME(leo): x\n */\n",
  "src/a.js":
    "x // todo trailing\n// TODO: first /mia\n/* fixme block */ /* todo second */\n/**\n * @todo (ann) third\n */\n",
  "src/b.ts": "\ufeff// todo with a mark\r\n// review this\r\n",
  "src/sub/c.js": "// FIXME deep\r// todo cr\r",
  "src-b/a.js": "// todo beside\n",
  "src/x.js/in.js": "// todo in a folder named like a file\n",
  "src/x.js/in.txt": "// todo of another kind\n",
  "none.js": "nothing\n",
  "text.txt": "// todo unknown\n",
  "page.html": "<!-- todo page -->\n<script>// todo inline</script>\n",
  "app.php": "// todo php\n<!-- todo html -->\n",
  "app.vue": "<!-- todo vue -->\n// todo script\n",
  tool: "// todo no extension\n",
  "long.js": `// ${"x".repeat(5000)}\n// todo ${"y".repeat(5000)}\n`,
  "é/ü.js": "// todo ünï\n",
  "bytes.js": Buffer.from("// todo caf\xe9\n/* todo \xe9 */\n", "latin1"),
  "binary.js": Buffer.from("\0\0// todo\n// todo behind NUL\n"),
  "utf16.js": Buffer.from("\ufeff// todo wide\n", "utf16le"),
  ...many,
};

const plantFiles = (t: ExecutionContext): string => {
  const folder = tree(t, files);
  mkdirSync(join(folder, "empty"));
  symlinkSync("src", join(folder, "linked"));
  symlinkSync("none.js", join(folder, "link.js"));
  return folder;
};

async function same(t: ExecutionContext, name: string, args: readonly string[], place: Place): Promise<void> {
  const [expected, got] = await Promise.all([
    run(t, [...theirs(name), ...args], place),
    run(t, [...program, name, ...args], place),
  ]);
  t.is(got.stdout, expected.stdout, args.join(" "));
  t.is(got.code, expected.code, args.join(" "));
  t.is(got.stderr === "", expected.stderr === "", `${args.join(" ")}\n${got.stderr}\n${expected.stderr}`);
}

const searches: readonly string[] = [
  "src/a.js",
  "src/a.js none.js src/sub/c.js",
  "src/sub/c.js src-b/a.js src/a.js",
  "./src/a.js",
  "src/b.ts src/b.ts",
  "none.js",
  "missing.js",
  "missing.js src/a.js",
  "tool",
  "text.txt",
  "text.txt -S",
  "src -S",
  "src",
  "src/ -S",
  "empty",
  "empty/**/*.js",
  "nowhere/**/*.js",
  "src/**/*.js",
  "src/*.js",
  "*.js",
  "*",
  "* -S",
  "**/*.js",
  "**/*.js **/*.ts",
  "src/**/*.ts src/**/*.js src-b/**/*.js",
  "src-b/**/*.js src/**/*.js src/sub/*.js",
  "src/a.js **/*.js",
  "./src/**/*.js",
  "{src,src-b}/**/*.js",
  "src/**/*.{js,ts}",
  "src/[ab].*",
  "!src/sub/** src/**/*.js",
  "src/**/*.js !src/sub/**",
  "src/**/*.js !src/sub/** src/sub/c.js",
  "**/*.js -i node_modules,many",
  "**/*.js -i **/node_modules/**,many/**",
  "**/*.js -i **/sub",
  "**/*.js -i **/a.js",
  "**/*.js -i src/*.js",
  "src/a.js -i src",
  "dist/**/*.js .dot/**/*.js",
  ".hidden.js",
  "linked/**/*.js",
  "many/*.js --reporter json",
  "many",
  "é/*.js",
  "**/*.html",
  "app.* -I",
  "app.*",
  "app.vue page.html -xI",
  "src/a.js -x",
  "src/a.js --exit-nicely --reporter markdown",
  "src/a.js -r json",
  "src/a.js -rjson",
  "src/a.js --reporter=xml",
  "src/a.js -r vscode",
  "src/a.js -r gitlab",
  "src/a.js -r custom",
  "src/a.js -r raw",
  "src/a.js -r",
  "src/a.js -r no-such-reporter",
  "src/a.js -r no-such-reporter -x",
  "none.js -r json",
  "none.js -r xml",
  "none.js -r markdown",
  "src/*.ts -T review",
  "src/*.ts --tags review,else",
  "src/*.ts --tags=re.iew",
  "**/*.ts -T re(v)iew",
  "src/*.js -T review,",
  "text.txt -t .js",
  "src/**/*.js -t .py",
  "src/a.js -t .nope",
  "src/a.js -t .nope -S",
  "src/a.js -t",
  "text.txt -A .txt,defaultParser",
  "text.txt tool -A .txt",
  "src/a.js -A .js,pythonParser",
  "src/a.js -A .js,noParser",
  "src/a.js -A txt,defaultParser",
  "src/a.js -A .a,b,c",
  "src/a.js -A",
  "-V",
  "--nope",
  "src/a.js -z",
  "src/a.js -T",
  "src/a.js -i",
  "-- src/a.js",
  "-x -- src/a.js",
];

test("tagwright leasot", async (t) => {
  const cwd = plantFiles(t);
  await Promise.all(searches.map((line) => same(t, "leasot", line.split(" "), { cwd })));
});

const streams: readonly (readonly [string, string])[] = [
  ["", "// todo a\n# todo b\n"],
  ["", ""],
  ["-t .py", "// todo a\n# todo b\n"],
  ["--filetype .nope", "// todo"],
  ["--filetype .nope -S", "// todo"],
  ["-r json -T review -x", "// review é\n"],
  ["-t .vue -I", "<!-- todo a -->\n// todo b\n"],
  ["-A .svelte,defaultParser -t .svelte", "// todo a"],
];

test("tagwright leasot, standard input", async (t) => {
  const cwd = tree(t);
  for (const [line, input] of streams) {
    await same(t, "leasot", line.split(" ").filter(Boolean), { cwd, input });
  }
});

const item = { file: "a.js", tag: "TODO", line: 1, ref: "x", text: "words" };
const lists = {
  "one.json": JSON.stringify([item]),
  "two.json": JSON.stringify([item, { ...item, file: "b.js", ref: "" }]),
  "none.json": "[]",
  "null.json": "null",
  "bad.json": "{",
};

const reports: readonly string[] = [
  "one.json",
  "one.json two.json none.json null.json",
  "*.json -i bad.json",
  "none.json",
  "missing.json",
  "bad.json",
  "one.json -r json",
  "one.json --reporter xml -x",
  "one.json -r markdown",
  "one.json -r raw",
  "one.json -r no-such-reporter",
  "--nope",
  "-V",
];

test("tagwright leasot-reporter", async (t) => {
  const cwd = tree(t, lists);
  await Promise.all(reports.map((line) => same(t, "leasot-reporter", line.split(" "), { cwd })));
  for (const input of [lists["two.json"], "[]", "null", "{}", '"abc"', "7", "{", ""]) {
    await same(t, "leasot-reporter", [], { cwd, input });
    await same(t, "leasot-reporter", ["-x", "-r", "json"], { cwd, input });
  }
});

test("the help of both lists every flag that leasot's lists", async (t) => {
  for (const name of ["leasot", "leasot-reporter"]) {
    const [expected, got] = await Promise.all([run(t, [...theirs(name), "-h"]), run(t, [...program, name, "--help"])]);
    const flags = (text: string): string[] =>
      [...text.matchAll(/^ {2}(-\w), (--[\w-]+)( [<[][^>\]]+[>\]])?/gm)].map(([, ...parts]) => parts.join(" ")).sort();
    t.is(got.code, 0);
    t.true(flags(expected.stdout).length > 4);
    t.deepEqual(flags(got.stdout), flags(expected.stdout));
  }
});

test("colour, where it is forced", async (t) => {
  const cwd = tree(t, { "a.js": "// todo(mia): x\n", "none.js": "" });
  for (const args of [["a.js"], ["none.js"], ["-S", "a.js", "-r", "markdown"]]) {
    await same(t, "leasot", args, { cwd, env: { FORCE_COLOR: "1", TERM: "xterm" } });
  }
});

test("a report longer than a pipe holds is written to its end", async (t) => {
  const cwd = tree(t, { "a.js": Array.from({ length: 9000 }, (_, index) => `// todo number ${index}\n`).join("") });
  const { stdout, code } = await run(t, [...program, "leasot", "a.js"], { cwd });
  t.is(code, 1);
  t.true(stdout.length > 200_000);
  t.true(stdout.endsWith("9000 todos/fixmes found\n"));
});
