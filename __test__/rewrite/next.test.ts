import test from "ava";
import { scanText } from "../../index.ts";
import { findNext } from "../../src/rewrite/next.ts";

const next = (text: string, prefix: string): string =>
  findNext(scanText(text, { dialects: ["tag", "hash", "moai", "oft"] }).tags, prefix).id;

test("one more than the greatest, as wide as the widest", (t) => {
  t.is(next("#REQ-001 #REQ-003 #REQ-002", "REQ"), "REQ-004");
  t.is(next("#REQ-001 #REQ-003 #BUG-900", "#REQ"), "REQ-004");
  t.is(next("@TAG[SPEC:AUTH-001] @TAG[CODE:AUTH-009] @SPEC:AUTH-0010", "AUTH-"), "AUTH-0011");
  t.is(next("@TAG[SPEC:AUTH-001] @TAG[CODE:AUTH-009]", "SPEC:AUTH"), "AUTH-002");
  t.is(next("@TAG[SPEC:a.b-99]", "a.b"), "a.b-100");
  t.is(next("@TAG[SPEC:axb-99]", "a.b"), "a.b-001");
  t.is(next("", "NEW"), "NEW-001");
  t.is(next("#REQ-99999999999999999999", "REQ"), "REQ-100000000000000000000");
});

test("the number alone, and the last one there is", (t) => {
  const { tags } = scanText("#REQ-001 #REQ-003", { dialects: ["hash"] });
  t.deepEqual(findNext(tags, "REQ"), { id: "REQ-004", number: "004", last: "REQ-003" });
  t.is(findNext(tags, "X").last, undefined);
});
