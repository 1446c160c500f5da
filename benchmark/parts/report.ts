/** SARIF of 100,000 findings, with what it holds meanwhile, and the page of 50,000 tags in Chromium. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { chromium } from "playwright-core";
import type { CheckResult, Finding } from "../../src/model/finding.ts";
import type { Reporter } from "../../src/model/reporter.ts";
import type { Tag } from "../../src/model/tag.ts";
import type { Options, Outcome } from "../types.ts";
import { findReporter, makeReport, scanText } from "../../index.ts";

// Without a flag on the command line.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const FINDINGS = 100_000;
const TAGS = 50_000;
const BROWSER = "/usr/bin/chromium";

const findingAt = (index: number): Finding => ({
  rule: `rule-${index % 20}`,
  severity: (["error", "warning", "info"] as const)[index % 3]!,
  message: `thing number ${index} lacks a test`,
  location: { path: `src/part${index % 500}/file.ts`, line: index, column: 4, endLine: index, endColumn: 20 },
  tags: [],
  related: [],
  fingerprint: index.toString(16).padStart(32, "0"),
  help: "write one",
});

/** As check gives them: each is made when it is looked at. */
const findings = (length: number) => ({
  length,
  at: findingAt,
  *[Symbol.iterator]() {
    for (let index = 0; index < length; index++) yield findingAt(index);
  },
});

const result = scanText("");
const checkOf = (length: number): CheckResult =>
  ({ findings: findings(length), rules: [], counts: {}, failOn: "error" }) as unknown as CheckResult;

/** Writes all of a length; `look` is called so many times meanwhile. Milliseconds, those of `look` among them. */
function write(reporter: Reporter, length: number, looks: number, look: () => void): number {
  const report = makeReport({ result, check: checkOf(length) });
  const every = Math.max(1, Math.floor(length / looks));
  let count = 0;
  const start = performance.now();
  for (const _ of reporter(report) as Iterable<string>) if (++count % every === 0) look();
  return performance.now() - start;
}

/** Bytes that are in use beyond those before: all of them, or once what is not needed any more was collected. */
function measure(reporter: Reporter, length: number, isCollected: boolean): number {
  // What the first parts compile and cache is there for good.
  write(reporter, 1000, 1, () => {});
  collect();
  collect();
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  write(reporter, length, isCollected ? 10 : length / 100, () => {
    if (isCollected) collect();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  });
  return most / 1e6;
}

/** Findings are made as they are asked for, so all that is held is the reporter's. */
async function sarif(): Promise<Outcome["metrics"]> {
  const reporter = await findReporter("sarif");
  const ms = write(reporter, FINDINGS, 1, () => {});
  const [small, large, huge] = [FINDINGS / 10, FINDINGS, FINDINGS * 10].map((length) =>
    measure(reporter, length, true),
  );
  return {
    "report: SARIF of 100,000 findings, ms": ms,
    "report: SARIF of 10,000 holds, MB": small!,
    "report: SARIF of 100,000 holds, MB": large!,
    "report: SARIF of 1,000,000 holds, MB": huge!,
    "report: SARIF of 100,000, with garbage at most, MB": measure(reporter, FINDINGS, false),
  };
}

const tagAt = (index: number): Tag => ({
  detector: "trace",
  kind: ["SPEC", "CODE", "TEST", "DOC"][index % 4]!,
  name: `AREA-${(index >> 2) % 97}-${index >> 2}`,
  text: `the clerk can do thing number ${index >> 2}`,
  path: `src/part${index % 120}/module${index % 7}.ts`,
  line: index,
  column: 4,
  offset: index * 60,
  length: 20,
  zone: "comment",
  language: "TypeScript",
  fields: { dialect: "tag" },
  fingerprint: index.toString(16).padStart(32, "0"),
});

/** Milliseconds until the page can be used, and the longest of some searches. */
async function browse(path: string): Promise<{ ready: number; search: number }> {
  const browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    const start = performance.now();
    await page.goto(pathToFileURL(path).href);
    await page.waitForSelector("html[data-ready]");
    const ready = performance.now() - start;
    await page.click('#tabs a[href="#tags"]');
    // From the letter typed to the list shown: the work of the event, and of the picture after it.
    const search = await page.evaluate(`(async () => {
      const field = document.getElementById("search");
      let most = 0;
      for (const text of ["A", "AREA-9", "thing number 12", "nothing at all", "module6 test"]) {
        const start = performance.now();
        field.value = text;
        field.dispatchEvent(new Event("input"));
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        most = Math.max(most, performance.now() - start);
      }
      return most;
    })()`);
    return { ready, search: search as number };
  } finally {
    await browser.close();
  }
}

async function page(): Promise<Outcome["metrics"]> {
  const folder = mkdtempSync(join(tmpdir(), "tagwright-bench-"));
  const path = join(folder, "page.html");
  try {
    const tags = Array.from({ length: TAGS }, (_, index) => tagAt(index));
    const reporter = await findReporter("html");
    const text = [...(reporter(makeReport({ result, tags })) as Iterable<string>)].join("");
    writeFileSync(path, text);
    const metrics = { "page: 50,000 tags, MB": Buffer.byteLength(text) / 1e6 };
    if (!existsSync(BROWSER)) return metrics;
    const { ready, search } = await browse(path);
    return { ...metrics, "page: ready, ms": ready, "page: search, ms": search };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function report(_: Options): Promise<Outcome> {
  return {
    series: [],
    problems: [],
    metrics: { ...(await sarif()), ...(await page()) },
    notes: existsSync(BROWSER) ? [] : ["no Chromium: the page was not opened"],
  };
}
