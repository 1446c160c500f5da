import test from "ava";
import type { CommandName } from "../../cli/flag.ts";
import { readArguments } from "../../cli/args.ts";
import { commandNames } from "../../cli/commands.ts";
import { linesOf, tagwright, tree } from "./run.ts";

test("without words there is help", async (t) => {
  const ran = await tagwright(t, []);
  t.is(ran.code, 0);
  t.regex(ran.stdout, /^Usage: tagwright <command>/m);
  for (const command of commandNames) t.regex(ran.stdout, new RegExp(`^  ${command} `, "m"));
});

/** What the help of each command must speak of besides its examples. */
const words: Readonly<Record<CommandName, readonly string[]>> = {
  init: ["--yes", "--dry-run", "--force"],
  scan: ["--kind", "--note-keywords", "--format", "--stdin-name", "Exit codes:"],
  check: ["--fail-on", "--baseline", "--min-coverage", "--order", "--require", "--map", "Exit codes:"],
  trace: ["--covers", "--changed", "--order", "--require", "--map", "--in", "--json"],
  export: ["--vault", "--dry-run", "--order", "--require", "--map", "--id"],
  rename: ["--write", "--force", "--in"],
  migrate: ["--to", "--write", "--force"],
  "next-id": ["--in", "--json"],
  compare: ["--strategy", "--output"],
  config: ["--json", "--no-config"],
  doctor: ["--json"],
  diff: ["--fail-on", "--json"],
  cache: ["--json"],
  watch: ["--debounce", "--format"],
  languages: ["--json"],
  completions: ["bash", "zsh", "fish"],
};

for (const [command, expected] of Object.entries(words)) {
  test(`help of ${command}: what it is for, its flags, examples that are read as they stand`, async (t) => {
    const ran = await tagwright(t, [command, "--help"]);
    t.is(ran.code, 0);
    t.true(ran.stdout.startsWith(`Usage: tagwright ${command} `), ran.stdout);
    t.regex(ran.stdout, new RegExp(`^Examples:\n  # .*\n  .*tagwright ${command}`, "m"));
    t.true(linesOf(ran.stdout).every((line) => line.length <= 100));
    for (const word of expected) t.true(ran.stdout.includes(word), word);
    for (const line of linesOf(ran.stdout).filter((line) => /^ {2}tagwright /.test(line))) {
      const typed = line
        .trim()
        .replace(/ \|.*/, "")
        .split(" ")
        .slice(1)
        .map((part) => part.replaceAll("'", ""));
      t.notThrows(() => readArguments(typed), line);
    }
  });
}

test("every command is in the list of the help, and has a help that is tested", (t) => {
  t.deepEqual(Object.keys(words).sort(), [...commandNames].sort());
});

test("the version", async (t) => {
  const ran = await tagwright(t, ["--version"]);
  t.regex(ran.stdout, /^tagwright \d+\.\d+\.\d+\n$/);
  t.is((await tagwright(t, ["scan", "-v"])).stdout, ran.stdout);
});

