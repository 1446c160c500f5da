/** Asks about each part of a proposal, on a terminal. */
import { createInterface, type Interface } from "node:readline/promises";
import { checkValue, TagwrightError } from "../../index.ts";
import { visible } from "../escape.ts";
import { splitList } from "../filters.ts";
import { Interrupted } from "../exit.ts";
import type { Proposal } from "./propose.ts";
import type { Seen } from "./look.ts";

const NOTHING = "none";

/** One question at a time. Rejects with Interrupted where the terminal is closed, or Ctrl-C is pressed. */
export interface Asker {
  /** A line, trimmed. */
  readonly line: (question: string) => Promise<string>;
  readonly close: () => void;
}

function untilClosed(reader: Interface): Promise<never> {
  return new Promise((_, reject) => {
    reader.once("close", () => reject(new Interrupted("interrupted")));
    reader.once("SIGINT", () => reader.close());
  });
}

/** Questions go to stderr: what is printed stays a file. */
export function makeAsker(): Asker {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const closed = untilClosed(reader);
  closed.catch(() => {});
  return {
    line: async (question) => (await Promise.race([reader.question(question), closed])).trim(),
    close: () => reader.close(),
  };
}

/** Asks until there is a list that `check` does not refuse. */
async function askList(
  asker: Asker,
  question: string,
  proposed: readonly string[],
  check: (list: readonly string[]) => void,
): Promise<readonly string[]> {
  const shown = proposed.length === 0 ? NOTHING : proposed.join(", ");
  for (;;) {
    const answer = await asker.line(`${question} [${visible(shown)}]: `);
    const list = answer === "" ? proposed : answer === NOTHING ? [] : splitList([answer]);
    try {
      check(list);
      return list;
    } catch (error) {
      if (!(error instanceof TagwrightError)) throw error;
      process.stderr.write(`  ${visible(error.message)}\n`);
    }
  }
}

/** Yes or no. */
export async function confirm(asker: Asker, question: string, isYes: boolean): Promise<boolean> {
  for (;;) {
    const answer = (await asker.line(`${question} [${isYes ? "Y/n" : "y/N"}] `)).toLowerCase();
    if (answer === "") return isYes;
    if ("yes".startsWith(answer) || "no".startsWith(answer)) return "yes".startsWith(answer);
  }
}

const free = (): void => {};

/** Asks about each part. What is left empty is as proposed. */
export async function ask(asker: Asker, { kinds }: Seen, proposal: Proposal): Promise<Proposal> {
  process.stderr.write(`Enter takes what stands in brackets; lists have commas; ${NOTHING} is the empty list.\n`);
  const dialects = await askList(asker, "Dialects of tags: tag, hash, moai, oft", proposal.dialects, (list) =>
    checkValue("dialects", list),
  );
  const words = await askList(asker, "Words of notes beside TODO, FIXME and the usual ones", proposal.words, (list) => {
    if (list.length > 0) checkValue("noteKeywords", list);
  });
  const exclude = await askList(asker, "Leave out, as .gitignore has it", proposal.exclude, (list) =>
    checkValue("exclude", list),
  );
  if (kinds.length === 0) return { ...proposal, dialects, words, exclude };
  const required = await askList(asker, "Types that each id must have", proposal.required, free);
  return { dialects, words, exclude, required };
}
