import type { Rule } from "../../model/rule.ts";
import type { Place, Verdict, VerdictState } from "../../model/trace.ts";

const states: ReadonlySet<VerdictState> = new Set([
  "outdated",
  "predated",
  "orphaned",
  "unwanted",
  "ambiguous",
  "duplicate",
  "cycle",
]);

const related = (places: readonly Place[]) =>
  places.slice(1).map((location) => ({ location, message: "the other end is here" }));

/** A link of OpenFastTrace that does not cover. Duplicates of chains have a rule of their own. */
function isBad({ state, id }: Verdict, chains: ReadonlySet<string>): boolean {
  return states.has(state) && !(state === "duplicate" && chains.has(id));
}

/** Links of OpenFastTrace that are wrong. */
export const link: Rule = {
  id: "link",
  severity: "error",
  summary: "A link of OpenFastTrace leads to no item, to another revision, to one that does not need it, or in a ring",
  help: "Correct the id or the revision, or state the need where the item is defined.",
  example: {
    files: {
      "a.md": "`dsn~login~2`\n\nNeeds: impl\n\n`dsn~logout~1`\n",
      "a.ts":
        "// [impl->dsn~login~2]\n// [impl~b~1->dsn~login~1]\n// [impl~c~1->dsn~logout~1]\n// [impl~d~1->dsn~logn~1]\n",
    },
    dialects: ["oft"],
    finds: [
      "a.ts:2: impl~b~1 covers dsn~login~1, but the item is at revision 2",
      "a.ts:3: impl~c~1 covers dsn~logout~1, which does not need it",
      "a.ts:4: impl~d~1 covers dsn~logn~1, which does not exist",
    ],
  },
  *check({ trace }) {
    if (trace.items === undefined) return;
    const chains = new Set(trace.chains.map(({ id }) => id));
    for (const verdict of trace.verdicts()) {
      if (!isBad(verdict, chains)) continue;
      const { id, message, places, severity } = verdict;
      yield {
        message: message.startsWith(id) ? message : `${id} ${message}`,
        ...(places[0] === undefined ? {} : { at: places[0] }),
        severity,
        related: related(places),
      };
    }
  },
};
