import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
  lstatSync,
} from "node:fs";
import { join } from "node:path";
import test from "ava";
import { tagwright, tree } from "./run.ts";

const sample = { "a.md": "@TAG[SPEC:a] one\n", "b.ts": "// @TAG[CODE:a]\n// @TAG[x:y]\n" };

test("several formats, each to its file, and one to standard output", async (t) => {
  const cwd = tree(t, sample);
  const args = ["scan", "--format=sarif", "-o", "out.sarif", "--format=mermaid", "-o", "out.mmd", "--format=ndjson"];
  const ran = await tagwright(t, args, { cwd });
  t.is(ran.code, 0, ran.stderr);
  t.is(JSON.parse(readFileSync(join(cwd, "out.sarif"), "utf8")).version, "2.1.0");
  t.true(readFileSync(join(cwd, "out.mmd"), "utf8").startsWith("graph TD\n"));
  t.is(ran.stdout.split("\n").length, 3);
  t.deepEqual(readdirSync(cwd).sort(), ["a.md", "b.ts", "out.mmd", "out.sarif"]);
});

test("the name of a file says its format", async (t) => {
  const cwd = tree(t, sample);
  for (const [name, start] of [
    ["x.html", "<!doctype html>"],
    ["x.junit.xml", "<?xml"],
    ["x.csv", "path,line"],
    ["x.md", "# "],
  ] as const) {
    t.is((await tagwright(t, ["scan", "-o", name], { cwd })).code, 0);
    t.true(readFileSync(join(cwd, name), "utf8").startsWith(start), name);
  }
});

test("a file is whole or as it was: links and permissions stay, and nothing is left behind", async (t) => {
  const cwd = tree(t, { ...sample, "out/real.csv": "old" });
  chmodSync(join(cwd, "out/real.csv"), 0o640);
  symlinkSync("out/real.csv", join(cwd, "link.csv"));
  t.is((await tagwright(t, ["scan", "-o", "link.csv"], { cwd })).code, 0);
  t.true(lstatSync(join(cwd, "link.csv")).isSymbolicLink());
  t.true(readFileSync(join(cwd, "out/real.csv"), "utf8").startsWith("path,line"));
  t.is(statSync(join(cwd, "out/real.csv")).mode & 0o777, 0o640);
  t.deepEqual(readdirSync(join(cwd, "out")), ["real.csv"]);
});

test("a file that cannot be written is 2, and nothing is half written", async (t) => {
  const cwd = tree(t, { ...sample, "keep.csv": "old" });
  mkdirSync(join(cwd, "folder"));
  for (const output of ["none/x.csv", "folder", "keep.csv/x"]) {
    const ran = await tagwright(t, ["scan", "--format=csv", "-o", output], { cwd });
    t.is(ran.code, 2, output);
    t.regex(
      ran.stderr,
      /^tagwright: cannot write .*: (there is no folder|it is a folder|a part of the path is no folder)/,
    );
  }
  t.deepEqual(readdirSync(cwd).sort(), ["a.md", "b.ts", "folder", "keep.csv"]);
  t.deepEqual(readdirSync(join(cwd, "folder")), []);
});

test("a reporter that fails half way leaves the file as it was", async (t) => {
  const cwd = tree(t, {
    ...sample,
    "out.txt": "old",
    "bad.mjs": 'export default function* () { yield "half"; throw new Error("oops"); }\n',
  });
  const ran = await tagwright(t, ["scan", "--format", "./bad.mjs", "-o", "out.txt"], { cwd });
  t.is(ran.code, 2);
  t.is(readFileSync(join(cwd, "out.txt"), "utf8"), "old");
  t.deepEqual(readdirSync(cwd).sort(), ["a.md", "b.ts", "bad.mjs", "out.txt"]);
});

test("a reporter of one's own: a path, in either language, and a package", async (t) => {
  const count = "(report) { yield `${report.tags.length} tags, ${report.about}\\n`; }\n";
  const cwd = tree(t, {
    ...sample,
    "own.mjs": `export default function* ${count}`,
    "own.ts": `import type {} from "node:fs";\nenum A { B }\nexport default async function* ${count.replace("(report)", "(report: { tags: unknown[]; about: string })").replace("{ yield", "{ void A.B; yield")}`,
    "node_modules/tagwright-mine/package.json": '{"name":"tagwright-mine","main":"index.cjs"}',
    "node_modules/tagwright-mine/index.cjs":
      "module.exports = (report) => [`${report.tags.length} tags, `, report.about, Buffer.from('\\n')];\n",
  });
  for (const format of ["./own.mjs", "own.ts", "tagwright-mine"]) {
    const ran = await tagwright(t, ["scan", "a.md", "b.ts", "--format", format], { cwd });
    t.deepEqual([ran.stdout, ran.code], ["2 tags, tags\n", 0], `${format}: ${ran.stderr}`);
  }
});

