import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import type { PageData } from "../../src/model/page.ts";
import { commit } from "../findings/tree.ts";
import { linesOf, tagwright, tree } from "./run.ts";

const GAP = { "a.md": "@TAG[SPEC:a]\n" };
const WHOLE = { "a.md": "@TAG[SPEC:a] @TAG[CODE:a]\n@TAG[TEST:a] @TAG[DOC:a]\n" };

test("an incomplete chain ends with 1, a complete one and nothing at all with 0", async (t) => {
  const ended = async (files: Record<string, string>, ...flags: string[]) => {
    const { code, stderr } = await tagwright(t, ["check", ...flags], { cwd: tree(t, files) });
    t.is(stderr, "");
    return code;
  };
  t.is(await ended(GAP), 1);
  t.is(await ended(WHOLE), 0);
  t.is(await ended({}), 0);
  t.is(await ended(GAP, "--rule", "missing=off"), 0);
  t.is(await ended(GAP, "--rule", "missing=off", "--fail-on", "warning"), 1);
  t.is(await ended(GAP, "--rule", "missing=warning"), 0);
});

test("what was found is told, and a near miss once", async (t) => {
  const { stdout, stderr } = await tagwright(t, ["check"], {
    cwd: tree(t, { "a.ts": "// @TAG[spec:a]\n// @TAG[CODE:b]\n" }),
  });
  t.is(stderr, "");
  t.regex(stdout, /1:4 +warning +tag type is not upper-case.* malformed/);
  t.regex(stdout, /2:4 +error +b has CODE, but no SPEC +dangling/);
  t.is(linesOf(stdout).at(-1), "2 errors, 2 warnings");
});

test("what cannot be read ends with 2, whatever was found", async (t) => {
  const { code, stderr } = await tagwright(t, ["check", ".", "gone"], { cwd: tree(t, GAP) });
  t.is(code, 2);
  t.regex(stderr, /gone: error: no such file/);
});

test("coverage that is asked for", async (t) => {
  const cwd = tree(t, GAP);
  const run = (...flags: string[]) => tagwright(t, ["check", "--rule", "missing=off", ...flags], { cwd });
  t.is((await run("--min-coverage", "SPEC=100")).code, 0);
  const { code, stdout } = await run("--min-coverage", "TEST=80", "--min-coverage=SPEC=100");
  t.is(code, 1);
  t.regex(stdout, /TEST covers 0 of 1 ids, 0 %, and 80 % is asked +coverage/);
});

test("bad words are refused before anything is scanned", async (t) => {
  const cwd = tree(t, GAP);
  const refused = async (args: string[], words: RegExp) => {
    const { code, stdout, stderr } = await tagwright(t, ["check", ...args], { cwd });
    t.is(code, 2);
    t.is(stdout, "");
    t.regex(stderr, words);
  };
  await refused(["--min-coverage", "TEST"], /--min-coverage: expected TYPE=PERCENT, got "TEST"/);
  await refused(["--min-coverage", "TEST=101"], /expected a percentage from 0 to 100 for TEST, got "101"/);
  await refused(["--rule", "missing"], /--rule: expected RULE=SEVERITY/);
  await refused(["--rule", "mising=off"], /unknown rule "mising".*did you mean "missing"/);
  await refused(["--rule", "missing=lout"], /check\.rules\.missing: expected error/);
  await refused(["--fail-on", "eror"], /check\.failOn: .*did you mean "error"/);
  await refused(["--update-baseline"], /--update-baseline needs to know the file/);
  await refused(["--baseline", "gone.json"], /cannot read the baseline .*gone\.json.*--update-baseline makes it/);
  await refused(["--kind", "SPEC"], /unknown flag --kind for check/);
});

