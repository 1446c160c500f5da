import type { Rule } from "../../model/rule.ts";
import type { Share, TraceResult } from "../../model/trace.ts";

/** What a type covers; of the ids there are none, where no chain has it or needs it. */
export const shareOf = ({ coverage: { types }, chains }: TraceResult, type: string): Share =>
  Object.hasOwn(types, type) ? types[type]! : { covered: 0, total: chains.length, percent: 0 };

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
      const { covered, total, percent } = shareOf(trace, type);
      if (percent >= least) continue;
      const message = `${type} covers ${covered} of ${total} ids, ${percent} %, and ${least} % is asked`;
      yield { message, key: type };
    }
  },
};
