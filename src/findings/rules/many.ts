import type { Rule } from "../../model/rule.ts";

/** A file that is full of notes. */
export const tooManyNotes: Rule<{ readonly most: number }> = {
  id: "too-many-notes",
  severity: "off",
  summary: "A file has more notes than some number",
  help: "Do some of what they say.",
  options: { most: 10 },
  example: {
    files: { "a.ts": "// TODO: a\n// TODO: b\n", "b.ts": "// TODO: a\n" },
    options: { most: 1 },
    finds: ["a.ts:0: 2 notes, and 1 is the most"],
  },
  *check({ tags, options: { most } }) {
    for (const [path, notes] of tags.filter({ detector: "note" }).groupBy("path")) {
      if (notes.length > most) yield { message: `${notes.length} notes, and ${most} is the most`, at: path, key: "" };
    }
  },
};