// @TEST:CHECK-002
test("a baseline takes what there is as known; what is new fails, what has gone is told", async (t) => {
  const cwd = tree(t, GAP);
  const run = (...flags: string[]) => tagwright(t, ["check", "--baseline", "known.json", ...flags], { cwd });
  const made = await run("--update-baseline");
  t.is(made.code, 0);
  t.regex(made.stderr, /known\.json holds 2 findings now/);
  const text = readFileSync(join(cwd, "known.json"), "utf8");
  t.is(JSON.parse(text).findings.length, 2);
  t.is(linesOf(text).length, 4);
  const known = await run();
  t.is(known.code, 0);
  t.regex(known.stdout, /No findings; left out: 2 by the baseline/);
  writeFileSync(join(cwd, "a.md"), "title\n\n@TAG[SPEC:a] moved\n@TAG[SPEC:b]\n");
  const grown = await run();
  t.is(grown.code, 1);
  t.regex(grown.stdout, /b has no CODE/);
  t.notRegex(grown.stdout, /a has no CODE/);
  writeFileSync(join(cwd, "a.md"), WHOLE["a.md"]);
  const done = await run();
  t.is(done.code, 0);
  t.regex(done.stdout, /2 findings of the baseline no longer occur: --update-baseline/);
  await run("--update-baseline");
  t.deepEqual(JSON.parse(readFileSync(join(cwd, "known.json"), "utf8")), { version: 1, findings: [] });
  t.is((await run()).code, 0);
});

test("a baseline that is broken, or of another version, is refused", async (t) => {
  const refused = async (text: string, words: RegExp) => {
    const cwd = tree(t, { ...GAP, "known.json": text });
    const { code, stderr } = await tagwright(t, ["check", "--baseline", "known.json"], { cwd });
    t.is(code, 2);
    t.regex(stderr, words);
    t.is(readFileSync(join(cwd, "known.json"), "utf8"), text);
  };
  await refused(
    '{"version":2,"findings":[]}',
    /known\.json: it has version 2, and this tagwright reads 1; write it anew.*E_BASELINE/,
  );
  await refused("{}", /it has version none/);
  await refused("{", /expected a JSON object/);
  await refused("[]", /expected a JSON object/);
  await refused('{"version":1,"findings":{}}', /findings: expected a list/);
  await refused('{"version":1,"findings":[{}]}', /findings\[0\]\.fingerprint: expected a text/);
});

test("a baseline that cannot be written leaves nothing behind", async (t) => {
  const cwd = tree(t, GAP);
  const { code, stderr } = await tagwright(t, ["check", "--baseline", "no/known.json", "--update-baseline"], { cwd });
  t.is(code, 2);
  t.regex(stderr, /cannot write .*known\.json: there is no folder .*no$/m);
  t.false(existsSync(join(cwd, "no")));
});

test("the policy of a configuration file; flags win", async (t) => {
  const config = {
    check: { rules: { missing: "warning", "too-many-notes": { most: 1 } }, failOn: "warning", baseline: "known.json" },
    trace: { required: ["SPEC"] },
  };
  const cwd = tree(t, {
    ...GAP,
    "sub/x": "",
    "known.json": '{"version":1,"findings":[]}',
    "tagwright.config.json": JSON.stringify(config),
  });
  const inFolder = await tagwright(t, ["check", ".."], { cwd: join(cwd, "sub") });
  t.is(inFolder.stderr, "");
  t.notRegex(inFolder.stdout, /missing/);
  t.regex(inFolder.stdout, /orphan/);
  t.is(inFolder.code, 1);
  t.is((await tagwright(t, ["check", "--fail-on", "error"], { cwd })).code, 0);
  t.is((await tagwright(t, ["check", "--rule", "orphan=off"], { cwd })).code, 0);
  const shown = await tagwright(t, ["scan"], { cwd });
  t.is(shown.code, 0);
});

test("a policy of the wrong type names its place", async (t) => {
  const cwd = tree(t, { ...GAP, "tagwright.config.json": '{"check":{"rules":{"missing":7}}}' });
  const { code, stderr } = await tagwright(t, ["check"], { cwd });
  t.is(code, 2);
  t.regex(stderr, /check\.rules\.missing: expected a severity, or an object with options, got 7/);
  t.regex((await tagwright(t, ["check", "--rule", "orphan=off"], { cwd })).stderr, /check\.rules\.missing/);
  const strange = tree(t, { ...GAP, "tagwright.config.json": '{"check":[]}' });
  t.regex((await tagwright(t, ["check"], { cwd: strange })).stderr, /check: expected an object, got an empty array/);
});

test("rules of a user's own stand in the configuration", async (t) => {
  const config = `export default { check: { custom: [{ id: "no-a", severity: "error", summary: "s", help: "h",
    *check({ tags }) { for (const tag of tags) if (tag.name === "a") yield { message: "a is taken", at: tag }; } }] } };`;
  const cwd = tree(t, { ...WHOLE, "tagwright.config.mjs": config });
  const { code, stdout } = await tagwright(t, ["check", "--format", "ndjson"], { cwd });
  t.is(code, 1);
  t.is(linesOf(stdout).filter((line) => line.includes("a is taken")).length, 4);
});

