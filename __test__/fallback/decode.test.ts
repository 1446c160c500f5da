import test from "ava";
import fc from "fast-check";
import { Utf16Decoder } from "../../src/fallback/decode.ts";

const unit = fc.constantFrom(0x41, 0x0a, 0xe9, 0x20ac, 0xd83d, 0xde00, 0xd800, 0xdfff, 0xfeff);
const written = fc.tuple(
  fc.array(unit, { maxLength: 10 }),
  fc.boolean(),
  fc.array(fc.nat(7), { maxLength: 6 }),
  fc.boolean(),
);

function bytesOf(units: readonly number[], odd: boolean, bigEndian: boolean): Buffer {
  const bytes = Buffer.concat(units.map((one) => Buffer.of(one & 0xff, one >> 8)));
  if (bigEndian) bytes.swap16();
  return odd ? Buffer.concat([bytes, Buffer.of(0x41)]) : bytes;
}

test("UTF-16 in pieces of any size is decoded as the platform decodes it", (t) => {
  const law = fc.property(written, ([units, odd, sizes, bigEndian]) => {
    const bytes = bytesOf(units, odd, bigEndian);
    const decoder = new Utf16Decoder(bigEndian);
    const parts: Buffer[] = [];
    let at = 0;
    for (const size of sizes) parts.push(decoder.decode(bytes.subarray(at, (at += size)), false));
    parts.push(decoder.decode(bytes.subarray(at), true));
    const expected = new TextDecoder(bigEndian ? "utf-16be" : "utf-16le", { ignoreBOM: true }).decode(bytes);
    return Buffer.concat(parts).toString("utf8") === expected;
  });
  t.notThrows(() => fc.assert(law, { numRuns: 2000 }));
});
