import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test, { type ExecutionContext } from "ava";
import fc from "fast-check";
import { exportVault, TagwrightError, type ReportRequest } from "../../index.ts";
import { BEGIN, END, merge, takeApart } from "../../src/exports/vault/merge.ts";
import { summaryBy, withStatus, related } from "../../src/exports/vault/dataview.ts";
import { caseOf, reportOf, tagOf, type Case } from "../reporters/sample.ts";

function folder(t: Pick<ExecutionContext, "teardown">): string {
  const path = mkdtempSync(join(tmpdir(), "tagwright-vault-"));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const auth: Case = {
  ...caseOf("empty"),
  tags: [
    {
      kind: "SPEC",
      name: "auth-001",
      text: "Users sign in",
      path: "src/auth.py",
      line: 15,
      column: 3,
      context: "before\n# @TAG[SPEC:auth-001]\nafter",
    },
    { kind: "SPEC", name: "auth-001", text: "", path: "src/middleware/auth.py", line: 30, column: 3 },
    { kind: "CODE", name: "auth-001", text: "", path: "src/auth.py", line: 20, column: 3 },
    { kind: "TEST", name: "auth-001", text: "", path: "test/auth.py", line: 2, column: 3 },
    { kind: "DOC", name: "auth-001", text: "", path: "docs/auth.md", line: 2, column: 3 },
    { kind: "SPEC", name: "pay-002", text: "", path: "src/pay.py", line: 1, column: 1 },
  ],
};
const request = (given: Case): ReportRequest => reportOf(given, "tags");
const files = (vault: string): string[] =>
  (readdirSync(vault, { recursive: true }) as string[]).filter((path) => path.endsWith(".md")).sort();
const contents = (vault: string): Record<string, string> =>
  Object.fromEntries(files(vault).map((path) => [path, readFileSync(join(vault, path), "latin1")]));

test("each type has its folder and its name, and lists every place", async (t) => {
  const vault = folder(t);
  await exportVault(request(auth), { vault });
  t.deepEqual(files(vault), [
    "docs/DOC-AUTH-001.md",
    "implementations/IMPL-AUTH-001.md",
    "maps/auth-001-map.md",
    "maps/pay-002-map.md",
    "requirements/REQ-AUTH-001.md",
    "requirements/REQ-PAY-002.md",
    "tests/TEST-AUTH-001.md",
    "traceability-index.md",
  ]);
  const note = readFileSync(join(vault, "requirements/REQ-AUTH-001.md"), "utf8");
  for (const part of [
    "SPEC: AUTH-001",
    "auth.py:15",
    "middleware/auth.py:30",
    "# @TAG[SPEC:auth-001]\nafter",
    '  - "req/auth-001"',
    "[[IMPL-AUTH-001]]",
    "[[auth-001-map]]",
    'status: "completed"',
  ]) {
    t.true(note.includes(part), part);
  }
  const map = readFileSync(join(vault, "maps/auth-001-map.md"), "utf8");
  t.true(map.includes("# Traceability Map: AUTH-001\n") && map.includes("```mermaid\ngraph TD\n"));
});

test("the second time changes nothing, not even a time stamp", async (t) => {
  for (const name of ["sample", "hostile"]) {
    const vault = folder(t);
    await exportVault(request(caseOf(name)), { vault });
    const before = contents(vault);
    const stamps = files(vault).map((path) => statSync(join(vault, path), { bigint: true }).mtimeNs);
    const steps = await exportVault(request(caseOf(name)), { vault });
    t.true(steps.length > 0 && steps.every(({ action }) => action === "keep"));
    t.deepEqual(contents(vault), before);
    t.deepEqual(
      files(vault).map((path) => statSync(join(vault, path), { bigint: true }).mtimeNs),
      stamps,
    );
  }
});

test("a dry run says the same and writes nothing", async (t) => {
  const vault = folder(t);
  const planned = await exportVault(request(auth), { vault, dryRun: true });
  t.deepEqual(readdirSync(vault), []);
  t.deepEqual(await exportVault(request(auth), { vault }), planned);
});

test("places that are gone go; notes too, unless somebody wrote into them", async (t) => {
  const vault = folder(t);
  await exportVault(request(auth), { vault });
  const code = join(vault, "implementations/IMPL-AUTH-001.md");
  writeFileSync(code, `${readFileSync(code, "utf8")}My own words\n`);
  const fewer = {
    ...auth,
    tags: auth.tags.filter(({ kind, path }) => kind === "DOC" || path === "src/middleware/auth.py"),
  };
  await exportVault(request(fewer), { vault });
  t.deepEqual(files(vault), [
    "docs/DOC-AUTH-001.md",
    "implementations/IMPL-AUTH-001.md",
    "maps/auth-001-map.md",
    "requirements/REQ-AUTH-001.md",
    "traceability-index.md",
  ]);
  const spec = readFileSync(join(vault, "requirements/REQ-AUTH-001.md"), "utf8");
  t.false(spec.includes("auth.py:15"));
  t.true(spec.includes("middleware/auth.py:30"));
  const kept = readFileSync(code, "utf8");
  t.true(
    kept.endsWith(`${END}\nMy own words\n`) &&
      kept.includes("no longer in the tree") &&
      kept.includes('status: "removed"'),
  );
  t.true((await exportVault(request(fewer), { vault })).every(({ action }) => action === "keep"));
  await exportVault(request(auth), { vault });
  t.true(readFileSync(code, "utf8").includes("src/auth.py:20"));
  t.true(readFileSync(code, "utf8").endsWith("My own words\n"));
});

test("some ids only: nothing else is written or taken away", async (t) => {
  const vault = folder(t);
  const steps = await exportVault(request(auth), { vault, ids: ["auth-001"] });
  t.true(steps.length > 0 && steps.every(({ path }) => path.toUpperCase().includes("AUTH-001")));
  const error = await t.throwsAsync(exportVault(request(auth), { vault, ids: ["auth-01"] }), {
    instanceOf: TagwrightError,
    code: "E_EXPORT",
  });
  t.regex(error.message, /did you mean "auth-001"/);
});

test("nothing to write is no note, and a vault that is missing is an error", async (t) => {
  const vault = folder(t);
  t.deepEqual(await exportVault(request(caseOf("empty")), { vault }), []);
  await t.throwsAsync(exportVault(request(auth), { vault: join(vault, "none") }), { code: "E_EXPORT" });
});

test("hostile ids: every note is in the vault, under a name that any system takes, and none is lost", async (t) => {
  const outer = folder(t);
  const vault = join(outer, "vault");
  mkdirSync(vault);
  const steps = await exportVault(request(caseOf("hostile")), { vault });
  t.deepEqual(readdirSync(outer), ["vault"]);
  const names = steps.map(({ path }) => path);
  t.is(new Set(names.map((name) => name.toLowerCase())).size, names.length);
  t.is(files(vault).length, names.length);
  for (const name of names) {
    t.regex(
      name,
      /^(?:(?:requirements|implementations|tests|docs|tags|maps)\/)?[^/\\:*?"<>|\x00-\x1f\u200b-\u202e[\]#^]+\.md$/,
    );
    t.true(Buffer.byteLength(name.split("/").at(-1)!) <= 255);
  }
  const kinds = new Set(caseOf("hostile").tags.map(({ kind, name }) => `${kind}\0${name}`));
  t.is(names.length, kinds.size + new Set(caseOf("hostile").tags.map(({ name }) => name)).size + 1);
});

test("a type of one's own goes to the folder for all others", async (t) => {
  const vault = folder(t);
  await exportVault(request(caseOf("sample")), { vault });
  t.true(existsSync(join(vault, "tags/EPIC-AUTH-001.md")));
});

test("a link that leads out of the vault is refused, and nothing is written through it", async (t) => {
  const outer = folder(t);
  const [vault, elsewhere] = [join(outer, "vault"), join(outer, "elsewhere")];
  mkdirSync(vault);
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, join(vault, "tests"));
  await t.throwsAsync(exportVault(request(auth), { vault }), { code: "E_EXPORT", message: /leads out of the vault/ });
  t.deepEqual(readdirSync(elsewhere), []);
  rmSync(join(vault, "tests"));
  mkdirSync(join(vault, "requirements"));
  writeFileSync(join(elsewhere, "x.md"), "mine");
  symlinkSync(join(elsewhere, "x.md"), join(vault, "requirements/REQ-AUTH-001.md"));
  await t.throwsAsync(exportVault(request(auth), { vault }), { code: "E_EXPORT", message: /is a link/ });
  t.is(readFileSync(join(elsewhere, "x.md"), "utf8"), "mine");
});

test("queries of Dataview are fenced, name all four prefixes, and count by group", (t) => {
  const queries = [
    related("auth-001"),
    withStatus("active"),
    withStatus("pending"),
    withStatus("completed"),
    summaryBy("type"),
    summaryBy("tagged"),
    summaryBy("status"),
  ];
  for (const query of queries) t.true(query.startsWith("```dataview\n") && query.endsWith("\n```\n"));
  for (const prefix of ["#req/auth-001", "#impl/auth-001", "#test/auth-001", "#doc/auth-001"])
    t.true(queries[0]!.includes(prefix));
  for (const query of queries.slice(-3)) t.true(query.includes("GROUP BY"));
});

/** What people write: blank lines, other line ends, markers of their own, fences, front matter. */
const prose = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "\n",
        "\r\n",
        "---",
        END,
        BEGIN,
        "<!-- tagwright:begin",
        "```",
        "key: value",
        "tags: [x]",
        "  - item",
        "# Title",
        "\ufeff",
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join("\n").replace(/[\ud800-\udfff]/g, "x"));
const own = fc.constantFrom(
  "",
  "color: red\n",
  "aliases:\n  - one\n  - two\n",
  "# a comment\n\nnested:\n  a: 1\n\n  b: |\n    text\n",
);

