import { distance } from "fastest-levenshtein";

/**
 * The known word nearest to a misspelt one, for "did you mean".
 *
 * @returns undefined where nothing is near: more than half of the letters would have to change
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  // Words longer than any option are no misspelling, and the distance costs their length squared.
  if (word.length > 64) return undefined;
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(word.length / 2)) + 1;
  for (const candidate of known) {
    const away = distance(word.toLowerCase(), candidate.toLowerCase());
    if (away < least) [best, least] = [candidate, away];
  }
  return best;
}

/** `; did you mean "x"?`, or nothing. */
export function hint(word: string, known: Iterable<string>): string {
  const found = nearest(word, known);
  return found === undefined ? "" : `; did you mean ${JSON.stringify(found)}?`;
}
