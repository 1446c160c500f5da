/** Ids that are nearly another one's: by case, or by one typo. */
import type { Chain, Suggestion } from "../model/trace.ts";

/** Longer ids are sentences, and each letter costs an entry. */
const LONGEST = 64;
/** In a word of fewer letters, one of them makes another word. */
const LEAST = 3;
const DIGITS = /\d+/g;
const OTHERS = /[^\p{L}]+/gu;

/** An id without its numbers, and these: `auth-001` and `auth-002` are two ids, not one misspelt. */
interface Shape {
  readonly letters: string;
  readonly numbers: string;
}

const withoutZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, "");

function shapeOf(id: string): Shape {
  return { letters: id.replace(DIGITS, "0"), numbers: (id.match(DIGITS) ?? []).map(withoutZeros).join() };
}

/** The letters, and the letters with each one left out: words one edit apart share one of these. */
function* forms({ letters, numbers }: Shape): Iterable<string> {
  yield `${numbers}:${letters}`;
  for (let at = 0; at < letters.length; at++) yield `${numbers}:${letters.slice(0, at)}${letters.slice(at + 1)}`;
}

/** Whether one letter changed, came or went, or two neighbours changed places. */
function isOneEdit(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let head = 0;
  while (head < one.length && one[head] === other[head]) head++;
  let tail = 0;
  const most = Math.min(one.length, other.length) - head;
  while (tail < most && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  const [left, right] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
  return left.length <= 1 && right.length <= 1 ? true : left.length === 2 && left === [...right].toReversed().join("");
}

/** Chains that define an id, by the forms of their ids. The first of equal forms is kept. */
function indexForms(defined: readonly Chain[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const { id } of defined) {
    if (id.length > LONGEST) continue;
    for (const form of forms(shapeOf(id.toLowerCase()))) {
      const ids = index.get(form);
      // More than a few that look alike are a naming scheme, not misspellings.
      if (ids === undefined) index.set(form, [id]);
      else if (ids.length < 8) ids.push(id);
    }
  }
  return index;
}

const lettersIn = (text: string): number => text.replace(OTHERS, "").length;

function judge(id: string, near: string): Suggestion["why"] | undefined {
  const [one, other] = [id.toLowerCase(), near.toLowerCase()];
  if (one === other) return "case";
  if (Math.min(lettersIn(one), lettersIn(other)) < LEAST) return undefined;
  const [left, right] = [shapeOf(one), shapeOf(other)];
  return left.numbers === right.numbers && isOneEdit(left.letters, right.letters) ? "typo" : undefined;
}

function findNear(id: string, index: ReadonlyMap<string, readonly string[]>): Suggestion | undefined {
  let found: Suggestion | undefined;
  for (const form of forms(shapeOf(id.toLowerCase()))) {
    for (const near of index.get(form) ?? []) {
      const why = near === id ? undefined : judge(id, near);
      if (why === "case") return { id, near, why };
      if (why !== undefined) found ??= { id, near, why };
    }
  }
  return found;
}

/**
 * For ids that nobody defines, the defined id that was probably meant. Numbers must agree, leading zeros aside.
 * Linear in the letters of all ids: words one edit apart agree once a letter is left out of each (the idea of
 * Mor and Fraenkel's deletion neighbourhoods, 1982).
 */
export function suggest(chains: readonly Chain[]): Suggestion[] {
  const suspects = chains.filter(({ isDangling, id }) => isDangling && id.length <= LONGEST);
  if (suspects.length === 0) return [];
  const index = indexForms(chains.filter(({ isDangling, types, extra }) => !isDangling && types.length > extra.length));
  return suspects.flatMap(({ id }) => findNear(id, index) ?? []);
}
