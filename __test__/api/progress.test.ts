import test from "ava";
import { scan, scanStream, scanSync, type Progress, type ScanResult } from "../../index.ts";
import type { Session } from "../../src/engine/contract.ts";
import { report } from "../../src/api/progress.ts";
import { inTemporary, plant, type Files } from "../oracle/tree.ts";

const FILES: Files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}`, true]));

test("the last call tells that all is done", (t) =>
  inTemporary(async (root) => {
    plant(root, FILES);
    const calls: Progress[] = [];
    const onProgress = (progress: Progress) => void calls.push(progress);
    const { stats } = await scan(root, { onProgress });
    t.deepEqual(calls.at(-1), { found: 40, done: 40, bytes: stats.bytesRead, walked: true });
    scanSync(root, { onProgress });
    t.like(calls.at(-1), { found: 40, done: 40, walked: true });
    const before = calls.length;
    for await (const _ of scanStream(root, { onProgress, batchSize: 9 }));
    t.like(calls.at(-1), { found: 40, done: 40, walked: true });
    t.is(calls.slice(before).filter(({ done }) => done === 40).length, 1);
  }));

const explode = () => {
  throw new Error("in the callback");
};
const explodeLater = async () => explode();

for (const [name, onProgress] of Object.entries({ throws: explode, rejects: explodeLater })) {
  test(`a callback that ${name} does not stop the scan`, (t) =>
    inTemporary(async (root) => {
      plant(root, FILES);
      t.is((await scan(root, { onProgress })).tags.length, 40);
      t.is(scanSync(root, { onProgress }).tags.length, 40);
    }));
}

test("a callback that throws is reported once, before all else, and is called once", (t) =>
  inTemporary(async (root) => {
    plant(root, { ...FILES, bad: "@TAG[x]\n" });
    let calls = 0;
    const onProgress = () => {
      calls++;
      explode();
    };
    const isReported = ({ diagnostics, stats }: Pick<ScanResult, "diagnostics" | "stats">) => {
      t.deepEqual(
        diagnostics.map(({ code, path }) => [code, path]),
        [
          ["E_CALLBACK", ""],
          ["E_TAG_TYPE", "bad"],
        ],
      );
      t.regex(diagnostics[0]!.message, /in the callback/);
      t.is(stats.diagnostics, 2);
    };
    isReported(await scan(root, { onProgress }));
    isReported(scanSync(root, { onProgress }));
    t.is(calls, 2);
    const parts: ScanResult[] = [];
    for await (const part of scanStream(root, { onProgress, batchSize: 9 })) parts.push(part);
    t.is(parts.flatMap(({ diagnostics }) => diagnostics).filter(({ code }) => code === "E_CALLBACK").length, 1);
    t.is(calls, 3);
  }));

test("what is told never goes down, whatever the counters say", async (t) => {
  const read = [
    { found: 5, done: 2, bytes: 50, walked: false },
    { found: 4, done: 6, bytes: 20, walked: true },
    { found: 9, done: 3, bytes: 90, walked: false },
  ];
  // A session whose counters are read at the worst moments; only `progress` is asked here.
  const session = { progress: () => (read.length > 1 ? read.shift()! : read[0]!) } as Session;
  const calls: Progress[] = [];
  const reporter = report(session, (progress) => void calls.push(progress));
  const idle = setInterval(() => {}, 1000);
  while (calls.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
  clearInterval(idle);
  reporter.finish();
  for (const [index, call] of calls.slice(1).entries()) {
    const last = calls[index]!;
    t.true(call.found >= last.found && call.done >= last.done && call.bytes >= last.bytes && call.found >= call.done);
    t.true(call.walked || !last.walked);
  }
  t.deepEqual(calls.at(-1), { found: 9, done: 9, bytes: 90, walked: true });
});