test("a format that is none is 2 before anything is scanned, and the nearest is named", async (t) => {
  const cwd = tree(t, { ...sample, "no.mjs": "export default 7;\n" });
  const expected: [string, RegExp][] = [
    ["sariff", /"sariff"; did you mean "sarif"\?.*There are text, json,.* \(E_REPORT_FORMAT\)/],
    ["./none.mjs", /none\.mjs: .* \(E_REPORT_FORMAT\)/],
    ["./no.mjs", /no\.mjs: expected a function as default export \(E_REPORT_FORMAT\)/],
  ];
  for (const [format, message] of expected) {
    const ran = await tagwright(t, ["scan", "--format", format], { cwd });
    t.deepEqual([ran.code, ran.stdout], [2, ""]);
    t.regex(ran.stderr, message);
  }
});

test("two reports to one place are 2, and so is a template that would run a script", async (t) => {
  const cwd = tree(t, sample);
  t.regex(
    (await tagwright(t, ["scan", "--format=csv", "--format=json"], { cwd })).stderr,
    /two reports cannot both go to standard output/,
  );
  t.regex(
    (await tagwright(t, ["scan", "-o", "x.csv", "-o", "x.csv"], { cwd })).stderr,
    /two reports cannot both go to "x.csv"/,
  );
  t.regex(
    (await tagwright(t, ["scan", "--editor-url", "javascript:alert(1)//{path}"], { cwd })).stderr,
    /--editor-url: expected/,
  );
  t.false(existsSync(join(cwd, "x.csv")));
});

test("GitHub's commands come with a summary of all of them", async (t) => {
  const cwd = tree(t, sample);
  const env = {
    GITHUB_STEP_SUMMARY: join(cwd, "summary"),
    GITHUB_SERVER_URL: "https://github.example",
    GITHUB_REPOSITORY: "me/it",
    GITHUB_SHA: "abc",
  };
  writeFileSync(env.GITHUB_STEP_SUMMARY, "before\n");
  const ran = await tagwright(t, ["scan", "a.md", "b.ts", "--format=github"], { cwd, env });
  t.regex(ran.stdout, /^::warning file=b\.ts,line=2,col=4,title=E_TAG_TYPE::/);
  const summary = readFileSync(env.GITHUB_STEP_SUMMARY, "utf8");
  t.true(summary.startsWith("before\n# "));
  t.true(summary.includes("https://github.example/me/it/blob/abc/b.ts#L2"), summary);
});

test("export writes a vault, a matrix and documents", async (t) => {
  const cwd = tree(t, { ...sample, "vault/keep.txt": "" });
  const paths = ["a.md", "b.ts"];
  const plan = await tagwright(t, ["export", "vault", ...paths, "--vault=vault", "--dry-run"], { cwd });
  t.is(
    plan.stdout,
    "create requirements/REQ-A.md\ncreate implementations/IMPL-A.md\ncreate maps/a-map.md\ncreate traceability-index.md\n4 notes, 4 would change\n",
  );
  t.deepEqual(readdirSync(join(cwd, "vault")), ["keep.txt"]);
  t.regex(
    (await tagwright(t, ["export", "vault", ...paths, "--vault=vault"], { cwd })).stdout,
    /4 notes, 4 changed\n$/,
  );
  t.is((await tagwright(t, ["export", "vault", ...paths, "--vault=vault"], { cwd })).stdout, "4 notes, 0 changed\n");
  const matrix = await tagwright(t, ["export", "matrix", ...paths], { cwd });
  t.is(matrix.stdout, "id,SPEC,CODE,TEST,DOC,missing,complete\r\na,a.md:1,b.ts:1,,,TEST DOC,no\r\n");
  t.is((await tagwright(t, ["export", "matrix", ...paths, "-o", "m.md"], { cwd })).code, 0);
  t.true(readFileSync(join(cwd, "m.md"), "utf8").startsWith("| ID | SPEC |"));
  t.is(JSON.parse((await tagwright(t, ["export", "needs", ...paths], { cwd })).stdout).project, cwd.split("/").at(-1));
  t.true((await tagwright(t, ["export", "reqif", ...paths], { cwd })).stdout.startsWith("<?xml"));
});

