/** What is said of mistakes that people make: exactly that, on stderr alone, and 2 at the end. */
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import test from "ava";

import { tagwright, tree } from "./run.ts";

const onLinux = process.platform === "linux" ? test : test.skip;

const files = {
  "src/a.ts": "// @TAG[SPEC:auth-001]\n// @TAG[CODE:auth-001]\n",
  "one.json": '{"tags":[]}',
  "never.mjs": "await new Promise(() => {});\n",
  "throws.mjs": 'export default async function* () { throw new Error("oops"); }\n',
  "vault/requirements": "a file where a folder would be\n",
};

const rest = (command = ""): string => `Run "tagwright ${command}--help" for all there is.\n`;
const gone = "nothere: error: no such file or directory (E_FILE_MISSING)\n  help: check the spelling of the path\n";

/** What this version of Node says of a text that is no JSON. */
function jsonError(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch (error) {
    return (error as Error).message.replace("\n", "\\n");
  }
}

/** A command line, and what is said; `{}` is the folder. */
const mistakes: readonly (readonly [args: readonly string[], said: string])[] = [
  [[""], `tagwright: unknown command ""\n${rest()}`],
  [["help"], `tagwright: unknown command "help"\n${rest()}`],
  [["scan", "-o"], "tagwright: -o needs a value: -o <file>\n"],
  [["scan", "--output"], "tagwright: --output needs a value: --output=<file>\n"],
  [["check", "--update-baseline=x"], 'tagwright: --update-baseline: expected true or false, got "x"\n'],
  [
    ["scan", ""],
    'tagwright: bad value for option paths[0]: expected a path, not empty and without NUL, got "" (E_OPTION_VALUE)\n',
  ],
  [
    ["scan", "--pattern", "x="],
    'tagwright: bad value for option patterns: expected NAME=REGEX, got "x=" (--pattern) (E_OPTION_VALUE)\n',
  ],
  [
    ["trace", "--order", ""],
    "tagwright: bad value for option trace.order: expected a list of types that is not empty, got an empty array (E_OPTION_VALUE)\n",
  ],
  [["export", "foo"], `tagwright: cannot export "foo"; there are vault, matrix, needs, reqif\n${rest("export ")}`],
  [
    ["export", "valut"],
    `tagwright: cannot export "valut"; did you mean vault? There are vault, matrix, needs, reqif\n${rest("export ")}`,
  ],
  [["languages", "--format", "sarif"], 'tagwright: unknown format "sarif"; there are text, json\n'],
  [["export", "vault", "--vault", ""], "tagwright: export vault needs --vault=<folder>\n"],
  [
    ["export", "vault", "--vault", "vault"],
    "tagwright: cannot export: {}/vault/requirements/REQ-AUTH-001.md: a part of the path is no folder (E_EXPORT)\n",
  ],
  [["scan", "-o", "no/x.json"], "tagwright: cannot write no/x.json: there is no folder no\n"],
  [["scan", "-o", "src"], "tagwright: cannot write src: it is a folder\n"],
  [
    ["check", "--baseline", "no.json"],
    "tagwright: cannot read the baseline {}/no.json: no such file or folder; --update-baseline makes it\n",
  ],
  [["check", "--baseline", "src"], "tagwright: cannot read the baseline {}/src: it is a folder\n"],
  [["compare", "one.json", "src"], 'tagwright: cannot read "src": it is a folder\n'],
  [["config", "--config", "src"], "tagwright: cannot use the configuration {}/src: it is a folder (E_CONFIG)\n"],
  [["config", "--config", "no.json"], "tagwright: cannot use the configuration {}/no.json: no such file (E_CONFIG)\n"],
  [
    ["config", "--config", "loop/x.json"],
    "tagwright: cannot use the configuration {}/loop/x.json: too many symbolic links encountered (E_CONFIG)\n",
  ],
  [["rename", "auth-001", "auth-001"], 'tagwright: cannot rewrite: "auth-001" is the name that it has (E_REWRITE)\n'],
  [
    ["rename", "auth-001", "x", "--in", "nothere"],
    'tagwright: no such id: "auth-001"; nothere was not read: no such file or directory (E_TRACE_ID)\n',
  ],
  [["trace", "auth-001", "--in", "nothere"], `${gone}tagwright: no such id: "auth-001" (E_TRACE_ID)\n`],
  [["trace", "src"], 'tagwright: no such id: "src"; to look in a file or folder: --in src (E_TRACE_ID)\n'],
  [["trace", "--covers", "a", "--changed", "HEAD"], "tagwright: --covers and --changed cannot be had at once\n"],
  [["export", "needs", "--dry-run"], "tagwright: --dry-run belongs to export vault, not to export needs\n"],
  [["export", "reqif", "--format", "csv"], "tagwright: --format belongs to export matrix, not to export reqif\n"],
  [
    ["export", "vault", "--vault", "src", "-o", "x"],
    "tagwright: export vault writes notes to --vault, and nothing to --output\n",
  ],
  [["export", "vault", "--vault", "src", "--id", ""], "tagwright: --id names nothing\n"],
  [
    ["scan", "--cwd", "src/a.ts"],
    'tagwright: bad value for option cwd: expected an existing folder, got "src/a.ts" (E_OPTION_VALUE)\n',
  ],
  [
    ["scan", "--format", "./no.mjs"],
    "tagwright: cannot use the report format {}/no.mjs: no such file (E_REPORT_FORMAT)\n",
  ],
  [
    ["scan", "--format", "./throws.mjs"],
    "tagwright: cannot use the report format {}/throws.mjs: oops (E_REPORT_FORMAT)\n",
  ],
  [
    ["check", "--config", "never.mjs"],
    "tagwright: ended before it was done: a configuration, rule or reporter waits for something that never comes\n",
  ],
  [["cache"], `tagwright: cache what? info, verify, warm, prune, clear\n${rest("cache ")}`],
  [
    ["cache", "clera"],
    `tagwright: cannot "clera" a cache; did you mean clear? There are info, verify, warm, prune, clear\n${rest("cache ")}`,
  ],
  [["scan", "--kind", ""], "tagwright: --kind names nothing\n"],
  [["scan", "--path", ","], "tagwright: --path names nothing\n"],
  [["trace", "--json", "--format", "csv"], "tagwright: --json and --format csv cannot be had at once\n"],
  [["rename", "a", "b", "--context", "3"], `tagwright: unknown flag --context for rename\n${rest("rename ")}`],
  [
    ["compare", "one.json", "src/a.ts"],
    `tagwright: src/a.ts: cannot compare: expected what scan --format json prints: ${jsonError("// @TAG[SPEC:auth-001]\n// @TAG[CODE:auth-001]\n")} (E_COMPARE)\n`,
  ],
  [
    ["check", "--rule", "orphan=foo"],
    'tagwright: bad value for option check.rules.orphan: expected error, warning, info, off or another tool\'s word for one of them, got "foo" (E_OPTION_VALUE)\n',
  ],
  [["trace", "a", "--covered-by", "a"], 'tagwright: --covered-by names the id itself; leave out "a"\n'],
];

