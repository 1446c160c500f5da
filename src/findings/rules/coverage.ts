import type { Rule } from "../../model/rule.ts";

/** A type that covers less than was asked. */
export const coverage: Rule = {
  id: "coverage",
  severity: "error",
  summary: "A type covers fewer ids than minCoverage asks",
  help: "Add the missing tags, or ask for less.",
  example: {
    files: { "a.md": "@TAG[SPEC:a]\n@TAG[CODE:a]\n@TAG[SPEC:b]\n" },
    minCoverage: { CODE: 80, SPEC: 100 },
    finds: [":0: CODE covers 1 of 2 ids, 50 %, and 80 % is asked"],
  },
  *check({ trace, minCoverage }) {
    for (const [type, least] of Object.entries(minCoverage)) {
      const { covered, total, percent } = trace.coverage.types[type] ?? { covered: 0, total: 0, percent: 0 };
      if (percent >= least) continue;
      const message = `${type} covers ${covered} of ${total} ids, ${percent} %, and ${least} % is asked`;
      yield { message, key: type };
    }
  },
};
