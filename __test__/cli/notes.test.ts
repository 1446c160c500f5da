import test from "ava";
import { tagwright, tree } from "./run.ts";

const sample = {
  "a.c": '// TODO(alice): wash\nchar *s = "FIXME: no"; /* REVIEW dry\n * by hand */\n// @TAG[CODE:a]\n',
  "b.md": "TODO: prose\n<!-- BUG: b -->\n",
};

interface Found {
  readonly detector: string;
  readonly kind: string;
  readonly text: string;
  readonly zone: string;
}

const scanned = async (t: Parameters<typeof tagwright>[0], ...flags: string[]) => {
  const ran = await tagwright(t, ["scan", "--format", "ndjson", ...flags], { cwd: tree(t, sample) });
  const lines = ran.stdout.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const { detector, kind, text, zone } = JSON.parse(line) as Found;
    return `${detector} ${kind} ${zone} ${text}`.trim();
  });
};

test("notes are found beside tags, in comments", async (t) => {
  t.deepEqual(await scanned(t), ["note TODO comment wash", "trace CODE comment", "note BUG comment b"]);
  t.deepEqual(await scanned(t, "--detectors", "trace"), ["trace CODE comment"]);
  t.deepEqual(await scanned(t, "--kind", "TODO"), ["note TODO comment wash"]);
});

test("flags say what makes a note, and where", async (t) => {
  const note = ["--detectors", "note"];
  t.deepEqual(await scanned(t, ...note, "--note-keywords", "REVIEW", "--note-join"), [
    "note REVIEW comment dry by hand",
  ]);
  t.deepEqual(await scanned(t, ...note, "--note-needs", "reference"), ["note TODO comment wash"]);
  t.deepEqual(await scanned(t, ...note, "--zones", "note=string,text"), [
    "note FIXME string no",
    "note TODO text prose",
  ]);
  t.deepEqual(await scanned(t, "--zones", "string"), ["note FIXME string no"]);
});

test("the language of files can be said", async (t) => {
  const note = ["--detectors", "note"];
  t.deepEqual(await scanned(t, ...note, "--language", "*.c=Haskell", "--language", "*.md=go"), []);
  t.deepEqual(await scanned(t, ...note, "--language", "*.c=Haskell"), ["note BUG comment b"]);
  const bad = await tagwright(t, ["scan", "--language", "*.c=Haskel"], { cwd: tree(t, sample) });
  t.is(bad.code, 2);
  t.regex(bad.stderr, /languages\.\*\.c.*"Haskel".*did you mean "haskell"/s);
  const pair = await tagwright(t, ["scan", "--language", "Haskell"], { cwd: tree(t, sample) });
  t.regex(pair.stderr, /GLOB=NAME/);
  const line = await tagwright(t, ["scan", "--language", "[a=Haskell"], { cwd: tree(t, sample) });
  t.regex(line.stderr, /E_RULE_SYNTAX/);
});

test("bad words are refused with a hint", async (t) => {
  const ran = await tagwright(t, ["scan", "--zones", "note=comments"], { cwd: tree(t, sample) });
  t.is(ran.code, 2);
  t.regex(ran.stderr, /zones.*"comments".*--zones/s);
});
