import test from "ava";
import fc from "fast-check";
import {
  countLines,
  decode,
  encode,
  lineEnd,
  lineStart,
  nextLine,
  sequence,
  trim,
  units,
} from "../../src/fallback/lines.ts";

const bytes = (text: string): Buffer => Buffer.from(text, "latin1");

test("every kind of line end counts once", (t) => {
  t.is(countLines(bytes("a\nb\r\nc\rd"), 0, 8), 3);
  t.is(countLines(bytes("\r\r\n\n"), 0, 4), 3);
  t.is(countLines(Buffer.from("a\u2028b\fc\vd\u0085"), 0, 10), 0);
});

test("many bytes are counted as one by one, wherever they stand", (t) => {
  const byte = fc.constantFrom(0x00, 0x0a, 0x0d, 0x0e, 0x0c, 0x41, 0x80, 0x8d, 0xff);
  const law = fc.property(
    fc.array(byte, { minLength: 120, maxLength: 300 }),
    fc.nat(9),
    fc.nat(9),
    (codes, from, less) => {
      const own = Buffer.from(codes);
      const part = own.subarray(from, own.length - less);
      const expected = part.toString("latin1").match(/\r\n|\n|\r/g)?.length ?? 0;
      t.is(countLines(own, from, own.length - less), expected);
      t.is(countLines(part, 0, part.length), expected);
    },
  );
  fc.assert(law, { numRuns: 300 });
});

test("the line around a place", (t) => {
  const text = bytes("one\r\ntwo\rthree");
  const start = lineStart(text, 0, 6);
  t.is(text.toString("latin1", start, lineEnd(text, 6)), "two");
  t.is(nextLine(text, 3), 5);
  t.is(nextLine(text, 8), 9);
});

const near = fc.array(
  fc.constantFrom(
    0x41,
    0x80,
    0x8f,
    0x90,
    0x9f,
    0xa0,
    0xbf,
    0xc0,
    0xc2,
    0xe0,
    0xe2,
    0xed,
    0xef,
    0xf0,
    0xf1,
    0xf4,
    0xf5,
    0xff,
  ),
  { maxLength: 8 },
);

test("invalid bytes are stepped over as a decoder does it", (t) => {
  const law = fc.property(near, (codes) => {
    const text = String.fromCharCode(...codes);
    const decoded = new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(codes));
    let replaced = 0;
    for (let at = 0; at < text.length;) {
      const length = sequence(text, at, text.length);
      if (length < 0) replaced++;
      at += Math.abs(length);
    }
    const expected = decoded.split("\ufffd").length - 1;
    return units(text, 0, text.length) === decoded.length && replaced === expected && decode(text) === decoded;
  });
  t.notThrows(() => fc.assert(law, { numRuns: 2000 }));
});

test("text becomes bytes and text again", (t) => {
  t.is(encode("é"), "\xc3\xa9");
  t.is(decode(encode("aé😀")), "aé😀");
  t.is(trim(" \t\v\fa b \u00a0"), "a b \u00a0");
});
