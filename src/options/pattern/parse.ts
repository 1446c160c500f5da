import type { Assertion, Node } from "./node.ts";
import { finish, readClass } from "./class.ts";
import { readEscape } from "./escape.ts";
import type { Reader } from "./reader.ts";

/** Groups inside groups. */
const DEEPEST = 250;
/** Of one bounded repetition. */
const MOST_TIMES = 1000;
const COUNTED = /\{([0-9]+)(,([0-9]*))?\}/y;
const NAMED = /P?<([^>]*)>/y;
const VALID_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const FLAGS = /[A-Za-z-]+[:)]/y;
const ANY: readonly number[] = [0, 0x10ffff];

/** Names of what other dialects write after `(?`, the longest first. */
const ELSEWHERE: readonly (readonly [string, string])[] = [
  ["<=", "look-behind"],
  ["<!", "look-behind"],
  ["=", "look-ahead"],
  ["!", "look-ahead"],
  [">", "atomic groups"],
  ["|", "branch resets"],
  ["#", "comments"],
  ["(", "conditionals"],
  ["P=", "back-references"],
  ["P>", "recursion"],
  ["&", "recursion"],
  ["R", "recursion"],
];

interface Quantifier {
  readonly min: number;
  readonly max: number;
}

/** From a pattern in the linear subset to its tree; throws at the first character that does not belong. */
export class Parser {
  readonly groups: string[] = [];
  readonly #reader: Reader;
  #depth = 0;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  parse(ignoreCase: boolean): Node {
    const reader = this.#reader;
    const node = this.#choice(reader.eat("(?i)") || ignoreCase);
    if (!reader.done) reader.fail("E_PATTERN_SYNTAX", "no group is open here", reader.at);
    return node;
  }

  #choice(ignoreCase: boolean): Node {
    const parts = [this.#sequence(ignoreCase)];
    while (this.#reader.eat("|")) parts.push(this.#sequence(ignoreCase));
    return parts.length === 1 ? parts[0]! : { type: "choice", parts };
  }

  #sequence(ignoreCase: boolean): Node {
    const parts: Node[] = [];
    while (!this.#reader.done && !/[|)]/.test(this.#reader.peek())) parts.push(this.#item(ignoreCase));
    return parts.length === 1 ? parts[0]! : { type: "sequence", parts };
  }

  #item(ignoreCase: boolean): Node {
    const reader = this.#reader;
    const assertion = this.#assertion();
    const body: Node = assertion === undefined ? this.#atom(ignoreCase) : { type: "assertion", assertion };
    const position = reader.at;
    const times = this.#quantifier();
    if (times === undefined) return body;
    if (assertion !== undefined) reader.fail("E_PATTERN_SYNTAX", "nothing to repeat", position);
    const lazy = reader.eat("?");
    if (reader.peek() === "+") reader.fail("E_PATTERN_UNSUPPORTED", "possessive quantifiers", reader.at);
    if (/[*?{]/.test(reader.peek())) reader.fail("E_PATTERN_SYNTAX", "nothing to repeat", reader.at);
    return { type: "repeat", body, ...times, lazy, position };
  }

  #assertion(): Assertion | undefined {
    const known: readonly Assertion[] = ["^", "$", "\\b", "\\B"];
    return known.find((assertion) => this.#reader.eat(assertion));
  }

  #quantifier(): Quantifier | undefined {
    const reader = this.#reader;
    if (reader.eat("*")) return { min: 0, max: Infinity };
    if (reader.eat("+")) return { min: 1, max: Infinity };
    if (reader.eat("?")) return { min: 0, max: 1 };
    return reader.peek() === "{" ? this.#counted() : undefined;
  }

  #counted(): Quantifier {
    const reader = this.#reader;
    const at = reader.at;
    const match = reader.take(COUNTED);
    if (match === null) return reader.fail("E_PATTERN_SYNTAX", "not a repetition; write \\{ for a brace", at);
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === "" ? Infinity : Number(match[3]);
    if (min > max) reader.fail("E_PATTERN_SYNTAX", "the bounds are out of order", at);
    if (Math.max(min, max === Infinity ? 0 : max) > MOST_TIMES) {
      reader.fail("E_PATTERN_SIZE", `more than ${MOST_TIMES} repetitions`, at);
    }
    return { min, max };
  }

  #atom(ignoreCase: boolean): Node {
    const reader = this.#reader;
    const at = reader.at;
    if (/[*+?{]/.test(reader.peek())) reader.fail("E_PATTERN_SYNTAX", "nothing to repeat", at);
    if (reader.eat("(")) return this.#group(ignoreCase, at);
    if (reader.eat("[")) return { type: "class", ranges: readClass(reader, ignoreCase, at) };
    if (reader.eat(".")) return { type: "class", ranges: finish(reader, ANY, false, at) };
    const escape = reader.eat("\\") ? readEscape(reader, at) : { point: reader.point() };
    const ranges = "point" in escape ? [escape.point, escape.point] : escape.ranges;
    return { type: "class", ranges: finish(reader, ranges, ignoreCase, at) };
  }

  #group(ignoreCase: boolean, at: number): Node {
    const reader = this.#reader;
    if (++this.#depth > DEEPEST) reader.fail("E_PATTERN_SIZE", `groups more than ${DEEPEST} deep`, at);
    const plain = !reader.eat("?");
    const node = plain ? this.#body(ignoreCase, at) : this.#special(ignoreCase, at);
    this.#depth--;
    return node;
  }

  #body(ignoreCase: boolean, at: number): Node {
    const node = this.#choice(ignoreCase);
    if (!this.#reader.eat(")")) this.#reader.fail("E_PATTERN_SYNTAX", "the group is not closed", at);
    return node;
  }

  /** What begins with `(?`. */
  #special(ignoreCase: boolean, at: number): Node {
    const reader = this.#reader;
    if (reader.eat(":")) return this.#body(ignoreCase, at);
    if (reader.eat("i:")) return this.#body(true, at);
    const foreign = ELSEWHERE.find(([token]) => reader.eat(token));
    if (foreign !== undefined) reader.fail("E_PATTERN_UNSUPPORTED", foreign[1], at);
    const name = reader.take(NAMED)?.[1];
    if (name !== undefined) return { type: "group", name: this.#name(name), body: this.#body(ignoreCase, at) };
    if (reader.eat("i)")) reader.fail("E_PATTERN_UNSUPPORTED", "(?i) other than at the start; use (?i:…)", at);
    if (reader.take(FLAGS)) reader.fail("E_PATTERN_UNSUPPORTED", "flags other than i", at);
    return reader.fail("E_PATTERN_SYNTAX", "not a group", at);
  }

  #name(name: string): string {
    const reader = this.#reader;
    const at = reader.at - name.length - 1;
    if (!VALID_NAME.test(name))
      reader.fail("E_PATTERN_SYNTAX", "a group's name is letters, digits and underscores", at);
    if (this.groups.includes(name)) reader.fail("E_PATTERN_SYNTAX", "two groups have this name", at);
    this.groups.push(name);
    return name;
  }
}
