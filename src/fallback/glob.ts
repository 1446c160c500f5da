/**
 * gitignore's patterns over byte strings: for each pattern linear in the name but for the last star, whatever they hold.
 * Only the last star is remembered, first inside a segment, then over segments for `**`; no regular expression is made of
 * a user's pattern. The Rust twin is crates/engine/src/glob.rs.
 */
import { base } from "./path.ts";

/** A byte, one of the two below, or a class: whether it holds each byte. */
type Token = number | Uint8Array;
const ANY = 256;
const STAR = 257;

/** Any number of segments. */
const DEEP = "**";
type Segment = readonly Token[] | typeof DEEP;

/** A line that is not a rule; the message says why. */
export class RuleError extends Error {}

const NAMED: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\0-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};
const ASCII = 128;

/** A pattern without its `!`, leading and trailing slash. */
export class Glob {
  readonly #segments: readonly Segment[];
  readonly #anchored: boolean;

  /** `anchored`: it is relative to its folder even if it has no inner slash. Throws RuleError. */
  constructor(pattern: string, anchored: boolean) {
    this.#anchored = anchored || pattern.includes("/");
    const segments = split(pattern);
    this.#segments = this.#anchored ? segments : segments.map((one) => (one === DEEP ? [STAR] : one));
  }

  /** Whether a path relative to the pattern's folder matches. */
  matches(path: string): boolean {
    const first = this.#segments[0]!;
    return !this.#anchored && first !== DEEP ? segmentMatches(first, base(path)) : this.#pathMatches(path);
  }

  /** The name, if the pattern is nothing but a name. */
  get literal(): string | undefined {
    return this.#single && literalOf(this.#single);
  }

  /** The extension with its dot, if the pattern is `*.ext`. */
  get extension(): string | undefined {
    const [star, ...rest] = this.#single ?? [];
    const literal = star === STAR ? literalOf(rest) : undefined;
    return literal?.lastIndexOf(".") === 0 ? literal : undefined;
  }

  get #single(): readonly Token[] | undefined {
    const [first, ...others] = this.#segments;
    return this.#anchored || first === DEEP || others.length > 0 ? undefined : first;
  }

  #pathMatches(path: string): boolean {
    const segments = this.#segments;
    const names = path.split("/");
    return matchStars(segments.length, names.length, {
      star: (at) => segments[at] === DEEP,
      one: (at, index) => {
        const segment = segments[at]!;
        return segment !== DEEP && segmentMatches(segment, names[index]!);
      },
      // `a/**` is what is inside a, not a itself.
      last: segments.at(-1) === DEEP ? 1 : 0,
    });
  }
}

function literalOf(tokens: readonly Token[]): string | undefined {
  const isByte = (token: Token): token is number => typeof token === "number" && token < ANY;
  return tokens.every(isByte) ? String.fromCharCode(...tokens) : undefined;
}

/** Cuts at each slash, quoted or not; one in a class is a member, though it never matches. */
function split(pattern: string): Segment[] {
  const done: Segment[] = [];
  let tokens: Token[] = [];
  let start = 0;
  const finish = (end: number) => {
    done.push(/^\*{2,}$/.test(pattern.slice(start, end)) ? DEEP : tokens);
    tokens = [];
  };
  for (let at = 0; at < pattern.length;) {
    const slash = pattern.startsWith("\\/", at) ? 1 : 0;
    if (pattern[at + slash] === "/") {
      finish(at);
      at = start = at + slash + 1;
    } else {
      at = readToken(pattern, at, tokens);
    }
  }
  finish(pattern.length);
  return done;
}

/** Adds the token at `at`; gives where the next one is. */
function readToken(pattern: string, at: number, tokens: Token[]): number {
  const sign = pattern[at];
  if (sign === "[") return readClass(pattern, at, tokens);
  if (sign === "*" && tokens.at(-1) === STAR) return at + 1;
  if (sign === "\\" && at + 1 === pattern.length) throw new RuleError("backslash at the end");
  const quoted = sign === "\\" ? 1 : 0;
  tokens.push(sign === "*" ? STAR : sign === "?" ? ANY : pattern.charCodeAt(at + quoted));
  return at + quoted + 1;
}

/** `[…]`: a `]` right after the bracket or its negation is a member. */
function readClass(pattern: string, open: number, tokens: Token[]): number {
  const negated = /[!^]/.test(pattern[open + 1] ?? "");
  const first = open + (negated ? 2 : 1);
  const set = new Uint8Array(ANY).fill(negated ? 1 : 0);
  // As in git, a range that runs backwards still holds what it begins with.
  const add = (low: number, high: number) => set.fill(negated ? 0 : 1, low, Math.max(low, high) + 1);
  for (let at = first; ;) {
    const name = nameAt(pattern, at);
    if (name !== undefined) {
      for (let byte = 0; byte < ASCII; byte++) if (NAMED[name]!.test(String.fromCharCode(byte))) add(byte, byte);
      at += name.length + 4;
      continue;
    }
    if (pattern[at] === "]" && at > first) {
      set[0x2f] = 0;
      tokens.push(set);
      return at + 1;
    }
    const [low, next] = readMember(pattern, at);
    const ranged = pattern[next] === "-" && next + 1 < pattern.length && pattern[next + 1] !== "]";
    const [high, after] = ranged ? readMember(pattern, next + 1) : [low, next];
    add(low, high);
    at = after;
  }
}

/** The name in `[:name:]`. Only ASCII has names; what has no `:]` is no name. */
function nameAt(pattern: string, at: number): string | undefined {
  if (!pattern.startsWith("[:", at)) return undefined;
  const end = pattern.indexOf("]", at + 2);
  if (end <= at + 2 || pattern[end - 1] !== ":") return undefined;
  const name = pattern.slice(at + 2, end - 1);
  if (!Object.hasOwn(NAMED, name)) throw new RuleError("unknown class");
  return name;
}

/** A class's byte, and what follows it. */
function readMember(pattern: string, at: number): [number, number] {
  const place = pattern[at] === "\\" ? at + 1 : at;
  if (place >= pattern.length) throw new RuleError("open bracket");
  return [pattern.charCodeAt(place), place + 1];
}

function fits(token: Token, byte: number): boolean {
  if (typeof token === "number") return token === byte || token === ANY;
  return token[byte] === 1;
}

function segmentMatches(tokens: readonly Token[], name: string): boolean {
  return matchStars(tokens.length, name.length, {
    star: (at) => tokens[at] === STAR,
    one: (at, index) => fits(tokens[at]!, name.charCodeAt(index)),
    last: 0,
  });
}

interface Steps {
  readonly star: (at: number) => boolean;
  /** Whether what is no star fits an item. */
  readonly one: (at: number, item: number) => boolean;
  /** How many items a star at the pattern's end takes at least. */
  readonly last: number;
}

/** Greedy matching of items against a pattern with stars. */
function matchStars(length: number, items: number, { star, one, last }: Steps): boolean {
  let at = 0;
  let item = 0;
  let [retryAt, retryItem] = [-1, 0];
  while (item < items) {
    if (at < length && star(at)) {
      if (at + 1 === length) return items - item >= last;
      [retryAt, retryItem] = [++at, item];
    } else if (at < length && one(at, item)) {
      at++;
      item++;
    } else if (retryAt >= 0) {
      [at, item] = [retryAt, ++retryItem];
    } else {
      return false;
    }
  }
  while (last === 0 && at < length && star(at)) at++;
  return at === length;
}
