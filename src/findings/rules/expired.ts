import type { Rule } from "../../model/rule.ts";
import { day, notesOf, told } from "../note.ts";

/** A note whose date has passed. The day itself still counts as not passed, everywhere on Earth by UTC. */
export const noteExpired: Rule = {
  id: "note-expired",
  severity: "warning",
  summary: "A note is past its date",
  help: "Do what it says, or give it a new date.",
  example: {
    files: { "a.ts": "// TODO(2020-01-31): go\n// TODO(9999-12-31): stay\n" },
    finds: ["a.ts:1: TODO: go expired on 2020-01-31"],
  },
  *check(context) {
    const today = day(context.now);
    for (const note of notesOf(context)) {
      const { expires } = note.fields;
      if (expires !== undefined && expires < today) yield { message: `${told(note)} expired on ${expires}`, at: note };
    }
  },
};