onLinux("mistakes are told in words: what, where, and what to do", async (t) => {
  const cwd = tree(t, files);
  symlinkSync("loop", join(cwd, "loop"));
  const before = readdirSync(cwd, { recursive: true });
  await Promise.all(
    mistakes.map(async ([args, said]) => {
      const ran = await tagwright(t, args, { cwd });
      t.deepEqual([ran.code, ran.stdout, ran.stderr], [2, "", said.replaceAll("{}", cwd)], args.join(" "));
    }),
  );
  t.deepEqual(readdirSync(cwd, { recursive: true }), before, "nothing was written");
});

test("an id that is free only because a folder was not read is told with an error", async (t) => {
  const cwd = tree(t, files);
  const ran = await tagwright(t, ["next-id", "auth", "--in", "src", "--in", "nothere"], { cwd });
  t.deepEqual([ran.code, ran.stdout, ran.stderr], [2, "auth-002\n", gone]);
  const json = await tagwright(t, ["next-id", "auth", "--json", "--in", "src"], { cwd });
  t.deepEqual(JSON.parse(json.stdout), { id: "auth-002", number: "002", last: "auth-001" });
  const renamed = await tagwright(t, ["rename", "auth-001", "x", "--in", "src", "--in", "nothere"], { cwd });
  t.is(renamed.code, 2);
  t.true(renamed.stderr.startsWith(gone));
});

