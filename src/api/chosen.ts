/** Which paths a scan would take, told without a walk: by the rules of a state of the tree that may not be on disk. */
import type { Request } from "../engine/contract.ts";
import { Choice } from "../fallback/choice.ts";
import { base, join } from "../fallback/path.ts";
import { KINDS, Level, RuleSet } from "../fallback/rules.ts";
import { ignoreFiles } from "../generated/detectors.ts";

/** The text of an ignore file (its path relative to the repository's top), as bytes; undefined if there is none. */
export type ReadRules = (path: string) => string | undefined;

/** A folder that is entered, with the rules for its entries; undefined: it is not entered. */
type Entered = { readonly level: Level | undefined } | undefined;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Judges paths relative to the root, as bytes. */
export class Chosen {
  readonly #prefix: string;
  readonly #read: ReadRules | undefined;
  readonly #choice: Choice;
  readonly #folders = new Map<string, Entered>();

  /** `prefix`: the root relative to the repository's top, with a slash at its end, or empty. */
  constructor(request: Request, prefix: string, read: ReadRules) {
    this.#prefix = prefix;
    this.#read = request.ignore ? read : undefined;
    this.#choice = new Choice(request, request.ignore ? prefix : "", () => {});
    this.#folders.set("", { level: this.#levelOfRoot() });
  }

  /** Whether a scan of the root would take the file. Each folder is judged once. */
  takes(path: string): boolean {
    const folder = this.#folder(folderOf(path));
    return (
      folder !== undefined && this.#choice.hidesFile({ name: base(path), path, level: folder.level }) === undefined
    );
  }

  #folder(path: string): Entered {
    const missing: string[] = [];
    let at = path;
    for (; !this.#folders.has(at); at = folderOf(at)) missing.push(at);
    let entered = this.#folders.get(at);
    for (const path of missing.reverse()) {
      entered = this.#enter(path, entered);
      this.#folders.set(path, entered);
    }
    return entered;
  }

  #enter(path: string, above: Entered): Entered {
    if (above === undefined) return undefined;
    if (this.#choice.hidesFolder({ name: base(path), path, level: above.level }) !== undefined) return undefined;
    return { level: this.#level(`${this.#prefix}${path}/`, above.level) };
  }

  /** The rules from the top to the root. */
  #levelOfRoot(): Level | undefined {
    let level = this.#level("", undefined);
    const prefix = this.#prefix;
    for (let slash = prefix.indexOf("/"); slash >= 0; slash = prefix.indexOf("/", slash + 1)) {
      level = this.#level(prefix.slice(0, slash + 1), level);
    }
    return level;
  }

  /** `folder`: relative to the top, with a slash at its end, or empty. */
  #level(folder: string, above: Level | undefined): Level | undefined {
    const read = this.#read;
    if (read === undefined) return undefined;
    const sets: (RuleSet | undefined)[] = ignoreFiles.map((name) => this.#rules(read(folder + name)));
    sets.push(folder === "" ? this.#rules(read(join(".git", "info/exclude"))) : undefined);
    return sets.length === KINDS ? Level.on(above, folder.length, sets) : above;
  }

  #rules(text: string | undefined): RuleSet | undefined {
    return text === undefined ? undefined : new RuleSet().parse(text, () => {});
  }
}
