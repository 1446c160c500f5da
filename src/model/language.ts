import { names, readLanguages } from "../generated/languages.ts";

/** A language that is told from others. */
export interface Language {
  readonly name: string;
  /** Other names, as in the fences of Markdown. */
  readonly aliases: readonly string[];
  /** With their dots, in lower case. */
  readonly extensions: readonly string[];
  readonly filenames: readonly string[];
  /** Interpreters, without their version. */
  readonly shebangs: readonly string[];
  /** What begins a comment that ends with its line. */
  readonly line: readonly string[];
  /** What begins and ends other comments. */
  readonly block: readonly (readonly [string, string])[];
  /** Openers of comments that are documentation. */
  readonly doc: readonly string[];
}

let known: readonly Language[] | undefined;

/** All languages, sorted by name. */
export const listLanguages = (): readonly Language[] => (known ??= readLanguages());

/** What the language of a row of the table is called; undefined for the first, which stands for none that is known. */
export const languageAt = (row: number): string | undefined => (row === 0 ? undefined : names[row]);
