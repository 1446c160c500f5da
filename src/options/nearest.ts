import { distance } from "fastest-levenshtein";

/** Of a short word that is changed twice nothing is left, unless two letters changed places. */
const SHORT = 3;

const letters = (word: string): string => [...word].sort().join("");

/** How far another word may be. */
const most = (word: string, other: string): number =>
  word.length <= SHORT ? 1 : Math.max(2, Math.ceil(word.length / (other[0] === word[0] ? 2 : 3)));

/**
 * The known word nearest to a misspelt one, for "did you mean".
 *
 * @returns undefined where nothing is near: more than half of the letters would have to change, or a third where even the first
 *   is another one, which is seldom misspelt
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  // Words longer than any option are no misspelling, and the distance costs their length squared.
  if (word.length > 64) return undefined;
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const away = lower.length <= SHORT && letters(lower) === letters(other) ? 1 : distance(lower, other);
    if (away <= most(lower, other) && away < least) [best, least] = [candidate, away];
  }
  return best;
}

/** `; did you mean "x"?`, or nothing. */
export function hint(word: string, known: Iterable<string>): string {
  const found = nearest(word, known);
  return found === undefined ? "" : `; did you mean ${JSON.stringify(found)}?`;
}
