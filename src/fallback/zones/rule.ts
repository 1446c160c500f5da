/** What a language is to the lexer: rules, and tables of the bytes at which one of them may begin. Rust: crates/core/src/zones/rule.rs. */
import type { Escape, Place, RuleRow, Syntax } from "./table.ts";
import { syntaxOf } from "../../generated/syntax.ts";

/** What a byte belongs to. */
export const zones = ["code", "comment", "string", "text"] as const;
export const CODE = 0;
export const COMMENT = 1;
export const STRING = 2;
export const TEXT = 3;

/** One way out of code. */
export interface Rule {
  readonly kind: RuleRow["kind"];
  readonly zone: number;
  readonly open: Uint8Array;
  /** Empty: the line's end. */
  readonly close: Uint8Array;
  readonly at: Place;
  readonly closeAt: Place;
  readonly escape: Escape;
  readonly nested: boolean;
  readonly multiline: boolean;
  readonly fold: boolean;
  /** Whether the closer means nothing in `[…]`. */
  readonly set: boolean;
  /** Whether the last of several closers that overlap is it: `""""` ends with a quote inside. */
  readonly late: boolean;
  /** What the word before the opener must be; none: anything. */
  readonly prefixes: readonly Uint8Array[];
  /** Tokens inside that mean nothing, though they begin like something that does. */
  readonly keep: readonly Uint8Array[];
  /** What begins and ends a string of one line that hides what it holds; empty: nothing. */
  readonly quote: Uint8Array;
  /** What opens and closes code inside; empty: nothing. */
  readonly innerOpen: Uint8Array;
  readonly innerClose: Uint8Array;
  /** The name of the language that a hook begins. */
  readonly embed: string;
  /** The name of a function in hook.ts. */
  readonly hook: string | undefined;
  /** Bytes at which its region has something to decide. */
  readonly stops: Uint8Array;
}

/** Set for bytes that are brackets of an interpolation. */
export const BRACKET = 0x80;
/** The other bits: 0, or 1 + the first rule that may begin with the byte. */
export const NONE = 0x7f;

/** A language's rules and tables. */
export interface Grammar {
  readonly name: string;
  readonly text: boolean;
  readonly part: boolean;
  readonly islands: string;
  /** Whether a hook looks at the code before it. */
  readonly looksBehind: boolean;
  readonly rules: readonly Rule[];
  readonly class: Uint8Array;
}

const LF = 10;
const CR = 13;
const BACKSLASH = 92;
const BACKTICK = 96;
const encoder = new TextEncoder();
const bytesOf = (text = ""): Uint8Array => encoder.encode(text);

function stopsOf(row: RuleRow): Uint8Array {
  const stops = new Uint8Array(256);
  stops[LF] = stops[CR] = row.multiline ? 0 : 1;
  const tokens = [
    row.close,
    row.inner?.[0],
    row.nested ? row.open : undefined,
    ...(row.set ? "[]" : ""),
    ...(row.keep ?? []),
    row.quote,
  ];
  for (const token of tokens) if (token) stops[bytesOf(token)[0]!] = 1;
  if (row.escape === "backslash" || row.escape === "continue") stops[BACKSLASH] = 1;
  if (row.escape === "backtick") stops[BACKTICK] = 1;
  return stops;
}

function ruleOf(row: RuleRow): Rule {
  return {
    kind: row.kind,
    zone: row.kind === "line" || row.kind === "block" ? COMMENT : STRING,
    open: bytesOf(row.open),
    close: bytesOf(row.close),
    at: row.at ?? "anywhere",
    closeAt: row.closeAt ?? "anywhere",
    escape: row.escape ?? "none",
    nested: row.nested ?? false,
    multiline: row.multiline ?? false,
    fold: row.fold ?? false,
    set: row.set ?? false,
    late: row.late ?? false,
    prefixes: (row.prefixes ?? []).map(bytesOf),
    keep: (row.keep ?? []).map(bytesOf),
    quote: bytesOf(row.quote),
    innerOpen: bytesOf(row.inner?.[0]),
    innerClose: bytesOf(row.inner?.[1]),
    embed: row.embed ?? "",
    hook: row.hook,
    stops: stopsOf(row),
  };
}

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
const upper = (byte: number): number => (byte >= 97 && byte <= 122 ? byte - 32 : byte);

function classOf(rules: readonly Rule[]): Uint8Array {
  const table = new Uint8Array(256);
  for (let index = rules.length - 1; index >= 0; index--) {
    const { open, fold } = rules[index]!;
    const first = open[0]!;
    for (const byte of fold ? [first, lower(first), upper(first)] : [first]) table[byte] = index + 1;
  }
  for (const { innerOpen, innerClose } of rules)
    for (const token of [innerOpen, innerClose]) if (token.length > 0) table[token.at(-1)!]! |= BRACKET;
  return table;
}

function build({ as, text, part, islands, rules: rows }: Syntax): Grammar {
  const rules = rows.map(ruleOf);
  const looksBehind = rows.some(({ looks }) => looks === true);
  return { name: as, text, part, islands, looksBehind, rules, class: classOf(rules) };
}

const built: Grammar[] = [];

/** The tables of a language, made when they are first asked for. */
export const grammarOf = (language: number): Grammar => (built[language] ??= build(syntaxOf(language)));
