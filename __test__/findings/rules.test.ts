import test from "ava";
import { builtIn } from "../../src/findings/rules.ts";
import { countLines } from "../../src/findings/rules/long.ts";
import type { Policy } from "../../index.ts";
import { commit, judge, told, tree } from "./tree.ts";

/** Only one rule is on. */
const alone = (id: string, options: object = {}) => ({
  ...Object.fromEntries(builtIn.map((rule) => [rule.id, "off" as const])),
  [id]: { severity: "error", ...options },
});

for (const { id, example } of builtIn) {
  test(`${id}: the example of its docs`, async (t) => {
    if (example === undefined) return t.fail("a rule has an example, which its docs show");
    const root = tree(t, example.files);
    if (example.committed !== undefined) commit(root, example.committed);
    const { minCoverage = {}, patterns = {}, dialects = ["tag"] } = example;
    const rules = id === "suppression" ? {} : alone(id, example.options);
    const { findings } = await judge(root, { rules, minCoverage }, { scan: { patterns, dialects } });
    const own = [...findings].filter(({ rule }) => rule === id);
    t.deepEqual(own.map(told), example.finds);
    t.true(own.every(({ help, fingerprint }) => help !== "" && /^[0-9a-f]{32}$/.test(fingerprint)));
  });
}

test("every rule has words", (t) => {
  for (const { id, summary, help } of builtIn) t.regex(`${id} ${summary} ${help}`, /^[a-z-]+ [A-Z][^.]+ [A-Z].+\.$/);
  t.is(new Set(builtIn.map(({ id }) => id)).size, builtIn.length);
});

test("links of OpenFastTrace", async (t) => {
  const root = tree(t, {
    "a.ts":
      "// [impl->dsn~login~1]\n// [impl->dsn~logut~1]\n// [impl->dsn~login~2]\n// [dsn~login~1->req~login~1>>impl]\n",
  });
  const { findings } = await judge(root, {}, { scan: { dialects: ["oft"] } });
  const links = [...findings].filter(({ rule }) => rule === "link");
  t.true(links.some(({ location, message }) => location.line === 2 && message.includes("dsn~logut~1")));
  t.true(links.some(({ location, message }) => location.line === 3 && message.includes("revision")));
  t.false(links.some(({ location }) => location.line === 1));
});

test("MoAI's severities hold for its dialect, and what the policy says wins", async (t) => {
  const files = { "a.md": "@SPEC:AUTH-001\n", "b.ts": "// @SPEC:PAY-001 @CODE:PAY-001 @TEST:PAY-001\n" };
  const root = tree(t, files);
  const show = async (rules: Record<string, string>) => {
    const { findings } = await judge(root, { rules }, { scan: { dialects: ["moai"] } });
    return [...findings].map(({ rule, severity, location }) => `${rule} ${severity} ${location.path}`);
  };
  t.deepEqual(await show({}), ["missing warning a.md", "orphan warning a.md", "missing info b.ts"]);
  t.deepEqual(await show({ missing: "error", orphan: "off" }), ["missing error a.md", "missing error b.ts"]);
});

test("notes may be told from tags of other detectors", async (t) => {
  const root = tree(t, { "a.ts": "// TODO: a\n" });
  const policy = { rules: { "note-without-reference": "error" } };
  t.is((await judge(root, policy)).findings.length, 1);
  const named = { detectors: ["other"], patterns: { other: String.raw`\b(?<kind>TODO)\b:? *(?<text>.*)` } };
  t.is((await judge(root, policy, { scan: named })).findings.length, 0);
});

test("tags of a pattern are as serious as its options say; what the policy says wins", async (t) => {
  const root = tree(t, {
    "a.ts": "secret(1);\nold(2);\nsecret(3); // tagwright-ignore-next-line pattern\nold(4); plain(5);\n",
  });
  const patterns = {
    secret: { pattern: String.raw`secret\((?<text>\d)`, severity: "error" },
    old: { pattern: String.raw`(?<kind>old)\((?<text>\d)`, severity: "info" },
    plain: { pattern: String.raw`plain\(` },
  } as const;
  const show = async (policy: Policy) => {
    const { findings, failed, suppressed } = await judge(root, policy, { scan: { patterns } });
    const lines = [...findings].map(
      ({ rule, severity, location, message }) => `${rule} ${severity} ${location.line} ${message}`,
    );
    return [failed, suppressed, ...lines];
  };
  const none = { comment: 0, config: 0, baseline: 0 };
  t.deepEqual(await show({}), [
    ...[true, { ...none, comment: 1 }],
    ...["pattern error 1 secret: 1", "pattern info 2 old: 2", "pattern error 3 secret: 3"],
  ]);
  t.deepEqual(await show({ rules: { pattern: "info" } }), [
    ...[false, { ...none, comment: 1 }],
    ...["pattern info 1 secret: 1", "pattern info 2 old: 2", "pattern info 3 secret: 3"],
  ]);
  t.deepEqual(await show({ rules: { pattern: "off" } }), [false, none]);
});

test("a date counts until its day is over, in UTC", async (t) => {
  const root = tree(t, { "a.ts": "// TODO(2024-02-29): a\n" });
  const at = async (now: string) => (await judge(root, { now })).findings.length;
  t.is(await at("2024-02-29T23:59:59Z"), 0);
  t.is(await at("2024-03-01T00:00:00Z"), 1);
});

test("lines are counted as tags count them", (t) => {
  const count = (text: string) => countLines(Buffer.from(text));
  t.deepEqual(["", "a", "a\n", "a\nb", "a\r\nb\rc", "\r\r\n\n", "a\r"].map(count), [0, 1, 1, 2, 3, 3, 1]);
});