test("a vault in the tree: what an export quotes is no tag, what its reader writes is one, and twice changes nothing", async (t) => {
  const cwd = tree(t, { ...sample, "vault/own.md": "@TAG[DOC:a] by hand\n" });
  const again = async (...args: string[]): Promise<string> => {
    const ran = await tagwright(t, ["export", "vault", "--vault=vault", ...args], { cwd });
    t.is(ran.code, 0, ran.stderr);
    return ran.stdout;
  };
  t.regex(await again(), /5 notes, 5 changed\n$/);
  t.is(await again(), "5 notes, 0 changed\n");
  t.is(await again("--dry-run", "a.md", "b.ts", "vault"), "5 notes, 0 would change\n");
  const note = join(cwd, "vault/implementations/IMPL-A.md");
  writeFileSync(note, `${readFileSync(note, "utf8")}\n@TAG[TEST:a] tried by hand\n`);
  t.regex(await again(), /^update .*IMPL-A\.md\n(?:.*\n)*create tests\/TEST-A\.md\n/m);
  t.is(await again(), "6 notes, 0 changed\n");
  t.regex(readFileSync(join(cwd, "vault/tests/TEST-A.md"), "utf8"), /vault\/implementations\/IMPL-A\.md:\d+/);
  t.is(readFileSync(join(cwd, "vault/own.md"), "utf8"), "@TAG[DOC:a] by hand\n");
});

test("export that cannot be served is 2", async (t) => {
  const cwd = tree(t, sample);
  const expected: [string[], RegExp][] = [
    [[], /export what\?/],
    [["valt"], /"valt"/],
    [["vault"], /needs --vault/],
    [["vault", "--vault=none"], /there is no vault at .*none/],
    [["vault", "--vault=.", "--id=b"], /no tag has the id "b"/],
    [["matrix", "--format=html"], /a matrix is csv or markdown/],
  ];
  for (const [args, message] of expected) {
    const ran = await tagwright(t, ["export", ...args], { cwd });
    t.is(ran.code, 2, args.join(" "));
    t.regex(ran.stderr, message);
  }
});

test("what the file says of reports; flags win", async (t) => {
  const report = {
    format: ["./own.mjs", "csv"],
    output: ["-", "out.csv"],
    title: "From the file",
    repository: "https://file.example/{path}",
    editor: "",
  };
  const cwd = tree(t, {
    ...sample,
    "sub/x": "",
    "own.mjs":
      "export default function* ({ about, options: { title, repository, editor } }) { yield JSON.stringify({ about, title, repository, editor }); }\n",
    "tagwright.config.json": JSON.stringify({ report }),
  });
  const said = { title: "From the file", repository: "https://file.example/{path}", editor: "" };
  for (const [command, about] of [
    ["scan", "tags"],
    ["trace", "trace"],
    ["check", "findings"],
  ] as const) {
    const ran = await tagwright(t, [command], { cwd: join(cwd, "sub") });
    t.deepEqual(JSON.parse(ran.stdout), { about, ...said }, ran.stderr);
    t.regex(readFileSync(join(cwd, "out.csv"), "utf8"), /^(?:path|id),/);
  }
  t.deepEqual(readdirSync(join(cwd, "sub")), ["x"]);
  const flags = ["--format", "../own.mjs", "--title", "Flag", "--repository-url", "https://flag.example/{path}"];
  const ran = await tagwright(t, ["scan", ...flags], { cwd: join(cwd, "sub") });
  t.deepEqual(JSON.parse(ran.stdout), {
    about: "tags",
    ...said,
    title: "Flag",
    repository: "https://flag.example/{path}",
  });
  const env = { CI_PROJECT_URL: "https://forge.example", CI_COMMIT_SHA: "abc" };
  t.regex((await tagwright(t, ["scan"], { cwd, env })).stdout, /file\.example/);
  t.regex((await tagwright(t, ["trace", "--json"], { cwd })).stdout, /^\{"version":1/);
  t.regex((await tagwright(t, ["export", "needs"], { cwd })).stdout, /"project":"From the file"/);
});

test("a bad word of the file about reports is 2 before anything is scanned, and says where and what", async (t) => {
  const expected: [unknown, RegExp][] = [
    [7, /report: expected an object, got 7 \(E_OPTION_VALUE\)/],
    [{ formt: "csv" }, /"report\.formt"; did you mean "format"/],
    [{ format: ["csv", 3] }, /report\.format\[1\]: expected a text that is not empty, got 3/],
    [{ format: "sariff" }, /"sariff"; did you mean "sarif"/],
    [{ output: "" }, /report\.output: expected a text/],
    [{ title: {} }, /report\.title: expected a text/],
    [{ editor: "javascript:alert(1)" }, /report\.editor: expected the template of a URL/],
    [{ repository: true }, /report\.repository: expected the template of a URL, got true/],
    [{ format: ["csv", "json"] }, /two reports cannot both go to standard output/],
  ];
  for (const [report, message] of expected) {
    const cwd = tree(t, { ...sample, "tagwright.config.json": JSON.stringify({ report }) });
    const ran = await tagwright(t, ["scan"], { cwd });
    t.deepEqual([ran.code, ran.stdout], [2, ""], JSON.stringify(report));
    t.regex(ran.stderr, message);
  }
});
