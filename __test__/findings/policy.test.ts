import test from "ava";
import { check, defineRule, readSeverity, scanOptionsFor, scanText, type Policy } from "../../index.ts";
import { judge, ruled, told, tree } from "./tree.ts";

const FILES = {
  "a.md": "@TAG[SPEC:a]\n@TAG[SPEC:b]\n",
  "src/a.ts": "// @TAG[CODE:a]\n// @TAG[code:x]\n",
  "old/b.ts": "// @TAG[CODE:c]\n// @TAG[code:x]\n",
};
const ALL = [
  "missing a.md:1",
  "missing a.md:2",
  "orphan a.md:2",
  "dangling old/b.ts:1",
  "missing old/b.ts:1",
  "orphan old/b.ts:1",
  "malformed old/b.ts:2",
  "malformed src/a.ts:2",
];

test("findings are in order, and counted", async (t) => {
  const result = await judge(tree(t, FILES));
  t.deepEqual([...result.findings].map(ruled), ALL);
  t.deepEqual(result.counts, { error: 4, warning: 4, info: 0 });
  t.deepEqual(result.suppressed, { comment: 0, config: 0, baseline: 0 });
  t.like(result, { failOn: "error", failed: true, repeated: 0, stale: 0 });
  t.deepEqual(
    result.coverage.map(({ type, covered, total }) => `${type} ${covered}/${total}`),
    ["SPEC 2/3", "CODE 2/3", "TEST 0/3", "DOC 0/3"],
  );
  t.true(result.rules.some(({ id, severity }) => id === "malformed" && severity === "warning"));
  t.false(result.rules.some(({ id }) => id === "note-old"));
});

test("equal input gives equal JSON", async (t) => {
  const root = tree(t, FILES);
  const [one, two] = [await judge(root), await judge(root)];
  t.is(JSON.stringify(one), JSON.stringify(two));
  t.deepEqual(JSON.parse(JSON.stringify(one)).findings.length, ALL.length);
  t.true(JSON.parse(JSON.stringify(one)).clusters.length > 0);
});

test("an empty tree has no findings, and nothing is covered or missing", async (t) => {
  const result = await judge(tree(t, {}), { failOn: "info" });
  t.like(result, { failed: false, coverage: [] });
  t.is(result.findings.length, 0);
});

test("complete chains pass", async (t) => {
  const root = tree(t, { "a.md": "@TAG[SPEC:a] @TAG[CODE:a] @TAG[TEST:a] @TAG[DOC:a]\n" });
  const result = await judge(root, { failOn: "info", minCoverage: { TEST: 100, DOC: 100 } });
  t.false(result.failed);
  t.deepEqual([...result.findings], []);
});

// @TEST:CHECK-001
test("severities: by rule, by path, in other tools' words, and off", async (t) => {
  const root = tree(t, FILES);
  const policy: Policy = {
    rules: { missing: "low", malformed: "critical", orphan: "off" },
    paths: [
      { files: "old/", rules: { malformed: "off", missing: "medium" } },
      { files: ["*.md"], rules: { missing: "high" } },
    ],
  };
  const { findings, suppressed } = await judge(root, policy);
  t.deepEqual(
    [...findings].map((one) => `${ruled(one)} ${one.severity}`),
    [
      "missing a.md:1 error",
      "missing a.md:2 error",
      "dangling old/b.ts:1 error",
      "missing old/b.ts:1 warning",
      "malformed src/a.ts:2 error",
    ],
  );
  t.is(suppressed.config, 1);
});

test("a rule that is off runs where a path asks for it", async (t) => {
  const policy: Policy = { rules: { malformed: "off" }, paths: [{ files: "src/**", rules: { malformed: "error" } }] };
  const { findings } = await judge(tree(t, FILES), policy);
  t.deepEqual(
    [...findings].filter(({ rule }) => rule === "malformed").map((one) => `${ruled(one)} ${one.severity}`),
    ["malformed src/a.ts:2 error"],
  );
});

// @TEST:CHECK-002
test("what is ignored is counted", async (t) => {
  const root = tree(t, FILES);
  const some = await judge(root, { ignore: [{ files: "old/**", rules: ["malformed", "missing"] }] });
  t.deepEqual(
    [...some.findings].map(ruled),
    ALL.filter((one) => !/(malformed|missing) old/.test(one)),
  );
  t.is(some.suppressed.config, 2);
  const all = await judge(root, { ignore: [{ files: "old/" }, { rules: "orphan" }] });
  t.deepEqual(
    [...all.findings].map(ruled),
    ALL.filter((one) => !/old|orphan/.test(one)),
  );
  t.is(all.suppressed.config, 5);
});

test("failOn says from where on it fails", async (t) => {
  const root = tree(t, { "a.ts": "// @TAG[code:x]\n" });
  for (const [failOn, failed] of [
    ["error", false],
    ["warning", true],
    ["info", true],
  ] as const) {
    t.is((await judge(root, { failOn })).failed, failed);
  }
});