const refused: readonly (readonly [readonly string[], RegExp])[] = [
  [["scan", "--theads", "4"], /unknown flag --theads; did you mean --threads\?\nRun "tagwright scan --help"/],
  [["scan", "-x"], /unknown flag -x/],
  [["scna"], /unknown command "scna"; did you mean scan\?/],
  [["./src"], /unknown command "\.\/src"; to scan a path, write: tagwright scan \.\/src/],
  [["--threads", "4"], /no command given/],
  [["doctor", "--kind", "X"], /unknown flag --kind for doctor/],
  [["doctor", "x"], /doctor takes no paths/],
  [["config", "x"], /config takes no paths/],
  [["languages", "x"], /languages takes no paths/],
  [["languages", "--format", "jsno"], /unknown format "jsno"; did you mean json\?/],
  [["scan", "--threads"], /--threads needs a value/],
  [["scan", "--format", "--stats"], /--format needs a value/],
  [["scan", "--no-hidden=x"], /--no-hidden takes no value/],
  [["scan", "--stats=maybe"], /--stats: expected true or false, got "maybe"/],
  [["scan", "--format", "jsn"], /cannot use the report format "jsn"; did you mean "json"\?/],
  [
    ["scan", "--threads", "four"],
    /threads: expected a whole number from 0 to 256, got "four" \(--threads\) \(E_OPTION_VALUE\)/,
  ],
  [["scan", "--threads", "-1"], /E_OPTION_VALUE/],
  [["scan", "--preset", "fast"], /E_OPTION_VALUE/],
  [["scan", "--preset", "minimum"], /did you mean "minimal"\?/],
  [["scan", "--pattern", "x"], /expected NAME=REGEX/],
  [["scan", "--engine", "natve"], /did you mean "native"\?/],
  [["scan", "--dialects", "tag,hsah"], /did you mean "hash"\?/],
  [["scan", "--zones", "coment"], /did you mean "comment"\?/],
  [["scan", "--detectors", "tarce"], /did you mean "trace"\?/],
  [["scan", "--language", "*.x=Pyton"], /did you mean "python"\?/i],
  [["check", "--rule", "mising=off"], /unknown rule "mising".*did you mean "missing"\?/],
  [["check", "--rule", "?=off"], /unknown rule "\?" \(check\.rules\); there are .*\borphan, dangling, /],
  [["check", "--rule", "missing=of"], /did you mean "off"\?/],
  [["migrate", "--to", "hahs"], /did you mean "hash"\?/],
  [
    ["export", "matrx"],
    /cannot export "matrx"; did you mean matrix\? There are vault, matrix, needs, reqif\nRun "tagwright export --help"/,
  ],
  [["export"], /export what\? vault, matrix, needs or reqif\nRun "tagwright export --help"/],
  [["scan", "--pattern", "x=(?=y)"], /E_PATTERN_UNSUPPORTED/],
  [["scan", "--pattern", "x=a(b"], /^tagwright: bad pattern: x: .* \(E_PATTERN_SYNTAX\)\n {2}a\(b\n {3}\^\n$/],
  [["scan", "--max-filesize", "lots"], /maxFileSize: expected bytes/],
  [["scan", "--config", "nowhere.json"], /nowhere\.json: no such file \(E_CONFIG\)/],
  [["scan", ""], /E_OPTION_VALUE/],
  [["scan", "-", "."], /standard input \(-\) cannot be mixed/],
];

for (const [args, message] of refused) {
  test(`refused: ${args.join(" ")}`, async (t) => {
    const ran = await tagwright(t, args, { cwd: tree(t) });
    t.regex(ran.stderr, message);
    t.true(ran.stderr.startsWith("tagwright: "));
    t.notRegex(ran.stderr, /^ +at /m);
    t.deepEqual([ran.code, ran.stdout], [2, ""]);
  });
}

test("a switch has an opposite, and the last one counts", async (t) => {
  const cwd = tree(t, { ".a": "@TAG[CODE:a]\n" });
  const count = async (...args: string[]) =>
    linesOf((await tagwright(t, ["scan", "--format=ndjson", ...args], { cwd })).stdout).length;
  t.is(await count("--hidden"), 1);
  t.is(await count("--hidden", "--no-hidden"), 0);
  t.is(await count("--no-hidden", "--hidden=yes"), 1);
});

test("an empty list is a list", async (t) => {
  const cwd = tree(t, { "node_modules/a": "@TAG[CODE:a]\n" });
  const ran = await tagwright(t, ["scan", "--skip-dirs=", "--format=ndjson"], { cwd });
  t.is(linesOf(ran.stdout).length, 1);
});

test("after -- everything is a path", async (t) => {
  const cwd = tree(t, { "--hidden": "@TAG[CODE:a]\n" });
  const ran = await tagwright(t, ["scan", "--", "--hidden"], { cwd });
  t.deepEqual([ran.code, ran.stdout], [0, "--hidden\n  1:1  CODE  a\n\n1 tag in 1 file\n"]);
});

test("a glob may hold a comma", async (t) => {
  const cwd = tree(t, { "a,b": "@TAG[CODE:a]\n", a: "@TAG[CODE:b]\n", b: "@TAG[CODE:c]\n" });
  const ran = await tagwright(t, ["scan", "--include", "a,b", "--include", "b", "--format=ndjson"], { cwd });
  t.deepEqual(
    linesOf(ran.stdout).map((line) => (JSON.parse(line) as { path: string }).path),
    ["a,b", "b"],
  );
});
