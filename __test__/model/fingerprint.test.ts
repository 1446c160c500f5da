import { createHash } from "node:crypto";
import test from "ava";
import { scanText } from "../../index.ts";

const prints = (text: string, path = "a.ts") => scanText(text, { path }).tags.map((tag) => tag.fingerprint);

test("it is the head of a SHA-256 over what formats define", (t) => {
  const whole = createHash("sha256").update(["a.ts", "trace", "SPEC", "x", "some words", "0"].join("\0")).digest("hex");
  t.deepEqual(prints("@TAG[SPEC:x]  some \t words "), [whole.slice(0, 32)]);
});

// @TEST:SCAN-003
test("lines above and white space inside do not change it", (t) => {
  t.deepEqual(prints("@TAG[SPEC:x] a b"), prints("\n\nmore\n    @TAG[SPEC:x]   a   b"));
});

test("detector, kind, name, path and text do", (t) => {
  const all = [
    ...prints("@TAG[SPEC:x] a"),
    ...prints("@TAG[CODE:x] a"),
    ...prints("@TAG[SPEC:y] a"),
    ...prints("@TAG[SPEC:x] b"),
    ...prints("@TAG[SPEC:x] a", "b.ts"),
    ...scanText("SPEC x", { path: "a.ts", patterns: { own: "(?<kind>SPEC) (?<name>x)" } }).tags.map(
      (tag) => tag.fingerprint,
    ),
  ];
  t.is(new Set(all).size, 6);
});

test("equal tags are told apart by their order alone, whatever is looked at first", (t) => {
  const text = "@TAG[SPEC:x] a\n@TAG[CODE:x] b\n@TAG[SPEC:x] a\n@TAG[SPEC:x] a";
  const all = prints(text);
  t.is(new Set(all).size, 4);
  const { tags } = scanText(text, { path: "a.ts" });
  t.is(tags.at(-1)?.fingerprint, all[3]);
  t.deepEqual(
    tags
      .filter({ kind: "SPEC" })
      .slice(1)
      .map((tag) => tag.fingerprint),
    [all[2]!, all[3]!],
  );
});
