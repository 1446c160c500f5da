/** Sets of code points as flat lists of inclusive ranges, sorted and apart. */
export type Ranges = readonly number[];

const LAST = 0x10ffff;
/** What a decoded line can hold: no CR, no LF, no surrogates. */
const LINE: Ranges = [0, 0x9, 0xb, 0xc, 0xe, 0xd7ff, 0xe000, LAST];
const LETTERS = 26;
const UPPER = 0x41;
const LOWER = 0x61;

const toPairs = (flat: readonly number[]): [number, number][] =>
  Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index]!, flat[2 * index + 1]!]);

/** Sorts ranges and joins those that touch. */
export function normalize(flat: readonly number[]): Ranges {
  const out: number[] = [];
  for (const [low, high] of toPairs(flat).sort((a, b) => a[0] - b[0])) {
    const last = out.length - 1;
    if (last > 0 && low <= out[last]! + 1) out[last] = Math.max(out[last]!, high);
    else out.push(low, high);
  }
  return out;
}

export function negate(ranges: Ranges): Ranges {
  const out: number[] = [];
  let next = 0;
  for (const [low, high] of toPairs(ranges)) {
    if (low > next) out.push(next, low - 1);
    next = high + 1;
  }
  if (next <= LAST) out.push(next, LAST);
  return out;
}

const intersect = (a: Ranges, b: Ranges): Ranges => negate(normalize([...negate(a), ...negate(b)]));

/** Without what no line can hold. */
export const onLine = (ranges: Ranges): Ranges => intersect(ranges, LINE);

function shifted(ranges: Ranges, from: number, to: number): number[] {
  return intersect(ranges, [from, from + LETTERS - 1]).map((point) => point - from + to);
}

/** With the other case of every ASCII letter. */
export const fold = (ranges: Ranges): Ranges =>
  normalize([...ranges, ...shifted(ranges, UPPER, LOWER), ...shifted(ranges, LOWER, UPPER)]);

/** How many code points. */
export function count(ranges: Ranges): number {
  return toPairs(ranges).reduce((sum, [low, high]) => sum + high - low + 1, 0);
}

/** Every code point as a string; only for small sets. */
export function characters(ranges: Ranges): string[] {
  return toPairs(ranges).flatMap(([low, high]) =>
    Array.from({ length: high - low + 1 }, (_, index) => String.fromCodePoint(low + index)),
  );
}

export const has = (ranges: Ranges, point: number): boolean =>
  toPairs(ranges).some(([low, high]) => low <= point && point <= high);
