import type { Rule } from "../../model/rule.ts";
import { day, DAY, notesOf, told } from "../note.ts";

/** A note that has stood for long, by git. */
export const noteOld: Rule<{ readonly days: number }> = {
  id: "note-old",
  severity: "off",
  summary: "A note is older than some days, by git blame",
  help: "Do what it says, or remove it.",
  options: { days: 365 },
  example: {
    files: { "a.ts": "// TODO: later\n" },
    committed: "2020-01-31",
    options: { days: 30 },
    finds: ["a.ts:1: TODO: later stands since 2020-01-31, by Ann"],
  },
  async *check(context) {
    const origins = await context.blame(notesOf(context));
    for (const [note, { author, time }] of origins) {
      if (context.now - time <= context.options.days * DAY) continue;
      yield { message: `${told(note)} stands since ${day(time)}, by ${author}`, at: note };
    }
  },
};
