import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { readBlobs } from "../../src/api/blobs.ts";

const run = (cwd: string, args: readonly string[], input: string | Buffer = ""): string =>
  execFileSync("git", args, { cwd, input, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] }).trim();

/** Blobs in a repository without commits, one for each text. */
function store(root: string, texts: readonly Buffer[]): string[] {
  run(root, ["init", "-q"]);
  return texts.map((text) => run(root, ["hash-object", "-w", "--stdin"], text));
}

async function inFolder(work: (root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "tagwright-blobs-"));
  try {
    await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const digest = (bytes: Buffer | undefined): string | undefined =>
  bytes && createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");

/** No two bytes in a row are as likely as others, so that packing does not hide what is read. */
const noise = (size: number, seed: number): Buffer => {
  const bytes = Buffer.alloc(size);
  for (let at = 0, state = seed; at < size; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
};

test("blobs of every size, again and again, are those that git names so", (t) =>
  inFolder(async (root) => {
    const sizes = [0, 1, 4095, 4096, 4097, 65_535, 65_536, 65_537, 300_000, 10];
    const texts = sizes.map((size) => noise(size, size));
    texts.push(Buffer.from("\n"), Buffer.from("deadbeef missing\n"));
    const ids = store(root, texts);
    const wanted = [...ids, ...ids.toReversed(), ids[0]!, ids[0]!];
    const read: (string | undefined)[] = [];
    for await (const bytes of readBlobs(root, wanted, 0)) read.push(digest(bytes));
    t.deepEqual(read, wanted);
  }));

test("what is larger than the limit is passed over", (t) =>
  inFolder(async (root) => {
    const ids = store(root, [noise(100, 1), noise(101, 2), noise(500_000, 3), noise(7, 4)]);
    const read: (string | undefined)[] = [];
    for await (const bytes of readBlobs(root, ids, 100)) read.push(digest(bytes));
    t.deepEqual(read, [ids[0], undefined, undefined, ids[3]]);
  }));

test("an object that is missing is an error, as is no repository", (t) =>
  inFolder(async (root) => {
    const all = async (ids: readonly string[]) => {
      for await (const bytes of readBlobs(root, ids, 0)) t.is(bytes?.length, 5);
    };
    await t.throwsAsync(all(["0".repeat(40)]), { code: "E_GIT", message: /lies in no git repository/ });
    const [id] = store(root, [noise(5, 1)]);
    const many = Array.from({ length: 5000 }, () => id!);
    await t.throwsAsync(all([id!, "1".repeat(40), ...many]), { code: "E_GIT", message: /1{40} is missing/ });
  }));

test.serial("what was read and what is yet to come is not held", (t) =>
  inFolder(async (root) => {
    const size = 1 << 20;
    const [one, other] = store(root, [noise(size, 1), noise(size, 2)]) as [string, string];
    const ids = Array.from({ length: 400 }, (_, index) => (index % 2 ? one : other));
    const held = () => process.memoryUsage().arrayBuffers;
    const before = held();
    let most = 0;
    let count = 0;
    for await (const bytes of readBlobs(root, ids, 0)) {
      t.is(bytes?.length, size);
      if (++count === 200) await new Promise((resolve) => setTimeout(resolve, 200));
      most = Math.max(most, held() - before);
    }
    t.is(count, ids.length);
    // Of 400 MiB: one blob, and what the stream's pieces leave until they are collected.
    t.log(`${(most / size).toFixed(1)} MiB held at most`);
    t.true(most < 100 * size, `${most} bytes held`);
  }),
);

const processes = (): number => process.getActiveResourcesInfo().filter((name) => name === "ProcessWrap").length;

async function settled(): Promise<number> {
  for (let wait = 0; processes() > 0 && wait < 200; wait++) await new Promise((go) => setTimeout(go, 20));
  return processes();
}

test.serial("who stops early leaves no process behind", (t) =>
  inFolder(async (root) => {
    const [id] = store(root, [noise(1 << 20, 1)]);
    const ids = Array.from({ length: 1000 }, () => id!);
    t.is(await settled(), 0);
    const blobs = readBlobs(root, ids, 0);
    t.is((await blobs.next()).value?.length, 1 << 20);
    const during = processes();
    await blobs.return();
    t.is(during, 1);
    t.is(await settled(), 0);
  }),
);
