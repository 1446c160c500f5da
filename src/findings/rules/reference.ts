import type { Rule } from "../../model/rule.ts";
import { notesOf, told } from "../note.ts";

/** A note nobody answers for. */
export const noteWithoutReference: Rule = {
  id: "note-without-reference",
  severity: "off",
  summary: "A note names no person, issue or date",
  help: "Write who or what it waits for, in brackets after the keyword.",
  example: {
    files: { "a.ts": "// TODO: later\n// TODO(ann): soon\n" },
    finds: ["a.ts:1: TODO: later has no reference"],
  },
  *check(context) {
    for (const note of notesOf(context)) {
      if (!note.fields.ref) yield { message: `${told(note)} has no reference`, at: note };
    }
  },
};
