/** Which files are in which language, as the caller says. */
import type { LanguageRule } from "../engine/contract.ts";
import { listLanguages } from "../model/language.ts";
import { hint } from "./nearest.ts";
import { badValue } from "./validate.ts";

/**
 * What the option `languages` says, checked.
 *
 * @param said gitignore lines and names or aliases of languages, in any case
 * @throws TagwrightError `E_OPTION_VALUE` for a language that nobody knows
 */
export function readLanguages(said: Readonly<Record<string, string>>): LanguageRule[] {
  const rules = Object.entries(said).map(([line, language]) => ({ line, language: language.toLowerCase() }));
  if (rules.length === 0) return rules;
  const known = new Set(
    listLanguages().flatMap(({ name, aliases }) => [name, ...aliases].map((one) => one.toLowerCase())),
  );
  for (const { line, language } of rules) {
    if (!known.has(language))
      throw badValue(
        `languages.${line}`,
        "a language that tagwright languages lists",
        said[line],
        hint(language, [...known]),
      );
  }
  return rules;
}
