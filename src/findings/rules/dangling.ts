import type { Rule } from "../../model/rule.ts";
import { all, draftOf, hints } from "../chain.ts";

/** Known types without the one that defines. */
export const dangling: Rule = {
  id: "dangling",
  severity: "error",
  summary: "An id is used, but nothing defines it",
  help: "Write the definition (SPEC), or correct the spelling of the id.",
  example: {
    files: { "a.ts": "// @TAG[CODE:login]\n", "a.test.ts": "// @TAG[TEST:login]\n" },
    finds: ["a.test.ts:1: login has CODE and TEST, but no SPEC"],
  },
  *check(context) {
    const hint = hints(context);
    const [defining] = context.trace.rule.order;
    for (const chain of context.trace.dangling) {
      const told = `${chain.id} has ${all(chain.types)}, but no ${defining}${hint(chain.id)}`;
      yield draftOf(chain, context, told, "warning");
    }
  },
};
