import type { Rule } from "../../model/rule.ts";

/** What looks like a tag and is none. */
export const malformed: Rule = {
  id: "malformed",
  severity: "warning",
  summary: "Something looks like a tag and is not one",
  help: "Write it as its dialect asks, or in another way where no tag is meant.",
  example: {
    files: { "a.ts": "// @TAG[code:login]\n" },
    finds: ["a.ts:1: tag type is not upper-case letters followed by a colon"],
  },
  *check({ diagnostics }) {
    for (const one of diagnostics) {
      if (one.code.startsWith("E_TAG_")) yield { message: one.message, at: one, help: one.help };
    }
  },
};
