/** The `note` detector, made of options. */
import type { DetectorSpec } from "../engine/contract.ts";
import type { Complete } from "./normalize.ts";
import { note } from "../generated/detectors.ts";
import { spellings } from "../model/spelling.ts";
import { badValue } from "./validate.ts";

const ASCII = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9_])?$/;
/**
 * A word: what could not be told from its surroundings at word boundaries is none. The pattern of all words stands where it
 * is used, as the properties of Unicode cost whoever only defines it a millisecond.
 */
const isKeyword = (word: string): boolean =>
  ASCII.test(word) || /^[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_-]{0,62}[\p{L}\p{N}\p{M}_])?$/u.test(word);
/** UTF-16 units of a keyword that literals hold. More would be rarer, but there are twice as many with each letter. */
const PREFIX = { marked: 2, any: 4 } as const;

/** Words replace the usual ones; those with a plus are added. */
function readKeywords(words: readonly string[]): string[] {
  const added = words.filter((word) => word.startsWith("+")).map((word) => word.slice(1));
  const own = words.filter((word) => !word.startsWith("+"));
  const all = [...new Set([...(own.length === 0 ? note.keywords : own), ...added])];
  for (const word of all) {
    if (!isKeyword(word)) throw badValue("noteKeywords", "words of letters, digits, _ and -", word);
  }
  return all;
}

const head = (word: string, length: number): string => [...word].slice(0, length).join("");

/** A small letter before a capital: nobody marks a word that is written like that, and each literal costs all files. */
const SWAPPED = /^[a-z][A-Z]/;

/** What follows an `@`: how a keyword may begin there. */
const marked = (word: string): string[] => {
  const own = head(word, PREFIX.marked);
  return spellings(own).filter((one) => one === own || !SWAPPED.test(one));
};

/** What every line with a note holds: a keyword as it is written, or `@` and one in nearly any case. */
function literalsOf(keywords: readonly string[], ignoreCase: boolean): string[] {
  const all = ignoreCase
    ? keywords.flatMap((word) => spellings(head(word, PREFIX.any)))
    : [...keywords, ...keywords.flatMap((word) => marked(word).map((one) => `@${one}`))];
  return [...new Set(all)];
}

/** The detector of complete options. Throws E_OPTION_VALUE for a keyword that is no word. */
export function noteSpec(options: Complete, zones: number): DetectorSpec {
  const keywords = readKeywords(options.noteKeywords);
  return {
    type: "note",
    literals: literalsOf(keywords, options.noteIgnoreCase),
    fields: note.fields,
    zones,
    note: {
      keywords,
      ignoreCase: options.noteIgnoreCase,
      needs: options.noteNeeds,
      least: options.noteMinText,
      most: options.noteMaxText,
      joined: options.noteJoin,
    },
  };
}
