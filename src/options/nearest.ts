import { distance } from "fastest-levenshtein";

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
    const most = Math.max(2, Math.ceil(word.length / (other[0] === lower[0] ? 2 : 3)));
    const away = distance(lower, other);
    if (away <= most && away < least) [best, least] = [candidate, away];
  }
  return best;
}

/** `; did you mean "x"?`, or nothing. */
export function hint(word: string, known: Iterable<string>): string {
  const found = nearest(word, known);
  return found === undefined ? "" : `; did you mean ${JSON.stringify(found)}?`;
}
