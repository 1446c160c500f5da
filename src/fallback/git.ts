/**
 * What git knows of a work tree's files without reading them: docs/design/cache/how.md, "By blob id". Only ever reads.
 * The Rust twin is crates/engine/src/git.rs.
 */
import type { Stat } from "./stat.ts";
import { lstatSync } from "node:fs";
import { isSystemError } from "./file.ts";
import { Level } from "./git/attributes.ts";
import { Index } from "./git/index.ts";
import { isPlain, placeOf } from "./git/place.ts";
import { join, toBytes, toSystem } from "./path.ts";

/** The blob ids of a tree's files. Indexes and attributes files are read when they are first asked for, once each. */
export class Blobs {
  readonly #root: string;
  readonly #attributes: readonly string[];
  /** The work tree that the root is, or lies in; null: it tells nothing. */
  #top: Repository | null | undefined;
  /** Those of folders below the root. */
  readonly #below = new Map<string, Repository | undefined>();

  /**
   * @param root absolute path of the root
   * @param attributes absolute paths of attributes files that count in every repository, whether they exist or not
   */
  constructor(root: string, attributes: readonly string[]) {
    this.#root = toBytes(root);
    this.#attributes = attributes.map(toBytes);
  }

  /**
   * The blob id of a file (its path relative to the root, as bytes), if git's index says that the file is clean. Then blob id and
   * size together fix its bytes, provided that its ends of lines are alike (`Ends`).
   */
  blob(path: string, stat: Stat): Uint8Array | undefined {
    if (this.#top === undefined) this.#top = this.#findTop() ?? null;
    // What the index of the top knows is right, whoever else the file may belong to.
    return this.#top?.blob(path, stat) ?? this.#nearest(folderOf(path))?.blob(path, stat);
  }

  #findTop(): Repository | undefined {
    const root = this.#root;
    for (let end = root.length; ; end = root.lastIndexOf("/", end - 1)) {
      const top = end === 0 ? "/" : root.slice(0, end);
      if (isTop(top)) {
        const rest = root.slice(end).replace(/^\//, "");
        return Repository.open(top, { above: rest === "" ? "" : `${rest}/`, below: 0 }, this.#attributes);
      }
      if (end <= 0 || top === "/") return undefined;
    }
  }

  /** The repository whose work tree begins at a folder, or at the nearest one above it, below the root. */
  #nearest(folder: string): Repository | undefined {
    return lazily(this.#below, folder, undefined, (folder, above) => {
      const top = join(this.#root, folder);
      if (folder === "" || !isTop(top)) return above;
      return Repository.open(top, { above: "", below: folder.length + 1 }, this.#attributes) ?? above;
    });
  }
}

/** How a path relative to the root becomes one relative to a work tree's top: what is put before it, or how much is cut off. */
interface Within {
  readonly above: string;
  readonly below: number;
}

class Repository {
  readonly #top: string;
  readonly #within: Within;
  readonly #index: Index;
  /** The attributes files that belong to no folder. */
  readonly #base: Level | undefined;
  readonly #levels = new Map<string, Level | undefined>();

  private constructor(top: string, within: Within, index: Index, base: Level | undefined) {
    this.#top = top;
    this.#within = within;
    this.#index = index;
    this.#base = base;
  }

  /** Undefined where the index tells nothing. */
  static open(top: string, within: Within, attributes: readonly string[]): Repository | undefined {
    const place = placeOf(top);
    const index = place !== undefined && isPlain(place) ? Index.read(join(place.own, "index")) : undefined;
    if (place === undefined || index === undefined) return undefined;
    const base = [...attributes, join(place.common, "info/attributes")].reduce<Level | undefined>(
      (above, path) => Level.on(above, 0, { path, follow: true }, () => true),
      undefined,
    );
    return new Repository(top, within, index, base);
  }

  blob(path: string, stat: Stat): Uint8Array | undefined {
    const { above, below } = this.#within;
    const name = above + path.slice(below);
    const blob = this.#index.blob(name, stat);
    return blob === undefined || this.#level(folderOf(name))?.converts(name, stat) === true ? undefined : blob;
  }

  /** The attributes files that count for the files of a folder. */
  #level(folder: string): Level | undefined {
    return lazily(this.#levels, folder, this.#base, (folder, above) => {
      const name = join(folder, ".gitattributes");
      const tracked = this.#index.rules(folder);
      const known = (stat: Stat | undefined): boolean =>
        !tracked || (stat !== undefined && this.#index.blob(name, stat) !== undefined);
      const prefix = folder === "" ? 0 : folder.length + 1;
      return Level.on(above, prefix, { path: join(this.#top, name), follow: false }, known);
    });
  }
}

function isTop(folder: string): boolean {
  try {
    lstatSync(toSystem(join(folder, ".git")));
    return true;
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

type Known<T> = Map<string, T | undefined>;

/** What is known of a folder, made from what is known of the one above it, once each; the top's is made from `first`. */
function lazily<T>(
  known: Known<T>,
  folder: string,
  first: T | undefined,
  make: (folder: string, above: T | undefined) => T | undefined,
): T | undefined {
  const missing: string[] = [];
  let at: string | undefined = folder;
  for (; at !== undefined && !known.has(at); at = at === "" ? undefined : folderOf(at)) missing.push(at);
  let value = at === undefined ? first : known.get(at);
  for (const at of missing.reverse()) {
    value = make(at, value);
    known.set(at, value);
  }
  return value;
}

/** What stands before the last `/`. */
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
export { Ends } from "./git/ends.ts";
