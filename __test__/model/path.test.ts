import test from "ava";
import fc from "fast-check";
import { pathToBuffer } from "../../index.ts";
import { decodePath } from "../../src/model/path.ts";

test("any bytes survive the way to a string and back", (t) => {
  const same = fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => pathToBuffer(decodePath(bytes)).equals(bytes));
  t.notThrows(() => fc.assert(same, { numRuns: 2000 }));
});

test("any well-formed string survives the way to bytes and back", (t) => {
  const same = fc.property(fc.string({ unit: "binary" }), (path) => decodePath(pathToBuffer(path)) === path);
  t.notThrows(() => fc.assert(same, { numRuns: 1000 }));
});

test("each stray byte is one lone surrogate; valid characters stay", (t) => {
  t.is(decodePath(Buffer.from([0x61, 0xe9, 0x62])), "a\udce9b");
  t.is(decodePath(Buffer.from([0xed, 0xa0, 0x80])), "\udced\udca0\udc80");
  t.is(decodePath(Buffer.from([0xf0, 0x9f, 0x98, 0x80, 0x80])), "😀\udc80");
  t.is(decodePath(Buffer.from([0xf0, 0x9f, 0x98])), "\udcf0\udc9f\udc98");
  t.is(decodePath(Buffer.from("한글/�")), "한글/�");
});

test("a surrogate pair is one character, not a stray byte", (t) => {
  t.deepEqual(pathToBuffer("\ud800\udc80"), Buffer.from("\u{10080}"));
  t.deepEqual(pathToBuffer("\ud800\udc80\udc80"), Buffer.concat([Buffer.from("\u{10080}"), Buffer.of(0x80)]));
});