test("several reports of one check", async (t) => {
  const cwd = tree(t, GAP);
  const { code, stdout } = await tagwright(
    t,
    ["check", "--format", "text", "--format", "sarif", "--output", "-", "--output", "o.sarif"],
    { cwd },
  );
  t.is(code, 1);
  t.regex(stdout, /a has no CODE/);
  t.is(JSON.parse(readFileSync(join(cwd, "o.sarif"), "utf8")).runs[0].results.length, 2);
});

test("standard input can be checked", async (t) => {
  const { code, stdout } = await tagwright(t, ["check", "-", "--stdin-name", "x.md"], {
    cwd: tree(t),
    input: GAP["a.md"],
  });
  t.is(code, 1);
  t.regex(stdout, /x\.md/);
});

test("chains by flag: order, what is required, and what kinds count as", async (t) => {
  const cwd = tree(t, { "a.md": "@TAG[REQ:a] @TAG[CODE:a]\n@TAG[UNIT:a]\n", "b.java": "// [impl->dsn~b~1]\n" });
  const said = async (...flags: string[]): Promise<string[]> => {
    const { code, stdout } = await tagwright(t, ["check", "--format", "ndjson", "--fail-on", "info", ...flags], {
      cwd,
    });
    t.is(code, stdout === "" ? 0 : 1);
    return linesOf(stdout).map((line) => (JSON.parse(line) as { message: string }).message);
  };
  t.deepEqual(await said("--rule", "unknown-type=off", "--rule", "dangling=off"), ["a has no SPEC, TEST or DOC"]);
  const order = ["--order", "REQ,CODE,UNIT"];
  t.deepEqual(await said(...order), []);
  t.deepEqual(await said("--order", "REQ,CODE,UNIT,DOC"), ["a has no DOC"]);
  t.deepEqual(await said("--order", "REQ,CODE,UNIT,DOC", "--require", "CODE"), []);
  t.deepEqual(await said("--map", "REQ=SPEC", "--map", "UNIT=TEST", "--require", "SPEC,TEST"), []);
  const oft = ["--dialects", "tag,oft", "--rule", "link=off", "--require", "REQ,CODE"];
  t.deepEqual(await said(...order, ...oft, "--map", "oft:impl=CODE"), [
    "b has CODE, but no REQ",
    "b has no REQ",
    "b has only CODE",
  ]);
  t.deepEqual(await said(...order, ...oft), []);
  const file = tree(t, { "a.md": "@TAG[SPEC:a]\n", "tagwright.config.json": '{"trace":{"order":["SPEC","CODE"]}}' });
  const ran = await tagwright(t, ["check", "--order", "SPEC", "--rule", "orphan=off"], { cwd: file });
  t.deepEqual([ran.code, ran.stdout], [0, "No findings\n"]);
});

test("the page of a check, a scan and a trace knows who wrote a note, and when", async (t) => {
  const cwd = tree(t, { "a.ts": "// TODO: one\n// TODO(bob): two\n" });
  commit(cwd, "2020-01-31");
  writeFileSync(join(cwd, "a.ts"), "// TODO: one\n// TODO(bob): two\n// FIXME: three\n");
  for (const command of ["check", "scan", "trace"]) {
    const { stdout, stderr } = await tagwright(t, [command, "--format", "html"], { cwd });
    t.is(stderr, "");
    const data = JSON.parse(/<script id="data"[^>]*>([\s\S]*?)<\/script>/.exec(stdout)![1]!) as PageData;
    const notes = data.notes.map(({ owner, time }) => [
      data.words[owner] ?? "",
      time === 0 ? "" : new Date(time).toISOString().slice(0, 10),
    ]);
    t.deepEqual(
      notes,
      [
        ["Ann", "2020-01-31"],
        ["bob", "2020-01-31"],
        ["", ""],
      ],
      command,
    );
  }
});

test("the help of check has examples and exit codes", async (t) => {
  const { code, stdout } = await tagwright(t, ["check", "--help"]);
  t.is(code, 0);
  for (const words of ["--fail-on", "--baseline", "--min-coverage", "Examples:", "Exit codes:", "tagwright check"])
    t.true(stdout.includes(words));
});
