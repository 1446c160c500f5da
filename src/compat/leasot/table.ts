/** Which extension is read how. */
import type { ExtensionConfig, ExtensionsDb } from "./types.ts";

const INLINE = [".html", ".js", ".css"];

/** Styles, and the extensions that they serve. */
const served: Readonly<Record<string, string>> = {
  clojureParser: "clj cljs cljc",
  coffeeParser: "bash cjsx coffee cr cson ex exs gd pl pm R rb sh yaml yml zsh",
  defaultParser:
    "c cjs cpp cs css cts es es6 go h java js jsx kt less m mdx mjs mm mts proto rs sass scala scss styl swift ts tsx",
  ejsParser: "ejs erb",
  erlangParser: "erl hrl",
  fsharpParser: "fs",
  hamlParser: "haml",
  haskellParser: "hs",
  hbsParser: "handlebars hbs hgn hogan mustache",
  jadeParser: "jade pug",
  latexParser: "tex",
  luaParser: "lua",
  pascalParser: "pas",
  pythonParser: "jl py",
  ssParser: "ss",
  twigParser: "htm html markdown md njk twig",
};

const rows = Object.entries(served).flatMap(([parserName, names]) =>
  names.split(" ").map((name): [string, ExtensionConfig] => [`.${name}`, { parserName }]),
);

const table: ExtensionsDb = {
  ...Object.fromEntries(rows),
  ".ctp": { parserName: "defaultParser", includedFiles: INLINE },
  ".php": { parserName: "defaultParser", includedFiles: INLINE },
  ".svelte": { parserName: "twigParser", includedFiles: INLINE },
  ".vue": { parserName: "twigParser", includedFiles: INLINE },
  ".hcl": { parserName: ["defaultParser", "coffeeParser"] },
  ".sql": { parserName: ["defaultParser", "haskellParser"] },
  ".tf": { parserName: ["defaultParser", "coffeeParser"] },
};

function check(extension: string, config: ExtensionConfig | undefined): void {
  if (extension.length <= 1 || extension[0] !== ".") {
    throw new TypeError(`Cannot register extension: invalid extension ${extension}`);
  }
  if (!config || !config.parserName) throw new TypeError("Cannot register extension: `parserName` is missing");
}

/**
 * Adds extensions, or reads known ones in another way, for the rest of the process.
 *
 * @param extendedDb extensions with their dot, and their styles. One that is wrong makes it throw a TypeError and add none
 */
export function associateExtWithParser(extendedDb: ExtensionsDb): void {
  for (const [extension, config] of Object.entries(extendedDb)) check(extension, config);
  Object.assign(table, extendedDb);
}

/** Whether an extension (with its dot; case matters) is known. */
export const isExtensionSupported = (extension: string): boolean => Object.hasOwn(table, extension);

/** All extensions that are known by now. */
export const extensions = (): string[] => Object.keys(table);

const namesOf = (extension: string): string[] => [table[extension]!.parserName].flat();

/** The styles of a known extension, each once. */
export function parserNames(extension: string, withInlineFiles: boolean | undefined): string[] {
  const included = (withInlineFiles && table[extension]!.includedFiles) || [];
  const names = [...namesOf(extension), ...included.flatMap(namesOf)];
  return withInlineFiles ? [...new Set(names)] : names;
}