test("coverage that is asked for", async (t) => {
  const root = tree(t, FILES);
  const { findings, coverage, failed } = await judge(root, {
    rules: { missing: "off", dangling: "off" },
    minCoverage: { CODE: 66, TEST: 1, EPIC: 0 },
  });
  t.deepEqual([...findings].filter(({ rule }) => rule === "coverage").map(told), [
    ":0: TEST covers 0 of 3 ids, 0 %, and 1 % is asked",
  ]);
  t.true(failed);
  t.deepEqual(
    coverage.map(({ type, least }) => [type, least]),
    [
      ["SPEC", undefined],
      ["CODE", 66],
      ["TEST", 1],
      ["DOC", undefined],
      ["EPIC", 0],
    ],
  );
});

const shouting = defineRule({
  id: "shouting",
  severity: "info",
  summary: "A name is in capitals",
  help: "Speak softly.",
  options: { least: 3 },
  *check({ tags, options }) {
    for (const tag of tags)
      if (tag.name.length >= options.least && tag.name === tag.name.toUpperCase())
        yield { message: `${tag.name} shouts`, at: tag };
  },
});

test("rules of a user's own, with options", async (t) => {
  const root = tree(t, { "a.ts": "// @TAG[SPEC:LOUD] @TAG[SPEC:OK]\n" });
  const show = async (policy: Policy) =>
    [...(await judge(root, { custom: [shouting], ...policy })).findings].filter(({ rule }) => rule === "shouting");
  t.deepEqual(
    (await show({})).map((one) => `${told(one)} ${one.severity} ${one.help}`),
    ["a.ts:1: LOUD shouts info Speak softly."],
  );
  t.deepEqual(
    (await show({ rules: { shouting: { severity: "error", least: 2 } } })).map((one) => one.severity),
    ["error", "error"],
  );
  t.deepEqual(await show({ rules: { shouting: "off" } }), []);
});

// @TEST:CHECK-004
test("a rule that throws is reported, keeps what it had found, and costs no other rule", async (t) => {
  const failing = defineRule({
    id: "failing",
    severity: "warning",
    summary: "s",
    help: "h",
    async *check() {
      yield { message: "found before", at: "a.md" };
      throw new Error("no such thing\nat all");
    },
  });
  const nothing = defineRule({
    id: "nothing",
    severity: "info",
    summary: "s",
    help: "h",
    check: () => undefined as never,
  });
  const bad = defineRule({ id: "bad", severity: "info", summary: "s", help: "h", check: () => [null] as never });
  const result = await judge(tree(t, FILES), { custom: [failing, nothing, bad], ignore: [{ rules: "failing" }] });
  t.deepEqual(
    [...result.findings]
      .filter(({ rule }) => rule === "rule-failed")
      .map(({ message, severity }) => `${severity} ${message.slice(0, 40)}`)
      .sort(),
    [
      "error rule bad failed: Cannot read properties ",
      "error rule failing failed: no such thing",
      `error ${"rule nothing failed: Cannot use 'in' operator".slice(0, 40)}`,
    ].sort(),
  );
  t.is(result.suppressed.config, 1);
  t.is(result.findings.length, ALL.length + 3);
  t.true(result.rules.some(({ id }) => id === "rule-failed"));
});

test("the same place reported twice is one finding, equal words at two places are two", async (t) => {
  const twice = defineRule({
    id: "twice",
    severity: "info",
    summary: "s",
    help: "h",
    *check() {
      for (const line of [1, 1, 2]) yield { message: "again", at: { path: "a.md", line, column: 1 } };
    },
  });
  const { findings, repeated } = await judge(tree(t, FILES), { custom: [twice] });
  t.deepEqual([...findings].filter(({ rule }) => rule === "twice").map(told), ["a.md:1: again", "a.md:2: again"]);
  t.is(repeated, 1);
});

test("fingerprints survive edits above", async (t) => {
  const prints = async (files: Record<string, string>) =>
    new Set([...(await judge(tree(t, files))).findings].map(({ fingerprint }) => fingerprint));
  const before = await prints(FILES);
  const after = await prints({
    ...FILES,
    "src/a.ts": `// a line\n\n${FILES["src/a.ts"]}`,
    "a.md": `title\n${FILES["a.md"]}`,
  });
  t.deepEqual(after, before);
  t.is(before.size, ALL.length);
});

test("severities in other tools' words", (t) => {
  const words = [
    "error",
    "HIGH",
    " Critical ",
    "warning",
    "medium",
    "anything else",
    "",
    "info",
    "note",
    "low",
    "constructor",
  ];
  t.deepEqual(words.map(readSeverity), [
    ...["error", "error", "error", "warning", "warning", "warning", "warning", "info", "info", "info", "warning"],
  ] as never);
});

