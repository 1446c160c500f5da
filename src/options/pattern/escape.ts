import type { Ranges } from "./ranges.ts";
import type { Reader } from "./reader.ts";
import * as unicode from "../../generated/unicode.ts";
import { negate } from "./ranges.ts";

/** What an escape stands for: one code point, or a set. */
export type Escape = { readonly point: number } | { readonly ranges: Ranges };

/** ASCII only. */
const SETS: Readonly<Record<string, Ranges>> = {
  d: [0x30, 0x39],
  w: [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a],
  s: [0x9, 0xd, 0x20, 0x20],
};
const CONTROLS: Readonly<Record<string, number>> = { t: 0x9, n: 0xa, v: 0xb, f: 0xc, r: 0xd };
const PROPERTIES: Readonly<Record<string, () => Ranges>> = {
  L: unicode.L,
  Lu: unicode.Lu,
  Ll: unicode.Ll,
  N: unicode.N,
  Nd: unicode.Nd,
};
const HEX = { x: /[0-9A-Fa-f]{2}/y, u: /[0-9A-Fa-f]{4}/y };
const BRACED = /\{([0-9A-Fa-f]+)\}/y;
const LOW_SURROGATE = /\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})/y;
const NAME = /\{([^{}]*)\}/y;
const PUNCTUATION = /[!-/:-@[-`{-~ ]/;
const ASCII = /[\0-\x7f]/;
const DIGIT = /[0-9]/;

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Reads an escape but `\b` and `\B`. `at` is where its backslash stands; the reader stands behind that. */
export function readEscape(reader: Reader, at: number): Escape {
  if (reader.done) reader.fail("E_PATTERN_SYNTAX", "nothing after the backslash", at);
  const letter = String.fromCodePoint(reader.point());
  const control = own(CONTROLS, letter);
  if (control !== undefined) return { point: control };
  const set = own(SETS, letter.toLowerCase());
  if (set !== undefined) return { ranges: letter === letter.toLowerCase() ? set : negate(set) };
  if (letter === "x" || letter === "u") return { point: readHex(reader, letter, at) };
  if (letter === "p" || letter === "P") return { ranges: readProperty(reader, letter, at) };
  if (PUNCTUATION.test(letter)) return { point: letter.charCodeAt(0) };
  return readOther(reader, letter, at);
}

function readOther(reader: Reader, letter: string, at: number): Escape {
  if (letter === "0" && !DIGIT.test(reader.peek())) return { point: 0 };
  if (letter === "0") reader.fail("E_PATTERN_UNSUPPORTED", "octal escapes; use \\x{…}", at);
  if (DIGIT.test(letter) || letter === "k") reader.fail("E_PATTERN_UNSUPPORTED", "back-references", at);
  if (ASCII.test(letter)) reader.fail("E_PATTERN_UNSUPPORTED", `the escape \\${letter}`, at);
  return reader.fail("E_PATTERN_SYNTAX", "a backslash before a character that needs none", at);
}

function readHex(reader: Reader, letter: "x" | "u", at: number): number {
  const digits = reader.take(BRACED)?.[1] ?? reader.take(HEX[letter])?.[0];
  if (digits === undefined) return reader.fail("E_PATTERN_SYNTAX", `\\${letter} needs hexadecimal digits`, at);
  const point = Number.parseInt(digits, 16);
  if (point > 0x10ffff) reader.fail("E_PATTERN_SYNTAX", "no such code point", at);
  return letter === "u" ? paired(reader, point) : point;
}

/** `\uD83D\uDE00` is one code point. */
function paired(reader: Reader, high: number): number {
  const low = high >= 0xd800 && high < 0xdc00 ? reader.take(LOW_SURROGATE) : null;
  return low === null ? high : 0x10000 + (high - 0xd800) * 0x400 + (Number.parseInt(low[1]!, 16) - 0xdc00);
}

function readProperty(reader: Reader, letter: "p" | "P", at: number): Ranges {
  if (reader.peek() !== "{") reader.fail("E_PATTERN_UNSUPPORTED", `\\${letter} without braces`, at);
  const name = reader.take(NAME)?.[1];
  if (name === undefined) return reader.fail("E_PATTERN_SYNTAX", "the brace is not closed", at + 2);
  const rangesOf = own(PROPERTIES, name);
  if (rangesOf === undefined) {
    return reader.fail("E_PATTERN_UNSUPPORTED", `a property other than ${Object.keys(PROPERTIES).join(", ")}`, at);
  }
  return letter === "p" ? rangesOf() : negate(rangesOf());
}
