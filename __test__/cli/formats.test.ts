import { writeFileSync } from "node:fs";
import test from "ava";
import { linesOf, tagwright, tree } from "./run.ts";

const sample = {
  "docs/a.md": "# Title\n\n@TAG[SPEC:auth-001] Users sign in\n",
  "src/a.ts": '// @TAG[CODE:auth-001]\n// @TAG[TEST:auth-001] proves, "it"\n',
};

interface Found {
  readonly kind: string;
  readonly path: string;
  readonly text: string;
}

/** A reader of RFC 4180, written from its grammar. */
function readCsv(text: string): string[][] {
  const records: string[][] = [[]];
  const token = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/gy;
  while (token.lastIndex < text.length) {
    const [, cell, end] = token.exec(text)!;
    records.at(-1)!.push(cell!.startsWith('"') ? cell!.slice(1, -1).replaceAll('""', '"') : cell!);
    if (end === "\r\n" && token.lastIndex < text.length) records.push([]);
  }
  return records;
}

test("text is grouped by file, aligned and summed up", async (t) => {
  const ran = await tagwright(t, ["scan"], { cwd: tree(t, sample) });
  t.is(
    ran.stdout,
    `docs/a.md
  3:1  SPEC  auth-001  Users sign in

src/a.ts
  1:4  CODE  auth-001
  2:4  TEST  auth-001  proves, "it"

3 tags in 2 files
`,
  );
  t.deepEqual([ran.code, ran.stderr], [0, ""]);
});

test("text says that nothing was found", async (t) => {
  const ran = await tagwright(t, ["scan"], { cwd: tree(t, { "a.ts": "nothing\n" }) });
  t.deepEqual([ran.code, ran.stdout], [0, "No tags found in 1 file\n"]);
});

test("text shows the lines around a tag", async (t) => {
  const ran = await tagwright(t, ["scan", "--context", "1"], {
    cwd: tree(t, { "a.ts": "one\n\t@TAG[CODE:a]\nthree\nfour\n" }),
  });
  t.true(
    ran.stdout.startsWith("a.ts\n  2:2  CODE  a\n       | one\n       |     @TAG[CODE:a]\n       | three\n\n"),
    ran.stdout,
  );
});

test("text aligns wide characters and long lists", async (t) => {
  const many = Array.from({ length: 1200 }, (_, index) => `@TAG[CODE:n${index}] x\n`).join("");
  const ran = await tagwright(t, ["scan"], {
    cwd: tree(t, { "a.ts": "@TAG[CODE:한글] x\n@TAG[CODE:abcdef] y\n", "b.ts": many }),
  });
  t.true(
    ran.stdout.startsWith("a.ts\n  1:1  CODE  한글    x\n  2:1  CODE  abcdef  y\n\nb.ts\n"),
    ran.stdout.slice(0, 200),
  );
  t.is(ran.stdout.match(/^b\.ts$/gm)?.length, 1);
  t.true(ran.stdout.endsWith("\n1,202 tags in 2 files\n"));
});

test("text lets no control character through, from names or from content", async (t) => {
  const cwd = tree(t);
  writeFileSync(`${cwd}/\x1b[31mred\n.ts`, "@TAG[CODE:a\x1b]0;title\x07] b\x1b[2J\u202ec\u009bd\r\n");
  writeFileSync(
    Buffer.concat([Buffer.from(`${cwd}/caf`), Buffer.of(0xe9), Buffer.from(".ts")]),
    "@TAG[CODE:b]\n@TAG[x:y]\n",
  );
  const ran = await tagwright(t, ["scan"], { cwd });
  t.notRegex(ran.stdout + ran.stderr, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff\ufffd]/);
  t.true(ran.stdout.startsWith("\\x1b[31mred\\n.ts\n"), ran.stdout);
  t.true(ran.stdout.includes("\\x1b[2J\\u202ec\\u009bd"), ran.stdout);
  t.true(ran.stdout.includes("caf\\xe9.ts\n"), ran.stdout);
  t.true(ran.stderr.startsWith("caf\\xe9.ts:2:1: warning: "), ran.stderr);
});

test("json is one document with everything in it", async (t) => {
  const cwd = tree(t, { ...sample, "b.ts": "@TAG[bad:x]\n" });
  const ran = await tagwright(t, ["scan", "--format", "json"], { cwd });
  const { version, root, tags, diagnostics, stats, ...rest } = JSON.parse(ran.stdout);
  t.deepEqual([version, root, rest], [1, cwd, {}]);
  t.deepEqual(
    tags.map(({ kind, path }: Found) => [kind, path]),
    [
      ["SPEC", "docs/a.md"],
      ["CODE", "src/a.ts"],
      ["TEST", "src/a.ts"],
    ],
  );
  t.deepEqual(
    diagnostics.map(({ code, path }: { code: string; path: string }) => [code, path]),
    [["E_TAG_TYPE", "b.ts"]],
  );
  t.deepEqual([stats.tags, stats.files], [3, 3]);
  t.deepEqual([ran.code, ran.stderr], [0, ""]);
});

