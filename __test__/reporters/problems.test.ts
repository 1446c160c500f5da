/** Formats of findings, read by programs that are not ours. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Report } from "../../src/model/reporter.ts";
import { bytesOf, caseOf, cases, checkOf, reportOf, textOf } from "./sample.ts";
import { findReporter } from "../../index.ts";

const schema = (name: string): object =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../schemas/${name}.json`, import.meta.url)), "utf8")) as object;

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(schema("sarif-2.1.0"));

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
    }[];
  }[];
}

/** Spelt as any URL parser reads it back: bytes, since a name need not be UTF-8. */
const decodeUri = (uri: string): string => Buffer.from(unescape(uri), "latin1").toString("latin1");

for (const [name, given] of cases) {
  test(`SARIF fits its schema: ${name}`, async (t) => {
    for (const about of ["findings", "tags"] as const) {
      const log = JSON.parse(await textOf("sarif", reportOf(given, about))) as Sarif;
      t.true(isSarif(log), JSON.stringify(isSarif.errors?.slice(0, 3)));
    }
  });

  test(`SARIF tells every finding, errors first, of its rule: ${name}`, async (t) => {
    const log = JSON.parse(await textOf("sarif", reportOf(given))) as Sarif;
    const { results, tool } = log.runs[0]!;
    t.deepEqual(
      results.map(({ ruleId, message }) => [ruleId, message.text]).sort(),
      given.findings.map(({ rule, message }) => [rule, message]).sort(),
    );
    for (const { ruleId, ruleIndex } of results) t.is(tool.driver.rules[ruleIndex]!.id, ruleId);
    const order = results.map(({ level }) => ["error", "warning", "note"].indexOf(level));
    t.deepEqual(order, [...order].sort());
  });

  test(`SARIF's URIs lead to the files: ${name}`, async (t) => {
    const { results } = (JSON.parse(await textOf("sarif", reportOf(given))) as Sarif).runs[0]!;
    const found = results.map(({ locations }) => decodeUri(locations[0]!.physicalLocation.artifactLocation.uri)).sort();
    const bytes = (path: string): string =>
      path.includes("\udce9") ? path.replace("\udce9", "\xe9") : Buffer.from(path || ".", "utf8").toString("latin1");
    t.deepEqual(found, given.findings.map(({ location }) => bytes(location.path)).sort());
  });

  test(`a scan's GitLab report has a unique fingerprint for each issue: ${name}`, async (t) => {
    const text = await textOf("gitlab", reportOf(given));
    t.false(text.startsWith("\ufeff"));
    const issues = JSON.parse(text) as {
      fingerprint: string;
      severity: string;
      location: { path: string; lines: { begin: number } };
    }[];
    t.is(issues.length, given.findings.length);
    t.is(new Set(issues.map(({ fingerprint }) => fingerprint)).size, issues.length);
    for (const { severity, location } of issues) {
      t.true(["info", "minor", "major", "critical", "blocker"].includes(severity));
      t.true(location.path !== "" && location.lines.begin >= 1);
    }
  });
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  parseAttributeValue: false,
  processEntities: true,
  htmlEntities: true,
  isArray: (tag, _path, _isLeaf, isAttribute) =>
    !isAttribute && ["file", "error", "testsuite", "testcase"].includes(tag),
});

