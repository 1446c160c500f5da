import type { Rule } from "../../model/rule.ts";
import { any, draftOf } from "../chain.ts";

/** An id that lacks a required type. */
export const missing: Rule = {
  id: "missing",
  severity: "error",
  summary: "An id lacks a type that its chain must have",
  help: "Add a tag of each missing type, or take the type out of those that are required.",
  example: {
    files: { "a.md": "@TAG[SPEC:login] Users sign in\n", "a.ts": "// @TAG[CODE:login]\n" },
    finds: ["a.md:1: login has no TEST or DOC"],
  },
  *check(context) {
    for (const chain of context.trace.gaps) {
      const isOnlyDoc = chain.missing.every((type) => type === "DOC");
      yield draftOf(chain, context, `${chain.id} has no ${any(chain.missing)}`, isOnlyDoc ? "info" : "warning");
    }
  },
};
