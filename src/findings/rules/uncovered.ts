import type { Rule } from "../../model/rule.ts";

/** An item of OpenFastTrace that lacks what it needs. */
export const uncovered: Rule = {
  id: "uncovered",
  severity: "error",
  summary: "An item of OpenFastTrace needs a type that does not cover it",
  help: "Cover the item with a tag or an item of that type, or take the type out of its needs.",
  example: {
    files: { "a.md": "`dsn~login~1`\n\nNeeds: impl, utest\n", "a.ts": "// [impl->dsn~login~1]\n" },
    dialects: ["oft"],
    finds: ["a.md:1: dsn~login~1: nothing of type utest covers it"],
  },
  *check({ trace }) {
    for (const { state, id, message, places } of trace.verdicts()) {
      if (state === "uncovered")
        yield { message: `${id}: ${message}`, ...(places[0] === undefined ? {} : { at: places[0] }) };
    }
  },
};
