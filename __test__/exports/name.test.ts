import { basename, join, posix, win32 } from "node:path";
import test from "ava";
import fc from "fast-check";
import { fileName, Names } from "../../src/exports/name.ts";

test("names are made safe as they are expected to be", (t) => {
  t.is(fileName("../../../etc/passwd"), "______etc_passwd");
  t.is(fileName("file:with:colons.txt"), "file_with_colons.txt");
  const long = fileName(`${"a".repeat(300)}.txt`);
  t.true(Buffer.byteLength(long) <= 255 && long.endsWith("a.txt"));
  t.is(fileName("CON"), "_CON");
  t.is(fileName("com1.md"), "_com1.md");
  t.is(fileName("x\n.md"), "x_.md");
  t.is(fileName(""), "_");
  t.is(fileName("한글-1"), "한글-1");
});

test("no name leads anywhere, is too long, or is refused by a system", (t) => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      const name = fileName(text);
      const stays =
        join("/v", name) === `/v/${name}` &&
        basename(name) === name &&
        win32.basename(name) === name &&
        posix.basename(name) === name;
      return (
        stays &&
        name !== "" &&
        name !== "." &&
        Buffer.byteLength(name) <= 255 &&
        !/[. ]$/.test(name) &&
        fileName(name) === name
      );
    }),
    {
      numRuns: 5000,
      examples: [["\ud800"], ["."], [".."], ["a."], [" "], ["😀".repeat(100)], [`${"é".repeat(200)}.md`]],
    },
  );
  t.pass();
});

test("two ids never share a name, and each has the same one every time", (t) => {
  const ids = ["a/b", "a:b", "A_B", "a_b"];
  const give = (): string[] => {
    const names = new Names();
    return ids.map((id) => names.take(fileName(id), id));
  };
  t.is(new Set(give().map((name) => name.toLowerCase())).size, ids.length);
  t.deepEqual(give(), give());
});
