import test from "ava";
import fc from "fast-check";
import type { FileChanges } from "../../src/model/changes.ts";
import type { Tag } from "../../src/model/tag.ts";
import { makeChanges } from "../../src/changes/report.ts";
import { isUnchanged } from "../../src/model/changes.ts";
import { scanText } from "../../index.ts";

const NONE: FileChanges = { added: [], modified: [], deleted: [], renamed: [], unchanged: 0 };
const tagsOf = (path: string, ...lines: string[]): Tag[] => scanText(lines.join("\n"), { path }).tags.toArray();
const show = ({ path, line, kind, name, text }: Tag): string => `${path}:${line} ${kind} ${name} ${text}`.trim();

function compare(before: readonly Tag[], after: readonly Tag[], files: Partial<FileChanges> = {}) {
  const { tags } = makeChanges({ since: 1, files: { ...NONE, ...files }, before, after });
  return {
    added: tags.added.map(show),
    removed: tags.removed.map(show),
    moved: tags.moved.map(({ before, after }) => [show(before), show(after)]),
    changed: tags.changed.map(({ before, after }) => [show(before), show(after)]),
  };
}

test("a tag that stays is not mentioned; others are added, removed, moved or changed", (t) => {
  const before = tagsOf("a.ts", "// @TAG[SPEC:a] one", "// @TAG[SPEC:b] two", "// @TAG[CODE:c] three", "// TODO: gone");
  const after = tagsOf("a.ts", "// @TAG[SPEC:a] one", "", "// @TAG[SPEC:b] two", "// @TAG[CODE:c] 3", "// @TAG[DOC:d]");
  t.deepEqual(compare(before, after, { modified: ["a.ts"] }), {
    added: ["a.ts:5 DOC d"],
    removed: ["a.ts:4 TODO  gone"],
    moved: [["a.ts:2 SPEC b two", "a.ts:3 SPEC b two"]],
    changed: [["a.ts:3 CODE c three", "a.ts:4 CODE c 3"]],
  });
});

test("a note without a name is changed by its text, in order", (t) => {
  const found = compare(tagsOf("a.ts", "// TODO: x", "// TODO: y"), tagsOf("a.ts", "// TODO: x", "// TODO: z"));
  t.deepEqual(found, { added: [], removed: [], moved: [], changed: [["a.ts:2 TODO  y", "a.ts:2 TODO  z"]] });
});

test("equal tags are counted", (t) => {
  const [one, two] = ["// TODO: x", "// @TAG[SPEC:a]"];
  t.deepEqual(compare(tagsOf("a.ts", one, one, one), tagsOf("a.ts", one, two)), {
    added: ["a.ts:2 SPEC a"],
    removed: ["a.ts:2 TODO  x", "a.ts:3 TODO  x"],
    moved: [],
    changed: [],
  });
});

test("tags of a renamed file moved with it; the same tag in another file is another", (t) => {
  const [before, after] = [tagsOf("a.ts", "// TODO: x"), tagsOf("b.ts", "// TODO: x")];
  t.deepEqual(compare(before, after, { renamed: [{ from: "a.ts", to: "b.ts" }] }).moved, [
    ["a.ts:1 TODO  x", "b.ts:1 TODO  x"],
  ]);
  t.deepEqual(compare(before, after, { deleted: ["a.ts"], added: ["b.ts"] }), {
    added: ["b.ts:1 TODO  x"],
    removed: ["a.ts:1 TODO  x"],
    moved: [],
    changed: [],
  });
});

test("nothing is nothing", (t) => {
  const report = makeChanges({ since: undefined, files: { ...NONE, unchanged: 3 }, before: [], after: [] });
  t.true(isUnchanged(report));
  t.false(isUnchanged({ ...report, files: { ...NONE, deleted: ["a"] } }));
});

const line = fc.constantFrom("// TODO: x", "// TODO: y", "// @TAG[SPEC:a] 1", "// @TAG[SPEC:a] 2", "// FIXME: x", "");

test("every tag is on exactly one list or stays, and equal sides have no difference", (t) => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.array(line, { maxLength: 8 }), (left, right) => {
      const [before, after] = [tagsOf("a.ts", ...left), tagsOf("a.ts", ...right)];
      const { tags } = makeChanges({ since: 1, files: NONE, before, after });
      const stay = before.length - tags.removed.length - tags.moved.length - tags.changed.length;
      t.is(stay, after.length - tags.added.length - tags.moved.length - tags.changed.length);
      t.true(stay >= 0);
      t.is(stay === before.length && stay === after.length, show2(before) === show2(after));
      for (const { before, after } of tags.moved) t.is(before.fingerprint, after.fingerprint);
      const [gone, come] = [tags.removed, tags.added].map((list) => new Set(list.map(({ kind, name }) => kind + name)));
      t.false([...gone!].some((key) => come!.has(key)));
    }),
  );
});

const show2 = (tags: readonly Tag[]): string => tags.map(show).join("\n");