test("a value may be tied to a short flag", async (t) => {
  const cwd = tree(t, files);
  const before = readdirSync(cwd);
  for (const args of [["-o=x.json"], ["-ox.json"], ["-o", "x.json"]]) {
    t.is((await tagwright(t, ["scan", ...args], { cwd })).code, 0);
    t.deepEqual(readdirSync(cwd).sort(), [...before, "x.json"].sort(), args.join(" "));
  }
});

test("a type that no chain has covers none of the ids, everywhere the same", async (t) => {
  const cwd = tree(t, files);
  const ran = await tagwright(t, ["check", "--require", "SPEC", "--min-coverage", "TSET=10"], { cwd });
  t.is(ran.code, 1);
  t.regex(ran.stdout, /TSET covers 0 of 1 ids, 0 %, and 10 % is asked/);
  t.regex(ran.stdout, /Coverage of TSET: 0\.00 % \(0 of 1\), below 10 %/);
});

test("an empty vault's name fills no folder with notes", async (t) => {
  const cwd = tree(t, files);
  mkdirSync(join(cwd, "real"));
  t.is((await tagwright(t, ["export", "vault", "--vault", "real"], { cwd })).code, 0);
  t.true(existsSync(join(cwd, "real/traceability-index.md")));
  t.is((await tagwright(t, ["export", "vault", "--vault="], { cwd })).code, 2);
  t.false(existsSync(join(cwd, "traceability-index.md")));
});

test("no chain where a filter leaves none is not said to be no id at all", async (t) => {
  const cwd = tree(t, files);
  for (const format of ["text", "markdown"]) {
    const ran = await tagwright(t, ["trace", "--path", "vault", "--format", format], { cwd });
    t.is(ran.code, 0);
    t.regex(ran.stdout, /^No chain fits what was asked for\.?$/m, format);
    t.notRegex(ran.stdout, /no tag has an id/);
  }
});

onLinux("who names a pipe alone is told that it was left out", async (t) => {
  const cwd = tree(t, files);
  const ran = await tagwright(t, ["scan", "/dev/null"], { cwd });
  t.deepEqual([ran.code, ran.stdout], [0, "No tags found in 0 files; 1 left out: --verbose says why\n"]);
  const told = await tagwright(t, ["scan", "/dev/null", "--verbose"], { cwd });
  t.regex(told.stderr, /not opened \(E_SKIP_SPECIAL\)/);
});

test("a help says what its own command does with a flag", async (t) => {
  const help = async (command: string): Promise<string> =>
    (await tagwright(t, [command, "--help"])).stdout.replaceAll(/\s+/g, " ");
  t.regex(await help("languages"), /--format <name> The format: text \(default\) or json/);
  t.regex(await help("watch"), /--format <name> The format: text \(default\) or ndjson/);
  t.regex(await help("init"), /--force Replace the configuration that is there\b/);
  t.regex(await help("rename"), /--force Also join two ids, and change files that git has not saved as they are [A-Z]/);
  t.regex(await help("diff"), /--fail-on <what> End with 1 when there are such tags/);
  t.notRegex(await help("rename"), /--context|--hash/);
});