const bad: readonly (readonly [policy: unknown, code: string, words: RegExp])[] = [
  [[], "E_OPTION_VALUE", /check: expected an object, got an empty array/],
  [{ rules: [] }, "E_OPTION_VALUE", /check\.rules: expected an object/],
  [
    { rules: { missing: 3 } },
    "E_OPTION_VALUE",
    /check\.rules\.missing: expected a severity, or an object with options, got 3/,
  ],
  [
    { rules: { missing: "eror" } },
    "E_OPTION_VALUE",
    /check\.rules\.missing: expected error, .* got "eror"; did you mean "error"/,
  ],
  [{ rules: { mising: "error" } }, "E_RULE_UNKNOWN", /"mising" \(check\.rules\); did you mean "missing"/],
  [
    { rules: { "note-old": { days: "9" } } },
    "E_OPTION_VALUE",
    /check\.rules\.note-old\.days: expected a whole number from 0, got "9"/,
  ],
  [{ rules: { "note-old": { dais: 9 } } }, "E_OPTION_UNKNOWN", /"check\.rules\.note-old\.dais"; did you mean "days"/],
  [{ rules: { "forbidden-keyword": { words: "X" } } }, "E_OPTION_VALUE", /words: expected a list of texts/],
  [
    { paths: [{ files: 3, rules: {} }] },
    "E_OPTION_VALUE",
    /check\.paths\[0\]\.files: expected a glob, or a list of some, got 3/,
  ],
  [
    { paths: [{ files: "*", rules: { orfan: "off" } }] },
    "E_RULE_UNKNOWN",
    /"orfan" \(check\.paths\[0\]\.rules\); did you mean "orphan"/,
  ],
  [{ paths: {} }, "E_OPTION_VALUE", /check\.paths: expected a list/],
  [
    { ignore: [{ rules: ["x-y-z-no-such-rule"] }] },
    "E_RULE_UNKNOWN",
    /"x-y-z-no-such-rule" \(check\.ignore\[0\]\.rules\)/,
  ],
  [{ ignore: [{ file: "*" }] }, "E_OPTION_UNKNOWN", /"check\.ignore\[0\]\.file"; did you mean "files"/],
  [
    { failOn: "eror" },
    "E_OPTION_VALUE",
    /check\.failOn: expected error, warning or info, got "eror"; did you mean "error"/,
  ],
  [
    { minCoverage: { TEST: 101 } },
    "E_OPTION_VALUE",
    /check\.minCoverage\.TEST: expected a percentage from 0 to 100, got 101/,
  ],
  [{ minCoverage: { TEST: "80" } }, "E_OPTION_VALUE", /check\.minCoverage\.TEST: .* got "80"/],
  [{ now: "yesterday" }, "E_OPTION_VALUE", /check\.now: expected a date/],
  [{ baseline: 1 }, "E_OPTION_VALUE", /check\.baseline: expected the path of a file/],
  [{ custom: [{}] }, "E_OPTION_VALUE", /check\.custom\[0\]\.id: expected lower-case words/],
  [
    { custom: [{ ...shouting, id: "missing" }] },
    "E_OPTION_VALUE",
    /check\.custom\[0\]\.id: expected an id that no other rule has/,
  ],
  [{ custom: [{ ...shouting, check: 1 }] }, "E_OPTION_VALUE", /check\.custom\[0\]\.check: expected a function/],
  [{ faillOn: "error" }, "E_OPTION_UNKNOWN", /"check\.faillOn"; did you mean "failOn"/],
];

for (const [policy, code, message] of bad) {
  test(`refused: ${JSON.stringify(policy)} ${message}`, async (t) => {
    await t.throwsAsync(check(scanText(""), policy as Policy), { code, message });
  });
}

test("a rule about files needs them listed", async (t) => {
  const policy: Policy = { rules: { "file-too-long": { lines: 1 } } };
  t.deepEqual(await scanOptionsFor(policy), { hash: true });
  t.deepEqual(await scanOptionsFor({}), {});
  t.deepEqual(await scanOptionsFor({ paths: [{ files: "src/", rules: { "file-too-long": "info" } }] }), { hash: true });
  await t.throwsAsync(check(scanText("a\nb\nc"), policy), {
    code: "E_OPTION_VALUE",
    message: /file-too-long: needs the list of files/,
  });
});

test("texts may be read from elsewhere than the disk", async (t) => {
  const text = "// tagwright-ignore-next-line orphan\n// @TAG[CODE:a]\n";
  const result = scanText(text, { path: "a.ts" });
  const { findings, suppressed } = await check(result, {}, { read: () => Buffer.from(text) });
  t.deepEqual(
    [...findings].map(({ rule }) => rule),
    ["dangling", "missing"],
  );
  t.is(suppressed.comment, 1);
});