test("json of nothing is a document, and hashed files are in it", async (t) => {
  const empty = await tagwright(t, ["scan", "--format=json"], { cwd: tree(t) });
  t.deepEqual(JSON.parse(empty.stdout).tags, []);
  const hashed = await tagwright(t, ["scan", "--format=json", "--hash"], { cwd: tree(t, { "a.ts": "" }) });
  const { files } = JSON.parse(hashed.stdout);
  t.deepEqual(files, [
    { path: "a.ts", size: 0, hash: "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262" },
  ]);
});

test("json keeps names that are not UTF-8", async (t) => {
  const cwd = tree(t);
  writeFileSync(Buffer.concat([Buffer.from(`${cwd}/caf`), Buffer.of(0xe9)]), "@TAG[CODE:b]\n");
  const ran = await tagwright(t, ["scan", "--format=json"], { cwd });
  t.true(ran.stdout.includes('"path":"caf\\udce9"'), ran.stdout);
});

test("ndjson is one tag a line, and diagnostics stay on stderr", async (t) => {
  const ran = await tagwright(t, ["scan", "--format", "ndjson"], {
    cwd: tree(t, { ...sample, "b.ts": "@TAG[bad:x]\n" }),
  });
  const kinds = linesOf(ran.stdout).map((line) => (JSON.parse(line) as Found).kind);
  t.deepEqual(kinds, ["SPEC", "CODE", "TEST"]);
  t.regex(ran.stderr, /^b\.ts:1:1: warning: .* \(E_TAG_TYPE\)\n {2}help: .*\n$/);
});

test("csv quotes what must be quoted and disarms formulas", async (t) => {
  const content = '@TAG[CODE:a,"b"] =SUM(A1), "x"\n@TAG[CODE:+c] -d\n';
  const ran = await tagwright(t, ["scan", "--format", "csv"], { cwd: tree(t, { '@types/x,\n"y".ts': content }) });
  const [header, ...records] = readCsv(ran.stdout);
  t.deepEqual(header!.slice(0, 9), ["path", "line", "column", "detector", "kind", "name", "text", "zone", "language"]);
  t.deepEqual(
    records.map((record) => record.slice(0, 7)),
    [
      ['./@types/x,\n"y".ts', "1", "1", "trace", "CODE", 'a,"b"', '\'=SUM(A1), "x"'],
      ['./@types/x,\n"y".ts', "2", "1", "trace", "CODE", "'+c", "'-d"],
    ],
  );
  t.deepEqual(
    records.map((record) => record.length),
    [header!.length, header!.length],
  );
  t.true(ran.stdout.endsWith("\r\n"));
});

test("csv has a header without tags, and a context when asked", async (t) => {
  const none = await tagwright(t, ["scan", "--format", "csv"], { cwd: tree(t) });
  t.is(readCsv(none.stdout).length, 1);
  const some = await tagwright(t, ["scan", "--format", "csv", "--context=1"], {
    cwd: tree(t, { a: "x\n@TAG[CODE:a]\ny\n" }),
  });
  const [header, record] = readCsv(some.stdout);
  t.deepEqual([header!.at(-1), record!.at(-1)], ["context", "x\n@TAG[CODE:a]\ny"]);
});

test("every format gives the same tags", async (t) => {
  const cwd = tree(t, { ...sample, "c/d.py": "# @TAG[DOC:x] y\n" });
  const [json, ndjson, csv] = await Promise.all(
    ["json", "ndjson", "csv"].map((format) => tagwright(t, ["scan", `--format=${format}`], { cwd })),
  );
  const whole = JSON.parse(json!.stdout).tags as Found[];
  t.is(whole.length, 4);
  t.deepEqual(
    linesOf(ndjson!.stdout).map((line) => JSON.parse(line) as Found),
    whole,
  );
  const [header, ...records] = readCsv(csv!.stdout);
  const column = (name: string) => records.map((record) => record[header!.indexOf(name)]);
  t.deepEqual(
    column("path"),
    whole.map(({ path }) => path),
  );
  t.deepEqual(
    column("text"),
    whole.map(({ text }) => text),
  );
});

test("paths are relative inside the current folder and absolute elsewhere", async (t) => {
  const cwd = tree(t, { "sub/x": "", "other/a.ts": "@TAG[CODE:a]\n" });
  const above = await tagwright(t, ["scan", "../other"], { cwd: `${cwd}/sub` });
  t.true(above.stdout.startsWith(`${cwd}/other/a.ts\n`), above.stdout);
  const below = await tagwright(t, ["scan", `${cwd}/other`], { cwd });
  t.true(below.stdout.startsWith("other/a.ts\n"), below.stdout);
});

test("statistics go to stderr", async (t) => {
  const ran = await tagwright(t, ["scan", "--stats", "--format=ndjson"], {
    cwd: tree(t, { ...sample, ".hidden": "", "b.bin": "\0" }),
  });
  t.is(linesOf(ran.stdout).length, 3);
  t.regex(
    ran.stderr,
    /^ {2}files +4 seen, 3 opened, 2 scanned, 0 failed; skipped: 1 (binary|hidden), 1 (binary|hidden)$/m,
  );
  t.regex(ran.stderr, /^ {2}found +3 tags, 0 diagnostics, 3 candidate lines$/m);
});
