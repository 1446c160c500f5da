import type { Rule } from "../../model/rule.ts";
import { draftOf, hints } from "../chain.ts";

/** An id with exactly one type. */
export const orphan: Rule = {
  id: "orphan",
  severity: "warning",
  summary: "An id has tags of one type only",
  help: "Link it: give the id a tag of another type, or correct its spelling.",
  example: {
    files: { "a.ts": "// @TAG[CODE:login]\n" },
    finds: ["a.ts:1: login has only CODE"],
  },
  *check(context) {
    const hint = hints(context);
    for (const chain of context.trace.orphans) {
      yield draftOf(chain, context, `${chain.id} has only ${chain.types.join("")}${hint(chain.id)}`, "warning");
    }
  },
};
