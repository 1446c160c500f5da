import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import type { Batch, Request } from "../../src/engine/contract.ts";
import { fallback } from "../../src/fallback/index.ts";
import { dialects } from "../../src/generated/detectors.ts";

const detectors = dialects.map(
  ({ name, literals, fields }) => ({ type: "trace", dialect: name, literals, fields, zones: 15 }) as const,
);

const requestOf = (root: string, more: Partial<Request> = {}): Request => ({
  ...{
    root,
    paths: [root],
    detectors,
    languages: [],
    hidden: false,
    ignore: true,
    skipDirs: [],
    include: [],
    exclude: [],
  },
  ...{ follow: false, outside: false, maxFileSize: 0, threads: 0, window: 1 << 18, mmap: "auto", memory: 0 },
  ...{ context: 0, hash: false, raw: false, only: [], fault: "", ...more },
});

async function inFolder(run: (root: string) => void | Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "tagwright-"));
  try {
    await run(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function plant(root: string, files: number): void {
  for (let index = 0; index < files; index++) {
    const folder = join(root, `d${index % 7}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `f${index}.txt`), `a\n@TAG[SPEC:s-${index}] of ${index} #BUG-${index}\n`);
  }
}

const paths = ({ files, strings }: Batch): string[] =>
  Array.from({ length: files.length / 6 }, (_, index) =>
    Buffer.from(strings.subarray(files[6 * index], files[6 * index + 1])).toString(),
  );

test("batches put together are the one batch", (t) =>
  inFolder((root) => {
    plant(root, 40);
    const whole = fallback.open(requestOf(root)).nextSync(0)!;
    t.is(whole.stats.tags, 80);
    const session = fallback.open(requestOf(root));
    const parts: string[] = [];
    let tags = 0;
    for (let batch = session.nextSync(7); batch !== null; batch = session.nextSync(7)) {
      t.true(batch.stats.scanned <= 7);
      parts.push(...paths(batch));
      tags += batch.stats.tags;
    }
    t.deepEqual(parts, paths(whole));
    t.is(tags, 80);
  }));

test("the event loop gets its turn while a scan runs, also inside one file", (t) =>
  inFolder(async (root) => {
    writeFileSync(join(root, "large.txt"), "@TAG[SPEC:a] b\n".repeat(200_000));
    let turns = 0;
    let done = false;
    const count = () => {
      turns++;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    const batch = await fallback.open(requestOf(root)).next(0);
    done = true;
    t.is(batch?.stats.tags, 200_000);
    t.true(turns > 10);
  }));

test("a cancelled session gives null", (t) =>
  inFolder(async (root) => {
    plant(root, 20);
    const session = fallback.open(requestOf(root));
    t.is(session.nextSync(3)?.stats.scanned, 3);
    session.cancel();
    t.is(session.nextSync(3), null);
    t.is(await session.next(0), null);
  }));

test("progress counts up to what there is", (t) =>
  inFolder((root) => {
    plant(root, 20);
    const session = fallback.open(requestOf(root));
    t.deepEqual(session.progress(), { found: 0, done: 0, bytes: 0, walked: false });
    session.nextSync(5);
    t.like(session.progress(), { found: 20, done: 5, walked: true });
    const rest = session.nextSync(0)!;
    t.is(session.progress().done, 20);
    t.true(session.progress().bytes > rest.stats.bytesRead);
  }));

test("a bug in one file costs that file alone", (t) =>
  inFolder((root) => {
    plant(root, 5);
    const { stats } = fallback.open(requestOf(root, { fault: "f3.txt" })).nextSync(0)!;
    t.is(stats.failed, 1);
    t.is(stats.tags, 8);
  }));

const hostile: Readonly<Record<string, string>> = {
  "open tags": "@TAG[",
  "open links": "[impl~a~1->",
  quotes: '@TAG"',
  marks: "@SPEC:A-",
  hashes: "#A-",
  segments: "[a~b.c",
  tags: "@TAG[A:b]",
};

/** How many characters are looked at, one by one or in searches. */
function countLooks(run: () => void): number {
  const { charCodeAt, indexOf } = String.prototype;
  let looks = 0;
  // oxlint-disable-next-line no-extend-native -- put back below; what is looked at is the cost that is bounded
  String.prototype.charCodeAt = function (this: string, at: number) {
    looks++;
    return charCodeAt.call(this, at);
  };
  // oxlint-disable-next-line no-extend-native -- the same
  String.prototype.indexOf = function (this: string, what: string, from = 0) {
    const found = indexOf.call(this, what, from);
    looks += Math.max(0, (found < 0 ? this.length : found) - from);
    return found;
  };
  try {
    run();
  } finally {
    Object.assign(String.prototype, { charCodeAt, indexOf });
  }
  return looks;
}

test.serial("twice the hostile input takes twice the looks", (t) => {
  const request = requestOf("/");
  for (const [name, part] of Object.entries(hostile)) {
    const looks = (times: number) => countLooks(() => fallback.text(request, "a.txt", Buffer.from(part.repeat(times))));
    const [once, twice] = [looks(10_000), looks(20_000)];
    t.true(once > 10_000, name);
    t.true(twice < 2.1 * once, `${name}: ${once}, then ${twice}`);
  }
});
