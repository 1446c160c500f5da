/**
 * gitattributes: which files git writes into a work tree other than they are stored. Ends of lines do not count. Whatever is in doubt
 * does. The Rust twin is crates/engine/src/git/attributes.rs.
 */
import type { Stat } from "../stat.ts";
import { RuleSet } from "../rules.ts";
import { read } from "./file.ts";

/** Of a file that is read. */
const LARGEST = 2 ** 22;
/** Lines that convert, in one file. */
const MOST = 1000;
const CONVERTING = ["filter", "ident", "working-tree-encoding"];
const BOM = "\xef\xbb\xbf";

/** Where an attributes file would be. */
export interface Source {
  /** Absolute, as bytes. */
  readonly path: string;
  /** Whether git takes it even if it is a link. It does not where it comes with the tree. */
  readonly follow: boolean;
}

/** The attributes files that count in a folder. */
export class Level {
  readonly #above: Level | undefined;
  /** How much of a path relative to the top stands before the folder's entries. */
  readonly #prefix: number;
  /** When this file changed last; undefined: it is not known. */
  readonly #since: bigint | undefined;
  readonly #lines: Lines;

  private constructor(above: Level | undefined, prefix: number, since: bigint | undefined, lines: Lines) {
    this.#above = above;
    this.#prefix = prefix;
    this.#since = since;
    this.#lines = lines;
  }

  /**
   * One more file on top of those above; what is above if there is none.
   * `known`: whether a file like this, or that there is none, is what files were checked out by.
   */
  static on(
    above: Level | undefined,
    prefix: number,
    { path, follow }: Source,
    known: (stat: Stat | undefined) => boolean,
  ): Level | undefined {
    const content = read(path, LARGEST, follow);
    if (content === "missing" && known(undefined)) return above;
    if (typeof content === "string" || !known(content.stat))
      return new Level(above, prefix, undefined, new Lines(true));
    return new Level(above, prefix, moment(content.stat), Lines.parse(content.bytes.toString("latin1")));
  }

  /** Whether git may have written a file other than it is stored: a line says so, or might have when it was written. */
  converts(path: string, stat: Stat): boolean {
    for (let level: Level | undefined = this; level !== undefined; level = level.#above) {
      if (level.#since !== undefined && level.#since > moment(stat)) return true;
      if (level.#lines.convert(path.slice(level.#prefix))) return true;
    }
    return false;
  }
}

/** When a file changed last: nobody can set back a ctime. */
const moment = ({ mtime, ctime }: Stat): bigint => (ctime === 0n ? mtime : ctime);

/** Bytes as they are, but for ASCII's capitals. */
const fold = (bytes: string): string => bytes.replaceAll(/[A-Z]+/g, (capitals) => capitals.toLowerCase());

/** The lines of one file that convert. */
class Lines {
  /** Every file. */
  #all: boolean;
  readonly #exact = new RuleSet();
  /** The same in lower case, for work trees that do not tell case apart. */
  readonly #folded = new RuleSet();

  constructor(all: boolean) {
    this.#all = all;
  }

  static parse(text: string): Lines {
    // git takes a NUL for the end of a line.
    const lines = new Lines(text.includes("\0"));
    const patterns = (text.startsWith(BOM) ? text.slice(BOM.length) : text).split("\n").flatMap(patternOf);
    lines.#all ||= patterns.length > MOST || !patterns.every((pattern) => lines.#add(pattern));
    return lines;
  }

  convert(path: string): boolean {
    if (this.#all || this.#exact.isEmpty) return this.#all;
    // A pattern of a folder says nothing of what is in it; here it does.
    return this.#exact.verdictUp(path) !== undefined || this.#folded.verdictUp(fold(path)) !== undefined;
  }

  /** Whether the pattern is understood: not in quotes, no macro, no class that folding case would turn round. */
  #add(pattern: string): boolean {
    if (/^["!]|^\[attr\]|\[[!^:]/.test(pattern)) return false;
    return this.#exact.add(pattern) === undefined && this.#folded.add(fold(pattern)) === undefined;
  }
}

/** The pattern of a line that converts. */
function patternOf(line: string): string[] {
  const [pattern, ...words] = line.split(/[ \t\r]+/).filter((word) => word !== "");
  return pattern !== undefined && !pattern.startsWith("#") && words.some(converts) ? [pattern] : [];
}

const converts = (word: string): boolean => CONVERTING.includes(word.split("=", 1)[0]!);
