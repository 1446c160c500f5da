import type { Rule } from "../../model/rule.ts";
import { placeOf } from "../chain.ts";

/** An id that is defined twice. */
export const duplicate: Rule = {
  id: "duplicate",
  severity: "error",
  summary: "An id is defined more than once",
  help: "Keep one definition, and give the others an id of their own.",
  example: {
    files: { "a.md": "@TAG[SPEC:login] Users sign in\n", "b.md": "@TAG[SPEC:login] Users sign in\n@TAG[CODE:login]\n" },
    finds: ["b.md:1: SPEC login is already defined at a.md:1"],
  },
  *check({ trace }) {
    for (const { id, type, tags } of trace.duplicates) {
      const [first, ...others] = tags;
      const related = [{ location: placeOf(first!), message: "first defined here" }];
      for (const tag of others) {
        const message = `${type} ${id} is already defined at ${first!.path}:${first!.line}`;
        yield { message, at: tag, tags: [tag, first!], related };
      }
    }
  },
};
