import test from "ava";
import type { DetectorSpec } from "../../src/engine/contract.ts";
import { emptyBatch } from "../../src/api/result.ts";
import { Columns, readDiagnostics } from "../../src/engine/columns.ts";
import { diagnostics as codes } from "../../src/generated/errors.ts";

const NONE = 0xffff_ffff;
const fields = ["revision", "covers", "needs"];
const spec: DetectorSpec = { type: "trace", dialect: "oft", literals: ["~"], fields, zones: 15 };

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const field = (value?: string) =>
  value === undefined ? u32(NONE) : Buffer.concat([u32(value.length), Buffer.from(value)]);

/** A batch of one tag and one diagnostic, written by hand from docs/design/border.md. */
function batch() {
  const values = [
    Buffer.from("impl"),
    Buffer.from("é"),
    Buffer.from("text"),
    Buffer.concat([field("1"), field(), field("")]),
    Buffer.from("ctx"),
  ];
  const path = Buffer.from("dir/f\xff.c", "latin1");
  const ends = [path.length];
  for (const value of values) ends.push(ends.at(-1)! + value.length);
  const hash = Buffer.alloc(32, 0xab);
  const at = ends.at(-1)!;
  return {
    ...emptyBatch(),
    strings: Buffer.concat([path, ...values, hash, Buffer.from("oft")]),
    rows: Uint32Array.of(0, 0, 5, 2, 77, 3, 4, 1, ...ends),
    diagnostics: Uint32Array.of(
      0,
      codes.findIndex(({ code }) => code === "E_TAG_FORM"),
      9,
      1,
      8,
      7,
      6,
      at + 32,
      at + 35,
    ),
    files: Uint32Array.of(0, path.length, 1, 3, at, 0, 0, path.length, 0, 0, NONE, 0),
  };
}

test("a row is read as the border lays it out", (t) => {
  const tag = new Columns(batch(), [spec], true).row(0);
  t.like(tag, {
    detector: "trace",
    kind: "impl",
    name: "é",
    text: "text",
    path: "dir/f\udcff.c",
    line: 3,
    column: 4,
    length: 77,
  });
  t.is(tag.offset, 5 + 2 * 2 ** 32);
  t.is(tag.context, "ctx");
  t.deepEqual(tag.fields, { dialect: "oft", revision: "1", needs: "" });
});

test("a diagnostic is read, its detail put into the message", (t) => {
  const given = batch();
  const [said] = readDiagnostics(given, new Columns(given, [spec], false));
  t.like(said, { code: "E_TAG_FORM", severity: "warning", path: "dir/f\udcff.c", line: 7, column: 6, length: 8 });
  t.is(said!.offset, 9 + 2 ** 32);
  t.is(said!.message, "looks like a oft tag but is not one");
});

test("files have wide sizes, and a hash or none", (t) => {
  const files = new Columns(batch(), [spec], false).files();
  t.deepEqual(files, [
    { path: "dir/f\udcff.c", size: 1 + 3 * 2 ** 32, hash: "ab".repeat(32) },
    { path: "dir/f\udcff.c", size: 0, hash: undefined },
  ]);
});

test("strings in a part of a larger buffer are read from their own start", (t) => {
  const given = batch();
  const whole = Buffer.concat([Buffer.from("before"), given.strings]);
  const shifted = { ...given, strings: new Uint8Array(whole.buffer, whole.byteOffset + 6, given.strings.length) };
  t.is(new Columns(shifted, [spec], true).row(0).name, "é");
});
