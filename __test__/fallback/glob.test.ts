import test from "ava";
import { Glob, RuleError } from "../../src/fallback/glob.ts";

const matches = (pattern: string, path: string): boolean => new Glob(pattern, false).matches(path);

test("stars stop at slashes, two of them as a segment do not", (t) => {
  t.true(matches("*.o", "a/b/c.o"));
  t.true(matches("a/*.o", "a/c.o"));
  t.false(matches("a/*.o", "a/b/c.o"));
  t.true(matches("a/**/c.o", "a/c.o"));
  t.true(matches("a/**/c.o", "a/b/d/c.o"));
  t.true(matches("**/c", "c"));
  t.true(matches("a/**", "a/b/c"));
  t.false(matches("a/**", "a"));
});

test("classes", (t) => {
  t.true(matches("[a-c]x", "bx"));
  t.false(matches("[a-c]x", "dx"));
  t.true(matches("[!a-c]x", "dx"));
  t.false(matches("a[!b]c", "a/c"));
  t.true(matches("[]]", "]"));
  t.true(matches("[[:upper:]_]x", "Qx"));
  t.throws(() => new Glob("a[b", false), { instanceOf: RuleError, message: "open bracket" });
  t.true(matches("[[:upper]", "u"));
  t.throws(() => new Glob("[[:upper:]", false), { instanceOf: RuleError, message: "open bracket" });
  t.throws(() => new Glob("[[:no:]]", false), { instanceOf: RuleError, message: "unknown class" });
  t.throws(() => new Glob("a\\", false), { instanceOf: RuleError, message: "backslash at the end" });
});

/** A name that counts how often it is looked at. */
function counted(text: string): { name: string; looks: () => number } {
  let looks = 0;
  const name = Object.assign(Object(text), {
    charCodeAt(at: number) {
      looks++;
      return text.charCodeAt(at);
    },
    lastIndexOf: () => -1,
    slice: () => name,
  }) as string;
  return { name, looks: () => looks };
}

test("a hostile pattern costs no more than the name's length times its own", (t) => {
  const pattern = `${"*a".repeat(50)}b`;
  const { name, looks } = counted("a".repeat(2000));
  t.false(new Glob(pattern, false).matches(name));
  t.true(looks() > 0);
  t.true(looks() <= 2000 * pattern.length);
});
