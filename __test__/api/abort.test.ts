import test from "ava";
import { scan, scanFile, scanStream, scanSync } from "../../index.ts";
import { inTemporary, plant, type Files } from "../oracle/tree.ts";

const many = (count: number): Files =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`d${index % 7}/f${index}.c`, "// @TAG[CODE:x]\n".repeat(50)]),
  );

test("a signal that was aborted before stops everything before it starts", async (t) => {
  const reason = new Error("not at all");
  const signal = AbortSignal.abort(reason);
  await t.throwsAsync(scan(".", { signal }), { is: reason });
  await t.throwsAsync(scanFile("index.ts", { signal }), { is: reason });
  await t.throwsAsync(scanStream(".", { signal }).next(), { is: reason });
  t.throws(() => scanSync(".", { signal }), { is: reason });
});

test("an abort during the scan rejects with its reason, and no later one counts", (t) =>
  inTemporary(async (root) => {
    plant(root, many(300));
    const controller = new AbortController();
    const reason = { why: "enough" };
    const running = scan(root, { signal: controller.signal });
    controller.abort(reason);
    t.is(
      await running.then(
        () => "finished",
        (error: unknown) => error,
      ),
      reason,
    );
    t.is((await scan(root)).tags.length, 300 * 50);
    const late = new AbortController();
    const result = await scan(root, { signal: late.signal });
    late.abort();
    t.is(result.tags.length, 300 * 50);
  }));

test("an abort between two batches ends the stream with its reason", (t) =>
  inTemporary(async (root) => {
    plant(root, many(50));
    const controller = new AbortController();
    const stream = scanStream(root, { signal: controller.signal, batchSize: 5 });
    t.is((await stream.next()).value?.stats.scanned, 5);
    controller.abort(new Error("enough"));
    await t.throwsAsync(stream.next(), { message: "enough" });
    t.deepEqual(await stream.next(), { done: true, value: undefined });
  }));

test("leaving a stream ends it, also while a batch is on its way", (t) =>
  inTemporary(async (root) => {
    plant(root, many(50));
    for await (const { stats } of scanStream(root, { batchSize: 5 })) {
      t.is(stats.scanned, 5);
      break;
    }
    const stream = scanStream(root, { batchSize: 5 });
    const pending = stream.next();
    t.deepEqual(await stream.return!(), { done: true, value: undefined });
    t.deepEqual(await pending, { done: true, value: undefined });
    t.deepEqual(await stream.next(), { done: true, value: undefined });
    await t.throwsAsync(scanStream(root).throw!(new Error("mine")), { message: "mine" });
  }));

test("overlapping calls of next are served in turn", (t) =>
  inTemporary(async (root) => {
    plant(root, many(20));
    const stream = scanStream(root, { batchSize: 5 });
    const all = await Promise.all(Array.from({ length: 6 }, () => stream.next()));
    t.deepEqual(
      all.map(({ done }) => done),
      [false, false, false, false, true, true],
    );
    t.is(
      all.reduce((sum, { value }) => sum + (value?.tags.length ?? 0), 0),
      20 * 50,
    );
  }));
