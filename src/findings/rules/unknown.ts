import type { Rule } from "../../model/rule.ts";

/** A type that no rule of chains knows. */
export const unknownType: Rule = {
  id: "unknown-type",
  severity: "warning",
  summary: "A tag has a type that chains do not know",
  help: "Correct the type, or add it to those that are known. It stands for none of the required ones.",
  example: {
    files: { "a.md": "@TAG[SPEC:login]\n@TAG[CODE:login]\n@TAG[TEST:login]\n@TAG[DOC:login]\n@TAG[EPIC:login]\n" },
    finds: ["a.md:5: unknown type EPIC of login"],
  },
  *check({ trace }) {
    for (const [type, ids] of Object.entries(trace.extra)) {
      for (const tag of ids.flatMap((id) => trace.chain(id)?.tags(type) ?? [])) {
        yield { message: `unknown type ${type} of ${tag.name}`, at: tag };
      }
    }
  },
};
