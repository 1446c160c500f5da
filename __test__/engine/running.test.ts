import test from "ava";
import { runModule } from "../process.ts";

/** A process that waits for a step that never ends, and then ends itself in some way. */
const waiting = (end: string) => `
  import { makeNative } from "./src/engine/native.ts";
  const session = () => ({ next: () => new Promise(() => {}), cancel: () => console.log("cancelled") });
  const engine = makeNative({ open: () => ({ session: session() }) });
  const request = { root: "", paths: [], detectors: [], languages: [], skipDirs: [], include: [], exclude: [], only: [] };
  engine.open(request).next(0);
  engine.open(request).next(0);
  const done = { next: async () => ({}), cancel: () => console.log("too late") };
  await makeNative({ open: () => ({ session: done }) }).open(request).next(0);
  ${end}`;

test("a scan that runs when the process ends is cancelled, one that is done is not", (t) => {
  const exited = runModule(waiting("process.exit(3);"));
  t.deepEqual([exited.status, exited.stdout], [3, "cancelled\ncancelled\n"]);
  const failed = runModule(waiting("throw new Error('bad');"));
  t.deepEqual([failed.status, failed.stdout], [1, "cancelled\ncancelled\n"]);
});
