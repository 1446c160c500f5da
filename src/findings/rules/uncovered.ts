import type { Rule } from "../../model/rule.ts";

/** An item of OpenFastTrace that lacks what it needs. */
export const uncovered: Rule = {
  id: "uncovered",
  severity: "error",
  summary: "An item of OpenFastTrace needs a type that does not cover it",
  help: "Cover the item with a tag or an item of that type, or take the type out of its needs.",
  *check({ trace }) {
    for (const { state, id, message, places } of trace.verdicts()) {
      if (state === "uncovered")
        yield { message: `${id}: ${message}`, ...(places[0] === undefined ? {} : { at: places[0] }) };
    }
  },
};
