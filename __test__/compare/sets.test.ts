import test from "ava";
import * as fc from "fast-check";
import { compare, merge, readTags, scanText, TagwrightError, type Strategy, type Tag } from "../../index.ts";

const tagsOf = (text: string, path = "a.ts"): Tag[] => scanText(text, { path }).tags.toArray();
const setOf = (...kinds: string[]): Tag[] => tagsOf(kinds.map((kind) => `@TAG[${kind}:x]\n`).join(""));
const told = (local: Tag[], remote: Tag[]): string[] =>
  compare(local, remote).conflicts.map(
    ({ id, state, localOnly, remoteOnly, changed }) =>
      `${id} ${state} -${localOnly.length} +${remoteOnly.length} ~${changed.length}`,
  );

test("equal sets have no conflict, wherever the tags moved", (t) => {
  t.deepEqual(compare(setOf("A", "B"), setOf("A", "B")), { conflicts: [], equal: 2 });
  t.deepEqual(told(tagsOf("@TAG[SPEC:a]"), tagsOf("\n\n  @TAG[SPEC:a]")), []);
});

test("what is only here is missing there, what is only there is extra, and both are one mismatch", (t) => {
  t.deepEqual(told(setOf("A", "B"), setOf("A")), ["x missing -1 +0 ~0"]);
  t.deepEqual(told(setOf("A"), setOf("A", "B", "C")), ["x extra -0 +2 ~0"]);
  t.deepEqual(told(setOf("A", "B"), setOf("B", "C")), ["x mismatch -1 +1 ~0"]);
  t.deepEqual(told(tagsOf("@TAG[SPEC:a] one"), tagsOf("@TAG[SPEC:a] two")), ["a mismatch -0 +0 ~1"]);
  t.deepEqual(told(tagsOf("@TAG[SPEC:a]", "a.ts"), tagsOf("@TAG[SPEC:a]", "b.ts")), ["a mismatch -1 +1 ~0"]);
});

test("as many equal tags as there are", (t) => {
  t.deepEqual(told(setOf("A", "A"), setOf("A")), ["x missing -1 +0 ~0"]);
  t.deepEqual(told(setOf("A"), setOf("A", "A")), ["x extra -0 +1 ~0"]);
});

const kinds = (tags: readonly Tag[]): string[] => tags.map(({ kind }) => kind).sort();

test("the strategies", (t) => {
  const [local, remote] = [setOf("A", "B"), setOf("B", "C")];
  t.deepEqual(kinds(merge(local, remote, "keep-both")), ["A", "B", "C"]);
  t.deepEqual(kinds(merge(local, remote, "prefer-local")), ["A", "B"]);
  t.deepEqual(kinds(merge(local, remote, "prefer-remote")), ["B", "C"]);
  const error = t.throws(() => merge(local, remote, "prefer-locl" as Strategy), { instanceOf: TagwrightError });
  t.is(error.code, "E_OPTION_VALUE");
  t.regex(error.message, /did you mean "prefer-local"/);
});

const sets = fc.array(
  fc.record({ kind: fc.constantFrom("A", "B", "C"), name: fc.constantFrom("x", "y"), text: fc.constantFrom("", "t") }),
);

test("properties: a comparison turned around, and what keep-both keeps", (t) => {
  const make = (rows: readonly { kind: string; name: string; text: string }[]): Tag[] =>
    tagsOf(rows.map(({ kind, name, text }) => `@TAG[${kind}:${name}] ${text}\n`).join(""));
  fc.assert(
    fc.property(sets, sets, (one, other) => {
      const [local, remote] = [make(one), make(other)];
      const [there, back] = [compare(local, remote), compare(remote, local)];
      t.is(there.equal, back.equal);
      t.deepEqual(
        there.conflicts.map(({ id, localOnly }) => [id, localOnly.length]),
        back.conflicts.map(({ id, remoteOnly }) => [id, remoteOnly.length]),
      );
      const both = merge(local, remote, "keep-both");
      t.is(both.length, local.length + remote.length - there.equal);
      t.deepEqual(compare(both, merge(remote, local, "keep-both")).conflicts, []);
    }),
    { numRuns: 200 },
  );
});

test("documents are read as scan prints them, and told of where they are wrong", (t) => {
  const tags = setOf("A");
  t.deepEqual(readTags(JSON.stringify({ version: 1, tags })), JSON.parse(JSON.stringify(tags)));
  t.deepEqual(readTags(`\ufeff${JSON.stringify(tags)}`).length, 1);
  const fails = (json: string): string => t.throws(() => readTags(json), { instanceOf: TagwrightError }).message;
  t.regex(fails("{"), /^cannot compare: /);
  t.regex(fails(JSON.stringify({ tags: [{ ...tags[0], line: "1" }] })), /tags\.0\.line: expected number, got "1"/);
  t.regex(fails(JSON.stringify([{ ...tags[0], fields: [] }, 3])), /expected/);
  t.regex(fails("7"), /expected/);
});
