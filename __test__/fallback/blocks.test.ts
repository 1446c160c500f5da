import test from "ava";
import { Cutter } from "../../src/fallback/blocks.ts";
import { STEP } from "../../src/fallback/lines.ts";

interface Seen {
  readonly at: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
  readonly lead: number;
  readonly accept: number;
}

/** All blocks of a content that comes so many bytes at a time. */
function blocksOf(bytes: Buffer, window: number): Seen[] {
  const cutter = new Cutter();
  const out: Seen[] = [];
  for (let at = 0, end = 0; ;) {
    while (end < bytes.length && end - at < cutter.wants) end = Math.min(bytes.length, end + window);
    const { block, advance } = cutter.cut(bytes.subarray(at, end), end === bytes.length);
    const { line, column, lead, accept } = block;
    out.push({ at, length: block.bytes.length, line, column, lead, accept });
    cutter.leave();
    at += advance;
    if (at >= bytes.length) return out;
  }
}

test("small content is one block", (t) => {
  t.deepEqual(blocksOf(Buffer.from(""), 1), [{ at: 0, length: 0, line: 1, column: 0, lead: 0, accept: 0 }]);
  t.is(blocksOf(Buffer.from("a\nb"), 1).length, 1);
});

test("blocks do not depend on the window", (t) => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `line ${index} of the text, with é\r\n`).join("");
  const bytes = Buffer.concat([Buffer.from(lines), Buffer.from("é".repeat(STEP)), Buffer.from("\nend")]);
  const whole = blocksOf(bytes, bytes.length);
  t.deepEqual(blocksOf(bytes, 1000), whole);
  t.deepEqual(blocksOf(bytes, 70_001), whole);
  t.true(whole.some(({ lead }) => lead > 0));
  t.is(whole.at(-1)?.line, 60_002);
});

test("the acceptance ranges of a long line's pieces touch", (t) => {
  const pieces = blocksOf(Buffer.from("é".repeat(3 * STEP)), 1 << 20);
  t.true(pieces.length > 3);
  let next = 0;
  for (const { at, lead, accept, column } of pieces) {
    t.is(at + lead, next);
    t.is(column, at / 2);
    next = at + accept;
  }
  t.is(next, 6 * STEP);
});