/** What XML can say of a text: the rest is spelt out. */
const spelt = (text: string): string =>
  text
    .replace(
      /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g,
      (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`,
    )
    .replace(/[\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`)
    .replace(/\ud800(?![\udc00-\udfff])/g, "\\ud800")
    .replace("\udce9", "\\xe9");

for (const [name, given] of cases) {
  test(`checkstyle is read back: ${name}`, async (t) => {
    const text = await textOf("checkstyle", reportOf(given));
    t.true(XMLValidator.validate(text) === true);
    const { file = [] } = (
      parser.parse(text) as { checkstyle: { file?: { name: string; error: { message: string }[] }[] } }
    ).checkstyle;
    t.deepEqual(
      file.flatMap(({ name: path, error }) => error.map(({ message }) => [path, message])).sort(),
      given.findings.map(({ location, message }) => [spelt(location.path || "."), spelt(message)]).sort(),
    );
  });

  test(`JUnit has a suite a rule, and its counts are true: ${name}`, async (t) => {
    const text = await textOf("junit", reportOf(given));
    t.true(XMLValidator.validate(text) === true);
    const { testsuites } = parser.parse(text) as {
      testsuites: { tests: string; failures: string; testsuite?: Suite[] };
    };
    const { testsuite = [] } = testsuites;
    t.deepEqual(testsuite.map((suite) => suite.name).sort(), given.rules.map(({ id }) => spelt(id)).sort());
    const failures = testsuite.flatMap(({ testcase }) => testcase.filter(({ failure }) => failure !== undefined));
    t.is(failures.length, given.findings.filter(({ severity }) => severity !== "info").length);
    t.is(Number(testsuites.failures), failures.length);
    t.is(Number(testsuites.tests), testsuite.flatMap(({ testcase }) => testcase).length);
    for (const suite of testsuite) t.is(Number(suite.tests), suite.testcase.length);
  });
}

interface Suite {
  readonly name: string;
  readonly tests: string;
  readonly testcase: readonly { readonly failure?: unknown }[];
}

/** GitHub's own runner, from its documentation: properties, then data, each unescaped by its rules. */
function readCommand(line: string): { command: string; properties: Record<string, string>; message: string } {
  const [, command, properties = "", message] = /^::(\w+)(?: ([^:]*))?::(.*)$/s.exec(line)!;
  const data = (text: string): string => text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  const property = (text: string): string =>
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  const pairs = properties
    .split(",")
    .map((pair) => [pair.slice(0, pair.indexOf("=")), property(pair.slice(pair.indexOf("=") + 1))]);
  return {
    command: command!,
    properties: Object.fromEntries(pairs) as Record<string, string>,
    message: data(message!),
  };
}

for (const [name, given] of cases) {
  test(`GitHub's commands come back as they were: ${name}`, async (t) => {
    const bytes = await bytesOf(await findReporter("github"), reportOf(given));
    const commands = bytes.toString("utf8").split("\n").slice(0, -1).map(readCommand);
    const utf8 = (text: string): string => Buffer.from(text, "utf8").toString("utf8");
    t.deepEqual(
      commands.map(({ properties, message }) => [properties.title, properties.file ?? "", message]).sort(),
      given.findings
        .map(({ rule, location, message }) => [utf8(rule), location.path.replace("\udce9", "\\xe9"), utf8(message)])
        .sort(),
    );
    const order = commands.map(({ command }) => ["error", "warning", "notice"].indexOf(command));
    t.deepEqual(order, [...order].sort());
  });
}

test("reviewdog's columns are bytes", async (t) => {
  const given = caseOf("sample");
  const content = given.files!["src/auth.py"]!.split("\n");
  const lines = (await textOf("rdjsonl", reportOf(given))).split("\n").slice(0, -1);
  interface Diagnostic {
    readonly message: string;
    readonly location: { readonly range?: { readonly start: Point; readonly end?: Point } };
  }
  interface Point {
    readonly line: number;
    readonly column: number;
  }
  const found = lines.map((line) => JSON.parse(line) as Diagnostic);
  const cut = ({ start, end }: { start: Point; end?: Point }): string =>
    Buffer.from(content[start.line - 1]!)
      .subarray(start.column - 1, end && end.column - 1)
      .toString("utf8");
  const by = (message: RegExp) => cut(found.find((one) => message.test(one.message))!.location.range as never);
  t.is(by(/lacks DOC/), "@TAG[CODE:auth-001]");
  t.is(by(/to be done/), "TODO");
  const whole = JSON.parse(await textOf("rdjson", reportOf(given))) as {
    source: { name: string };
    diagnostics: Diagnostic[];
  };
  t.deepEqual([whole.source.name, whole.diagnostics], ["tagwright", found]);
});

test("reviewdog's columns in a file of UTF-16, after a mark, after CR, and where there is no file", async (t) => {
  const { ByteColumns } = await import("../../src/reporters/bytes.ts");
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("é\rab한x", "utf16le")]);
  const swapped = Buffer.from(utf16).swap16();
  const marked = Buffer.from("\ufeffé\r\nab한x");
  const broken = Buffer.concat([Buffer.from("é\nab"), Buffer.of(0xff, 0xfe), Buffer.from("x")]);
  const files: Record<string, Uint8Array> = { utf16, swapped, marked, broken };
  const columns = new ByteColumns((path) => files[path]);
  const at = (path: string, line: number, column: number): number => columns.at({ path, line, column }, line, column);
  for (const path of ["utf16", "swapped", "marked"]) {
    t.deepEqual([at(path, 1, 2), at(path, 2, 1), at(path, 2, 3), at(path, 2, 4)], [3, 1, 3, 6], path);
  }
  t.is(at("broken", 2, 3), 3);
  t.is(at("absent", 7, 9), 9);
});

test("findings are made when they are asked for: a report holds none of them", async (t) => {
  const [finding] = caseOf("sample").findings;
  let asked = 0;
  const many = {
    length: 100_000,
    at: () => undefined,
    *[Symbol.iterator]() {
      for (let index = 0; index < 100_000; index++) {
        asked++;
        yield { ...finding!, severity: "error", tags: [], related: [], fingerprint: String(index) } as const;
      }
    },
  };
  for (const format of [
    "sarif",
    "gitlab",
    "github",
    "rdjson",
    "rdjsonl",
    "csv",
    "ndjson",
    "json",
    "text",
    "markdown",
  ]) {
    asked = 0;
    const report: Report = { ...reportOf(caseOf("sample")), check: { ...checkOf([], []), findings: many } };
    const reporter = await findReporter(format);
    const parts = (reporter(report) as Iterable<string>)[Symbol.iterator]();
    for (let index = 0; index < 50; index++) parts.next();
    t.true(asked > 0 && asked < 60, `${format}: ${asked}`);
    parts.return?.();
  }
});
