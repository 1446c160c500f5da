import type { Rule } from "../../model/rule.ts";
import { told } from "../note.ts";

/** Keywords that must not be merged. */
export const forbiddenKeyword: Rule<{ readonly words: readonly string[] }> = {
  id: "forbidden-keyword",
  severity: "off",
  summary: "A note or tag is of a kind that must not stay",
  help: "Do what it says before it is merged.",
  options: { words: ["FIXME", "XXX"] },
  example: {
    files: { "a.ts": "// FIXME: now\n// TODO: later\n" },
    finds: ["a.ts:1: FIXME: now is forbidden"],
  },
  *check({ tags, options }) {
    if (options.words.length === 0) return;
    for (const tag of tags.filter({ kind: options.words })) yield { message: `${told(tag)} is forbidden`, at: tag };
  },
};
