/** Cuts content into blocks, the same ones whatever the window: docs/design/reading.md. Rust: crates/engine/src/blocks.rs. */
import type { Block } from "./matcher.ts";
import { Numbers } from "./numbers.ts";
import { isAscii } from "node:buffer";
import { LEAD, lineEnd, nextLine, OVERLAP, STEP, units } from "./lines.ts";

/** The most a block holds beyond its lead. */
export const LIMIT = STEP + OVERLAP;

const CR = 13;
const LF = 10;
/** A character's bytes after its first. */
const MOST_INSIDE = 3;

/** A block, and how many bytes from its start the next one's is. */
export interface Cut {
  readonly block: Block;
  readonly advance: number;
}

/** A block before it is known where in the file it stands. */
interface Piece {
  readonly block: Omit<Block, "numbers" | "first" | "last" | "text" | "advance">;
  readonly advance: number;
}

/** Where in a file the next block begins. */
export class Cutter {
  /** Whether nothing was cut yet. */
  #first = true;
  #line = 1;
  /** Of a block that ends with a line: where that is, and its lines' numbers. */
  #open: { readonly numbers: Numbers; readonly end: number } | undefined;
  #column = 0;
  /** Bytes before the acceptance start, while a long line lasts. */
  #lead = 0;
  #piece = false;

  /** How many bytes must be at hand to cut, unless the content ends before. */
  get wants(): number {
    return this.#lead + LIMIT + 2;
  }

  /**
   * The next block of `bytes`, which begin where the last one said and are at least `wants`. `ended`: the content ends
   * with them.
   */
  cut(bytes: Buffer, ended: boolean): Cut {
    const { block, advance } = this.#cut(bytes);
    const first = this.#first;
    this.#first = false;
    // A byte more tells the lexer that a CR is a line's end.
    const text = block.piece && advance < block.bytes.length ? block.bytes : bytes.subarray(0, advance + 1);
    const numbers = new Numbers(block.bytes, block.line);
    this.#open = block.piece ? undefined : { numbers, end: advance };
    return { block: { ...block, numbers, first, last: ended && advance >= bytes.length, text, advance }, advance };
  }

  /** The last block is done, and its bytes are still there: counts the rest of its lines. */
  leave(): void {
    if (this.#open !== undefined) this.#line = this.#open.numbers.of(this.#open.end);
    this.#open = undefined;
  }

  #cut(bytes: Buffer): Piece {
    if (this.#piece) return this.#long(bytes);
    const end = bytes.length <= LIMIT ? bytes.length : lastEnd(bytes);
    return end === 0 && bytes.length > 0 ? this.#long(bytes) : this.#lines(bytes, end);
  }

  #lines(bytes: Buffer, end: number): Piece {
    const own = end === bytes.length ? bytes : bytes.subarray(0, end);
    const block = { bytes: own, line: this.#line, column: 0, lead: 0, accept: end, piece: false };
    return { block, advance: end };
  }

  #long(bytes: Buffer): Piece {
    const seen = Math.min(bytes.length, this.#lead + LIMIT + 1);
    const lead = this.#lead;
    const lineEnds = lineEnd(bytes, lead, seen);
    if (lineEnds < seen || seen <= lead + LIMIT) return this.#lastPiece(bytes, lineEnds);
    const end = border(bytes, lead + LIMIT);
    const accept = border(bytes, lead + STEP);
    const advance = border(bytes, accept - LEAD);
    const own = bytes.subarray(0, end);
    const block = { bytes: own, line: this.#line, column: this.#column, lead, accept, piece: true };
    const passed = bytes.subarray(0, advance);
    this.#column += isAscii(passed) ? advance : units(passed.toString("latin1"), 0, advance);
    this.#lead = accept - advance;
    this.#piece = true;
    return { block, advance };
  }

  #lastPiece(bytes: Buffer, end: number): Piece {
    const own = bytes.subarray(0, end);
    const block = { bytes: own, line: this.#line, column: this.#column, lead: this.#lead, accept: end, piece: true };
    this.#line++;
    this.#column = 0;
    this.#lead = 0;
    this.#piece = false;
    return { block, advance: end < bytes.length ? nextLine(bytes, end) : end };
  }
}

/** Behind the last line end of a block; 0 without one. A CR that is the last byte does not count: an LF may follow. */
function lastEnd(bytes: Buffer): number {
  const end = bytes[LIMIT - 1] === CR ? LIMIT - 1 : LIMIT;
  const feed = bytes.subarray(0, end).lastIndexOf(LF) + 1;
  return feed + bytes.subarray(feed, end).lastIndexOf(CR) + 1;
}

/** `at`, moved back so that no character is cut. */
export function border(bytes: Uint8Array, at: number): number {
  let back = 0;
  while (back < MOST_INSIDE && (bytes[at - back]! & 0xc0) === 0x80) back++;
  return at - back;
}
