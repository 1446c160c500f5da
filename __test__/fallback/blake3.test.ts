import test from "ava";
import { blake3 } from "@noble/hashes/blake3.js";
import { Blake3 } from "../../src/fallback/blake3.ts";

const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7 + (index >> 8)) % 251));

function hash(content: Uint8Array, step = content.length): string {
  const hasher = new Blake3();
  for (let at = 0; at < content.length; at += step) hasher.update(content.subarray(at, at + step));
  return hasher.finish().toString("hex");
}

const wanted = (content: Uint8Array): string => Buffer.from(blake3(content)).toString("hex");

test("is what another implementation says, of every length up to some chunks", (t) => {
  for (let length = 0; length <= 4097; length++) {
    const content = bytes.subarray(0, length);
    if (hash(content) !== wanted(content)) t.fail(`${length}`);
  }
  t.pass();
});

test("around powers of two, wherever the bytes begin and however they come", (t) => {
  for (let power = 4096; power <= 65_536; power *= 2) {
    for (const length of [power - 1, power, power + 1]) {
      for (const from of [0, 1, 3]) {
        const content = bytes.subarray(from, from + length);
        for (const step of [length, 1, 63, 64, 65, 1023, 1024, 1025, 2049])
          t.is(hash(content, step), wanted(content), `${length} from ${from} by ${step}`);
      }
    }
  }
});

test("can be asked for again, and goes on", (t) => {
  const hasher = new Blake3();
  hasher.update(bytes.subarray(0, 5000));
  t.deepEqual(hasher.finish(), hasher.finish());
  hasher.update(bytes.subarray(5000));
  t.is(hasher.finish().toString("hex"), wanted(bytes));
});
