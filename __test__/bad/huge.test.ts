import { closeSync, openSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { scanSync } from "../../index.ts";
import { inTemporary } from "../oracle/tree.ts";

const TAG = "@TAG[SPEC:x]";
const MIB = 1 << 20;

function writeParts(path: string, parts: readonly [Buffer, number][]): void {
  const file = openSync(path, "w");
  for (const [part, times] of parts) for (let time = 0; time < times; time++) writeSync(file, part);
  closeSync(file);
}

test.serial("one line of 200 MB", (t) =>
  inTemporary((root) => {
    const filler = Buffer.alloc(MIB, "x");
    const tag = Buffer.from(TAG);
    writeParts(join(root, "f"), [
      [tag, 1],
      [filler, 100],
      [tag, 1],
      [filler, 100],
      [tag, 1],
    ]);
    const { tags, diagnostics, stats } = scanSync(".", { root, cwd: root });
    const middle = TAG.length + 100 * MIB;
    const last = 2 * TAG.length + 200 * MIB;
    t.deepEqual(
      [...tags].map(({ line, column, offset }) => ({ line, column, offset })),
      [0, middle, last].map((offset) => ({ line: 1, column: offset + 1, offset })),
    );
    t.deepEqual(diagnostics, []);
    t.is(stats.bytesRead, last + TAG.length);
  }),
);

test.serial("a sparse file of 4 GB", (t) =>
  inTemporary((root) => {
    const path = join(root, "f");
    const size = 2 ** 32 + 5;
    // Text where binary files are told by their first bytes, then a hole, which reads as NULs.
    writeFileSync(path, `${TAG}\n${"x".repeat(8192)}\n`);
    truncateSync(path, size);
    writeFileSync(path, `\n${TAG} end\n`, { flag: "a" });
    const { tags, diagnostics } = scanSync(".", { root, cwd: root, mmap: "never" });
    t.deepEqual(
      [...tags].map(({ line, column, offset, text }) => ({ line, column, offset, text })),
      [
        { line: 1, column: 1, offset: 0, text: "" },
        { line: 4, column: 1, offset: size + 1, text: "end" },
      ],
    );
    t.deepEqual(diagnostics, []);
  }),
);

test.serial("a sparse file of 4 GB that is all hole is binary, and not read", (t) =>
  inTemporary((root) => {
    writeFileSync(join(root, "f"), "");
    truncateSync(join(root, "f"), 2 ** 32);
    const { tags, stats } = scanSync(".", { root, cwd: root });
    t.is(tags.length, 0);
    t.is(stats.skipped.binary, 1);
    t.true(stats.bytesRead <= MIB);
  }),
);

test.serial("five million tags", (t) =>
  inTemporary((root) => {
    writeParts(join(root, "f"), [[Buffer.from("@TAG[A:b]\n".repeat(100_000)), 50]]);
    const { tags, stats } = scanSync(".", { root, cwd: root });
    t.is(tags.length, 5_000_000);
    t.is(stats.tags, 5_000_000);
    const { kind, name, line, offset } = tags.at(-1)!;
    t.deepEqual({ kind, name, line, offset }, { kind: "A", name: "b", line: 5_000_000, offset: 49_999_990 });
    t.is(tags.filter({ kind: "A", name: "b" }).length, 5_000_000);
  }),
);
