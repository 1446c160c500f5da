/** Finds where any detector could have a tag. The Rust twin is crates/core/src/find.rs. */
import type { DetectorSpec } from "../engine/contract.ts";
import { encode } from "./lines.ts";

/** A block being searched: where the first candidate at or after a place starts, or -1. */
export type Find = (from: number) => number;

const literalsOf = (spec: DetectorSpec): string[] => spec.literals.map(encode);

/** Keywords of notes count only where no word byte stands before them; what an `@` marks does not. */
const isBounded = (spec: DetectorSpec, literal: string): boolean => spec.type === "note" && !literal.startsWith("@");

/** Drops every literal that holds another one: finding the shorter finds the line. */
function shortest(literals: readonly string[]): string[] {
  const kept: string[] = [];
  for (const literal of [...new Set(literals)].sort((a, b) => a.length - b.length)) {
    if (!kept.some((short) => literal.includes(short))) kept.push(literal);
  }
  return kept.sort();
}

const escape = (byte: string): string => `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`;

const spell = (literal: string): string => literal.replace(/[^A-Za-z0-9]/g, escape);

/** An expression for any literal: alternatives of plain bytes, which take linear time. What stands before them is looked at last. */
function anyOf(specs: readonly DetectorSpec[], flags: string): RegExp {
  const all = specs.flatMap((spec) =>
    literalsOf(spec).map((literal) => ({ literal, bounded: isBounded(spec, literal) })),
  );
  const pick = (wanted: boolean): string[] =>
    shortest(all.filter(({ bounded }) => bounded === wanted).map(({ literal }) => literal)).map(spell);
  // A shorter literal is not found in each place where a longer one is, if it must stand at a word's start.
  const bounded = all.filter((one) => one.bounded).map(({ literal }) => spell(literal));
  return new RegExp([...pick(false), ...bounded.map((one) => `${one}(?<![A-Za-z0-9_]${one})`)].join("|"), flags);
}

/** Bytes that are made a string at a time: strings that outgrow the young generation cost more to free than to search. */
const PIECE = 64 << 10;

/** Searches the pieces of a block. Each is seen with the byte before it and as many behind it as a literal may take there. */
class Pieces {
  readonly #expression: RegExp;
  readonly #longest: number;
  readonly #bytes: Buffer;
  #text = "";
  /** Where the text starts. */
  #base = 0;
  /** Up to where candidates may start. */
  #end = 0;

  constructor(expression: RegExp, longest: number, bytes: Buffer) {
    this.#expression = expression;
    this.#longest = longest;
    this.#bytes = bytes;
  }

  /** `from` never goes down. */
  find(from: number): number {
    for (let at = from; at < this.#bytes.length; at = this.#end) {
      if (at >= this.#end) this.#go(at);
      this.#expression.lastIndex = at - this.#base;
      const index = this.#expression.exec(this.#text)?.index ?? Infinity;
      if (this.#base + index < this.#end) return this.#base + index;
    }
    return -1;
  }

  #go(at: number): void {
    this.#base = Math.max(0, at - 1);
    this.#end = Math.min(this.#bytes.length, at + PIECE);
    this.#text = this.#bytes.toString("latin1", this.#base, this.#end + this.#longest - 1);
  }
}

function findMany(specs: readonly DetectorSpec[]): (bytes: Buffer) => Find {
  const expression = anyOf(specs, "g");
  const longest = Math.max(...specs.flatMap(literalsOf).map(({ length }) => length));
  return (bytes) => {
    const pieces = new Pieces(expression, longest, bytes);
    return (from) => pieces.find(from);
  };
}

/** What finds candidates of all detectors together, in one pass over the bytes. */
export function makeFinder(specs: readonly DetectorSpec[]): (bytes: Buffer) => Find {
  // A pattern without literals makes every line a candidate.
  if (specs.some((spec) => spec.literals.length === 0)) return (bytes) => (from) => (from < bytes.length ? from : -1);
  const literals = shortest(specs.flatMap(literalsOf));
  if (literals.length === 0) return () => () => -1;
  if (literals.length > 1 || specs.some((spec) => spec.type === "note")) return findMany(specs);
  const one = literals[0]!;
  return (bytes) => (from) => bytes.indexOf(one, from, "latin1");
}

/** For each detector whether a line can concern it at all; undefined where every candidate does. */
export function makeConcerns(specs: readonly DetectorSpec[]): readonly ((line: string) => boolean)[] | undefined {
  if (specs.length < 2) return undefined;
  return specs.map((spec) => {
    if (spec.literals.length === 0) return () => true;
    const expression = anyOf([spec], "");
    return (line) => expression.test(line);
  });
}
