/** Reads a command line as leasot does: values may be tied or follow, short switches may stand together. */
import type { Flag } from "./flags.ts";

/** A command line that cannot be read. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
}

/** A command line, read. Of a flag without its optional value the value is `true`. */
export interface Arguments {
  readonly words: readonly string[];
  /** By name, in order, what each use of a flag says. */
  readonly uses: ReadonlyMap<string, readonly (string | true)[]>;
}

const isFlag = (word: string): boolean => word.length > 1 && word.startsWith("-");

class Reader {
  readonly words: string[] = [];
  readonly uses = new Map<string, (string | true)[]>();
  readonly #flags: readonly Flag[];
  readonly #left: string[];

  constructor(flags: readonly Flag[], args: readonly string[]) {
    this.#flags = flags;
    this.#left = [...args];
  }

  read(): Arguments {
    for (let word = this.#left.shift(); word !== undefined; word = this.#left.shift()) {
      if (word === "--") this.words.push(...this.#left.splice(0));
      else if (isFlag(word)) this.#flag(word);
      else this.words.push(word);
    }
    return this;
  }

  #find = (word: string): Flag | undefined => this.#flags.find(({ name, short }) => word === name || word === short);

  #flag(word: string): void {
    const flag = this.#find(word);
    if (flag !== undefined) return this.#use(flag, this.#next(flag));
    if (word.startsWith("--")) return this.#tied(word);
    const short = this.#find(word.slice(0, 2));
    if (short === undefined) throw new ArgumentError(`unknown option '${word}'`);
    if (short.value !== undefined) return this.#use(short, word.slice(2));
    this.#use(short, true);
    this.#left.unshift(`-${word.slice(2)}`);
  }

  #tied(word: string): void {
    const at = word.indexOf("=");
    const flag = at < 0 ? undefined : this.#find(word.slice(0, at));
    if (flag?.value === undefined) throw new ArgumentError(`unknown option '${word}'`);
    this.#use(flag, word.slice(at + 1));
  }

  /** The value after a flag. An optional one is none that looks like a flag. */
  #next({ name, short, value, isOptional }: Flag): string | true {
    if (value === undefined) return true;
    const next = this.#left[0];
    if (isOptional) return next === undefined || isFlag(next) ? true : this.#left.shift()!;
    if (next === undefined) throw new ArgumentError(`option '${short}, ${name} <${value}>' argument missing`);
    return this.#left.shift()!;
  }

  #use({ name }: Flag, value: string | true): void {
    this.uses.set(name, [...(this.uses.get(name) ?? []), value]);
  }
}

/** Reads the words after a command's name. Throws ArgumentError. */
export const readArguments = (flags: readonly Flag[], args: readonly string[]): Arguments =>
  new Reader(flags, args).read();
