import test from "ava";
import { parseSize } from "../../src/options/size.ts";

test("sizes are numbers, or words with units of 1,024", (t) => {
  const right: [string | number, number][] = [
    [0, 0],
    [4096, 4096],
    ["0", 0],
    ["10", 10],
    ["1k", 1024],
    ["1KB", 1024],
    ["1KiB", 1024],
    ["10 MB", 10 * 1024 ** 2],
    ["1.5g", 1.5 * 1024 ** 3],
    ["2T", 2 * 1024 ** 4],
    [" 7 ", 7],
    ["5B", 5],
  ];
  for (const [words, bytes] of right) t.is(parseSize(words), bytes, String(words));
});

test("everything else is no size", (t) => {
  for (const words of [
    "",
    "x",
    "-1",
    "1 2",
    "1e3",
    "1KBB",
    "1.k",
    ".5k",
    "0x10",
    "9999999999999999",
    "NaN",
    "Infinity",
  ]) {
    t.is(parseSize(words), undefined, words);
  }
  for (const number of [-1, 0.5, Number.NaN, Infinity, 2 ** 60]) t.is(parseSize(number), undefined, String(number));
});