const note = (body: string) => ({
  path: "a.md",
  properties: { type: "SPEC", missing: ["DOC"], tags: ["req/a"] },
  body,
});

test("whatever is written before and after the markers stays byte for byte, however often the note is exported", (t) => {
  const around = fc.tuple(prose, prose, own, fc.boolean(), prose, prose);
  fc.assert(
    fc.property(around, ([before, after, front, isWindows, one, two]) => {
      const fresh = merge(note(one), undefined);
      const parts = takeApart(fresh);
      const text = `---\n${front}${parts.front}---\n${before}\n${parts.block}\n${after}`;
      const edited = isWindows ? text.replace(/\r?\n/g, "\r\n") : text;
      const mine = takeApart(edited);
      const next = merge(note(two), edited);
      const found = takeApart(next);
      if (mine.block === undefined) return next.includes(mine.before);
      const keeps = found.before === mine.before && found.after === mine.after && found.mark === mine.mark;
      const lines = (isWindows ? front.replaceAll("\n", "\r\n") : front).split("\n");
      const holds = lines.every((line) => found.front!.split("\n").includes(line) || line === "");
      return keeps && holds && merge(note(two), next) === next;
    }),
    { numRuns: 2000 },
  );
  t.pass();
});

test("a note that was there before us is kept whole, and ours is put under it", (t) => {
  fc.assert(
    fc.property(prose, prose, (text, body) => {
      const { before, after, block } = takeApart(text);
      const next = merge(note(body), text);
      const found = takeApart(next);
      const kept =
        block === undefined ? found.before.startsWith(before) : found.before === before && found.after === after;
      return kept && merge(note(body), next) === next;
    }),
    { numRuns: 2000 },
  );
  t.pass();
});

test("tags that a user gave a note stay, in any form of the list", (t) => {
  for (const list of ["tags: [mine, req/a]", "tags:\n  - mine\n  - req/a", "tags: mine"]) {
    const next = merge(note("x"), `---\n${list}\nother: 1\n---\n${BEGIN}\nold\n${END}\n`);
    t.regex(next, /^---\ntags:\n {2}- "req\/a"\n {2}- "mine"\nother: 1\ntype: "SPEC"\n/);
  }
});

test("a note that is not UTF-8 is left alone, and says so", async (t) => {
  const vault = folder(t);
  const path = join(vault, "requirements/REQ-AUTH-001.md");
  mkdirSync(dirname(path));
  writeFileSync(path, Buffer.of(0xff, 0xfe, 0x41));
  await t.throwsAsync(exportVault(request(auth), { vault }), { code: "E_EXPORT", message: /not UTF-8/ });
  t.deepEqual(readFileSync(path), Buffer.of(0xff, 0xfe, 0x41));
  t.is(tagOf(auth.tags[0]!).kind, "SPEC");
});
