import type { Rule } from "../../model/rule.ts";
import { told } from "../note.ts";

/** What patterns that were given a severity find. */
export const pattern: Rule = {
  id: "pattern",
  severity: "warning",
  summary: "There is a tag of a pattern that has a severity, which is the finding's",
  help: "Take out what the pattern looks for, or the pattern's severity.",
  example: {
    files: { "a.ts": "debugger;\n" },
    patterns: { leftover: { pattern: String.raw`\bdebugger\b`, severity: "error" } },
    finds: ["a.ts:1: leftover: debugger"],
  },
  *check({ tags, severities }) {
    const detector = Object.keys(severities);
    if (detector.length === 0) return;
    for (const tag of tags.filter({ detector })) {
      const message = tag.kind === tag.detector ? told(tag) : `${tag.detector}: ${told(tag)}`;
      yield { message, at: tag, severity: severities[tag.detector]! };
    }
  },
};
