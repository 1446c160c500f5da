import type { Rule } from "../../model/rule.ts";

/** Comments that ignore nothing. It is the reading of comments that finds them: see ../comments.ts. */
export const suppression: Rule = {
  id: "suppression",
  severity: "warning",
  summary: "A tagwright-ignore comment names no rule, or ends nothing; only files with other findings are looked at",
  help: "Correct the id, or remove the comment.",
  example: {
    files: { "a.ts": "// tagwright-ignore-next-line malformd\n// @TAG[code:login]\n" },
    finds: ["a.ts:1: there is no rule malformd to ignore"],
  },
  check: () => [],
};
