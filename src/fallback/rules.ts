/**
 * Ignore rules: what a file of rules says, and what all of them together say of an entry.
 * The Rust twin is crates/engine/src/rules.rs.
 */
import { ignoreFiles } from "../generated/detectors.ts";
import { Glob, RuleError } from "./glob.ts";
import { base } from "./path.ts";

/** What a set of rules says of a path: leave it out, or keep it whatever weaker rules say. */
export type Verdict = "ignore" | "keep";

interface Rule {
  readonly glob: Glob;
  readonly verdict: Verdict;
  readonly folders: boolean;
}

const BOM = "\xef\xbb\xbf";

/** The rules of one file, or of one option. */
export class RuleSet {
  readonly #rules: Rule[] = [];
  readonly #names = new Map<string, number[]>();
  readonly #extensions = new Map<string, number[]>();
  readonly #others: number[] = [];

  /** Parses a file, a byte string. Lines that are no rules are given to `complain` with their 1-based number. */
  parse(text: string, complain: (line: number, what: string) => void): this {
    const lines = (text.startsWith(BOM) ? text.slice(BOM.length) : text).split("\n");
    lines.forEach((line, index) => {
      const what = this.add(line.endsWith("\r") ? line.slice(0, -1) : line);
      if (what !== undefined) complain(index + 1, what);
    });
    return this;
  }

  /** Adds one line; gives what is wrong with it. */
  add(written: string): string | undefined {
    let line = trimEnd(written);
    if (line.startsWith("#")) return undefined;
    const verdict = line.startsWith("!") ? "keep" : "ignore";
    if (verdict === "keep") line = line.slice(1);
    const folders = line.endsWith("/");
    if (folders) line = line.slice(0, -1);
    const anchored = line.startsWith("/");
    if (anchored) line = line.slice(1);
    return line === "" ? undefined : this.#add(line, anchored, verdict, folders);
  }

  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  /** The verdict on a path relative to the rules' folder: that of the last rule which matches. */
  verdict(path: string, folder: boolean): Verdict | undefined {
    const name = base(path);
    const dot = name.lastIndexOf(".");
    const byExtension = dot < 0 ? -1 : this.#last(this.#extensions.get(name.slice(dot)), folder);
    const quick = Math.max(this.#last(this.#names.get(name), folder), byExtension);
    const at = Math.max(quick, this.#lastOther(path, folder, quick));
    return this.#rules[at]?.verdict;
  }

  /** The verdict on a file or, if there is none, on the nearest folder above it that has one. */
  verdictUp(path: string): Verdict | undefined {
    let verdict = this.verdict(path, false);
    for (let end = path.lastIndexOf("/"); verdict === undefined && end >= 0; end = path.lastIndexOf("/", end - 1)) {
      verdict = this.verdict(path.slice(0, end), true);
      if (end === 0) break;
    }
    return verdict;
  }

  #add(line: string, anchored: boolean, verdict: Verdict, folders: boolean): string | undefined {
    try {
      const glob = new Glob(line, anchored);
      this.#index(glob);
      this.#rules.push({ glob, verdict, folders });
      return undefined;
    } catch (error) {
      if (error instanceof RuleError) return error.message;
      throw error;
    }
  }

  #index(glob: Glob): void {
    const { literal, extension } = glob;
    const at = this.#rules.length;
    if (literal !== undefined) addTo(this.#names, literal, at);
    else if (extension !== undefined) addTo(this.#extensions, extension, at);
    else this.#others.push(at);
  }

  #last(list: readonly number[] | undefined, folder: boolean): number {
    return list?.findLast((at) => folder || !this.#rules[at]!.folders) ?? -1;
  }

  #lastOther(path: string, folder: boolean, after: number): number {
    for (let index = this.#others.length - 1; index >= 0 && this.#others[index]! > after; index--) {
      const { folders, glob } = this.#rules[this.#others[index]!]!;
      if ((folder || !folders) && glob.matches(path)) return this.#others[index]!;
    }
    return -1;
  }
}

function addTo(map: Map<string, number[]>, key: string, at: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [at]);
  else list.push(at);
}

/** Without trailing spaces, unless a backslash quotes them. */
function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === " " && !isQuoted(line, end - 1)) end--;
  return line.slice(0, end);
}

/** Whether what stands at `at` is quoted by an odd number of backslashes. */
function isQuoted(line: string, at: number): boolean {
  let before = at;
  while (before > 0 && line[before - 1] === "\\") before--;
  return (at - before) % 2 === 1;
}

/** The kinds of ignore files, the strongest first; the last is `.git/info/exclude`. */
export const KINDS = ignoreFiles.length + 1;

/** The rule sets of one folder, by kind. */
export type Sets = readonly (RuleSet | undefined)[];

/** The rules of one folder on top of those above it. */
export class Level {
  readonly #above: Level | undefined;
  /** How much of a path relative to the top stands before the folder's entries. */
  readonly #prefix: number;
  readonly #sets: Sets;

  private constructor(above: Level | undefined, prefix: number, sets: Sets) {
    this.#above = above;
    this.#prefix = prefix;
    this.#sets = sets;
  }

  /** A folder's rules, or what is above if it has none. */
  static on(above: Level | undefined, prefix: number, sets: Sets): Level | undefined {
    return sets.every((set) => set === undefined || set.isEmpty) ? above : new Level(above, prefix, sets);
  }

  /** The verdict on a path relative to the top. */
  verdict(path: string, folder: boolean): Verdict | undefined {
    for (let kind = 0; kind < KINDS; kind++) {
      const verdict = this.#ofKind(kind, path, folder);
      if (verdict !== undefined) return verdict;
    }
    return undefined;
  }

  #ofKind(kind: number, path: string, folder: boolean): Verdict | undefined {
    for (let level: Level | undefined = this; level !== undefined; level = level.#above) {
      const verdict = level.#sets[kind]?.verdict(path.slice(level.#prefix), folder);
      if (verdict !== undefined) return verdict;
    }
    return undefined;
  }
}
