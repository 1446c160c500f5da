import { readLanguages } from "../generated/languages.ts";

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

interface Index {
  readonly filenames: ReadonlyMap<string, string>;
  readonly extensions: ReadonlyMap<string, string>;
}

function build(): Index {
  const filenames = new Map<string, string>();
  const extensions = new Map<string, string>();
  for (const language of readLanguages()) {
    for (const filename of language.filenames) filenames.set(filename, language.name);
    for (const extension of language.extensions) extensions.set(extension, language.name);
  }
  return { filenames, extensions };
}

let index: Index | undefined;

/** The language of the longest extension that is known: `a.blade.php` is tried before `a.php`. */
function byExtension(name: string, extensions: Index["extensions"]): string | undefined {
  const lower = name.toLowerCase();
  for (let dot = lower.indexOf("."); dot >= 0; dot = lower.indexOf(".", dot + 1)) {
    const found = extensions.get(lower.slice(dot));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The language of a path by its file name, or undefined where none is known. The extension's case does not matter. */
export function languageOf(path: string): string | undefined {
  index ??= build();
  const name = path.slice(path.lastIndexOf("/") + 1);
  return index.filenames.get(name) ?? byExtension(name, index.extensions);
}

/** All languages, sorted by name. */
export const listLanguages = (): readonly Language[] => readLanguages();
