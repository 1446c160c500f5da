/** What the caller says of the languages of files. The Rust twin is crates/engine/src/languages.rs. */
import type { LanguageRule } from "../engine/contract.ts";
import { encode } from "./lines.ts";
import { RuleSet } from "./rules.ts";
import { languageNamed } from "./zones.ts";

/** Which files are in which language, whatever their names and contents say. */
export class Languages {
  readonly #rules: readonly { readonly set: RuleSet; readonly language: number | undefined }[];

  /** Lines as an ignore file has them. A line that is no rule matches nothing. */
  constructor(said: readonly LanguageRule[]) {
    this.#rules = said.map(({ line, language }) => ({
      set: new RuleSet().parse(encode(line), () => {}),
      language: languageNamed(language),
    }));
  }

  /** The language that the last line which matches a root-relative path, or a folder above it, gives it. */
  of(path: string): number | undefined {
    return this.#rules.findLast(({ set }) => set.verdictUp(path) === "ignore")?.language;
  }
}
