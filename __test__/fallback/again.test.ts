import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { blake3 } from "@noble/hashes/blake3.js";
import { DIAGNOSTIC, ROW, type Request } from "../../src/engine/contract.ts";
import { codeOf } from "../../src/fallback/codes.ts";
import { Columns } from "../../src/fallback/columns.ts";
import { fallback } from "../../src/fallback/index.ts";
import { Languages } from "../../src/fallback/languages.ts";
import { Matcher } from "../../src/fallback/matcher.ts";
import { Clock, Tally } from "../../src/fallback/stats.ts";
import { Worker } from "../../src/fallback/worker.ts";

const COMMENT = 1;
const FILLER = "é and more\n".repeat(200_000);

const requestOf = (root: string): Request => ({
  ...{
    root,
    paths: [root],
    hidden: false,
    ignore: true,
    skipDirs: [],
    include: [],
    exclude: [],
    raw: false,
    languages: [],
    only: [],
    fault: "",
  },
  ...{
    follow: false,
    outside: false,
    maxFileSize: 0,
    threads: 0,
    window: 1 << 18,
    mmap: "auto",
    memory: 0,
    context: 0,
  },
  detectors: [{ type: "trace", dialect: "tag", literals: ["@TAG"], fields: ["raw"], zones: 15 }],
  hash: true,
  only: [],
});

/** Gives the test a folder with one file that holds the text, and what scans it step by step. */
function withFile(text: string, run: (root: string, worker: Worker, matcher: Matcher) => void): void {
  const root = mkdtempSync(join(tmpdir(), "tagwright-"));
  try {
    writeFileSync(join(root, "a.c"), text);
    const request = requestOf(root);
    const matcher = new Matcher(request.detectors);
    const watch = { cancelled: false, progress: { found: 0, done: 0, bytes: 0, walked: true } };
    const setting = { request, matcher, watch, clock: new Clock(), languages: new Languages([]), look: undefined };
    run(root, new Worker(setting, new Tally(), new Columns()), matcher);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const entry = { path: "a.c", size: undefined, named: false };

test("a file of many blocks is not lexed as long as no line asks for a zone", (t) =>
  withFile(`/*\n${FILLER}@TAG\n${FILLER}*/`, (_, worker, matcher) => {
    for (const _step of worker.scan(entry, [])!);
    t.is(worker.tally.counters.candidateLines, 1);
    t.is(matcher.lexed, 0);
    t.false(matcher.hasMissed);
  }));

test("a file that asks late for zones is opened once, read twice and lexed whole", (t) => {
  const text = `/*\n${FILLER}@TAG[SPEC:end] */`;
  withFile(text, (root, worker, matcher) => {
    for (const _step of worker.scan(entry, [])!);
    const size = Buffer.byteLength(text);
    t.like(worker.tally.counters, { opened: 1, bytesRead: 2 * size, bytesMatched: 2 * size, scanned: 1 });
    t.true(matcher.lexed > 0.99 * size);
    const { rows, strings } = fallback.open(requestOf(root)).nextSync(0)!;
    t.is(rows.length, ROW);
    t.is(rows[7]! & 0xff, COMMENT);
    t.true(Buffer.from(strings).includes(Buffer.from(blake3(Buffer.from(text)))));
  });
});

test("what changes between the two times is told as of the second", (t) => {
  const text = `/*\n${FILLER}@TAG[SPEC:end] */`;
  withFile(text, (root, worker) => {
    const { counters } = worker.tally;
    // Bytes are counted where a file has been read to its end: the second time has just begun.
    for (const _step of worker.scan(entry, [])!)
      if (counters.bytesRead > 0 && counters.scanned === 0) truncateSync(join(root, "a.c"), 10);
    const { window } = requestOf(root);
    t.is(counters.bytesRead, Buffer.byteLength(text) + window);
    const { rows, diagnostics, files } = worker.columns.finish();
    t.is(rows.length, 0);
    t.deepEqual([diagnostics.length, diagnostics[1]], [DIAGNOSTIC, codeOf("E_FILE_TRUNCATED")]);
    t.is(files[2], window);
  });
});
