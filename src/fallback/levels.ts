/** Which ignore files hold where. In Rust this is part of crates/engine/src/walk.rs. */
import type { Dirent, Stats } from "node:fs";
import type { Failure } from "./file.ts";
import { lstatSync, readFileSync, statSync } from "node:fs";
import { ignoreFiles } from "../generated/detectors.ts";
import { failureOf, isSystemError } from "./file.ts";
import { join, toSystem } from "./path.ts";
import { KINDS, Level, RuleSet } from "./rules.ts";

/** Takes what is to be said of a path relative to the root. */
export type Note = (path: string, failure: Failure, line?: number) => void;

const EXCLUDE = ".git/info/exclude";
const kinds = new Map<string, number>(ignoreFiles.map((name, kind) => [name, kind]));

/** What stands at a path, or undefined if nothing can be learnt. */
function statOf(path: string, stat: (path: string | Buffer) => Stats): Stats | undefined {
  try {
    return stat(toSystem(path));
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** The nearest folder, the given one included, that holds `.git`. */
function repositoryOf(root: string): string | undefined {
  for (let end = root.length; end >= 0; end = root.lastIndexOf("/", end - 1)) {
    const folder = end === 0 ? "/" : root.slice(0, end);
    if (statOf(join(folder, ".git"), lstatSync) !== undefined) return folder;
    if (end === 0 || folder === "/") break;
  }
  return undefined;
}

/** Reads the ignore files of a root. */
export class Levels {
  /** The root relative to the folder whose ignore files count first, with a slash at its end; empty if it is that one. */
  readonly prefix: string;
  readonly #root: string;
  readonly #top: string;
  readonly #note: Note;

  constructor(root: string, note: Note) {
    this.#root = root;
    this.#note = note;
    this.#top = repositoryOf(root) ?? root;
    const below = root.slice(this.#top.length);
    const relative = below.startsWith("/") ? below.slice(1) : below;
    this.prefix = relative === "" ? "" : `${relative}/`;
  }

  /** The rules that hold for the entries of a folder below the root; their names are bytes. */
  in(folder: string, above: Level | undefined, entries: readonly Dirent[]): Level | undefined {
    const sets: (RuleSet | undefined)[] = Array.from({ length: KINDS });
    for (const entry of entries) {
      const kind = kinds.get(entry.name);
      if (kind === undefined || !entry.isFile()) continue;
      const path = join(folder, entry.name);
      sets[kind] = this.#read(join(this.#root, path), path);
    }
    if (folder === "" && this.prefix === "") sets[KINDS - 1] = this.#exclude(this.#root);
    return Level.on(above, this.prefix.length + (folder === "" ? 0 : folder.length + 1), sets);
  }

  /** The rules of the folders from the top to the one above a named folder. */
  above(folder: string): Level | undefined {
    const below = folder === "" ? this.prefix.slice(0, -1) : this.prefix + folder;
    if (below === "") return undefined;
    let level = this.#at("", undefined);
    for (let slash = below.indexOf("/"); slash >= 0; slash = below.indexOf("/", slash + 1)) {
      level = this.#at(below.slice(0, slash + 1), level);
    }
    return level;
  }

  /** The rules of one folder; `relative` is relative to the top, with a slash at its end. */
  #at(relative: string, above: Level | undefined): Level | undefined {
    const folder = join(this.#top, relative.slice(0, -1));
    const sets: (RuleSet | undefined)[] = ignoreFiles.map((name) => {
      const file = join(folder, name);
      return statOf(file, lstatSync)?.isFile() ? this.#read(file, this.#fromRoot(relative, name)) : undefined;
    });
    sets.push(relative === "" ? this.#exclude(folder) : undefined);
    return Level.on(above, relative.length, sets);
  }

  /** How a file above or in the root is called in diagnostics. */
  #fromRoot(relative: string, name: string): string {
    if (relative.startsWith(this.prefix)) return relative.slice(this.prefix.length) + name;
    const ups = this.prefix.slice(relative.length).split("/").length - 1;
    return "../".repeat(ups) + name;
  }

  #exclude(top: string): RuleSet | undefined {
    const file = join(top, EXCLUDE);
    return statOf(file, statSync)?.isFile() ? this.#read(file, EXCLUDE) : undefined;
  }

  #read(file: string, path: string): RuleSet | undefined {
    try {
      const text = readFileSync(toSystem(file), "latin1");
      return new RuleSet().parse(text, (line, detail) => this.#note(path, { code: "E_RULE_SYNTAX", detail }, line));
    } catch (error) {
      this.#note(path, failureOf(error, false));
      return undefined;
    }
  }
}
