/** From what was seen to a configuration. */
import type { Config, Dialect } from "../../index.ts";
import { RARE, type Counts, type Seen } from "./look.ts";

/** What the wizard asks about. */
export interface Proposal {
  readonly dialects: readonly string[];
  /** Words of notes beside the usual ones, without their plus. */
  readonly words: readonly string[];
  readonly exclude: readonly string[];
  /** The types that each id must have. */
  readonly required: readonly string[];
}

/** Once may be an accident. */
const OFTEN = 2;
const CHAIN = ["SPEC", "CODE", "TEST", "DOC"];

const frequent = (counts: Counts): string[] => counts.filter(([, times]) => times >= OFTEN).map(([word]) => word);

/** The types of a chain that are in use, where some are not: who has no DOC at all does not want to hear of it for each id. */
function requiredOf(kinds: Counts): string[] {
  const used = CHAIN.filter((type) => kinds.some(([kind]) => kind === type));
  return used.length < 2 || used.length === CHAIN.length ? CHAIN : used;
}

/** What to take where nothing is said. */
export function propose({ dialects, kinds, notes, foreign }: Seen): Proposal {
  const used = frequent(dialects);
  const rare: readonly string[] = RARE;
  return {
    dialects: used.length === 0 ? ["tag"] : used,
    words: frequent(notes).filter((word) => rare.includes(word)),
    exclude: foreign,
    required: requiredOf(kinds),
  };
}

const isUsual = (required: readonly string[]): boolean =>
  required.length === CHAIN.length && required.every((type) => CHAIN.includes(type));

/** The configuration that says it. What is usual anyway is left out, but for the dialects: a file that says nothing teaches nothing. */
export const toConfig = ({ dialects, words, exclude, required }: Proposal): Config => ({
  dialects: dialects as Dialect[],
  ...(words.length === 0 ? {} : { noteKeywords: words.map((word) => `+${word}`) }),
  ...(exclude.length === 0 ? {} : { exclude: [...exclude] }),
  ...(isUsual(required) || required.length === 0 ? {} : { trace: { required: [...required] } }),
});

/** The file's text: lists on one line, as a person would write them. */
export const toText = (config: Config): string =>
  `${JSON.stringify(config, null, 2).replaceAll(/\[\s+([^[\]{}]*?)\s+\]/g, (_, items: string) => `[${items.replaceAll(/,\s+/g, ", ")}]`)}\n`;
