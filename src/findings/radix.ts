/**
 * Sorts keys in linear time. They are dealt by their top bits to buckets that fit the processor's cache, and each bucket gets
 * a least-significant-digit radix sort (Knuth, The Art of Computer Programming, volume 3, 5.2.5).
 */
import { clearKeys, fillKeys, STRIDE, type Layout } from "./keys.ts";

/** Bits that a pass sorts by. */
const DIGIT = 8;
/** Keys of a bucket, about: with room for as many more they take 256 KiB. */
const BUCKET = 16_384;
const WORD = 32;

/** Keys that are being sorted, and room for as many. */
interface Buffers {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** A part of the buffers. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Digits of one word, a quarter of it at most: `word` is 0 for the lower one. */
interface Digit {
  readonly word: number;
  readonly shift: number;
  readonly mask: number;
}

/** Where the keys of each digit begin. */
function starts(from: Uint32Array, { start, end }: Span, { word, shift, mask }: Digit): Uint32Array {
  const places = new Uint32Array(mask + 1);
  for (let at = start + word; at < end; at += STRIDE) places[(from[at]! >>> shift) & mask]! += STRIDE;
  let sum = start;
  for (let digit = 0; digit <= mask; digit++) {
    const size = places[digit]!;
    places[digit] = sum;
    sum += size;
  }
  return places;
}

/** Moves keys to where their digits belong. Returns where each digit's keys end. */
function scatter({ from, to }: Buffers, span: Span, digit: Digit): Uint32Array {
  const { word, shift, mask } = digit;
  const places = starts(from, span, digit);
  for (let at = span.start; at < span.end; at += STRIDE) {
    const value = (from[at + word]! >>> shift) & mask;
    const out = places[value]!;
    places[value] = out + STRIDE;
    to[out] = from[at]!;
    to[out + 1] = from[at + 1]!;
  }
  return places;
}

/** Bits `low` to `high`, as digits that lie in one word each. */
function digits(low: number, high: number): Digit[] {
  const out: Digit[] = [];
  for (let bit = low; bit < high;) {
    const count = Math.min(DIGIT, high - bit, WORD - (bit & (WORD - 1)));
    out.push({ word: bit < WORD ? 0 : 1, shift: bit & (WORD - 1), mask: (1 << count) - 1 });
    bit += count;
  }
  return out;
}

const swap = ({ from, to }: Buffers): Buffers => ({ from: to, to: from });

function sortSpan(buffers: Buffers, span: Span, passes: readonly Digit[]): Buffers {
  let now = buffers;
  for (const digit of passes) {
    scatter(now, span, digit);
    now = swap(now);
  }
  return now;
}

/** The bits to deal by: the top ones, if there are more keys than a bucket is to hold. */
function dealBits(count: number, low: number, high: number): number {
  const wanted = Math.ceil(Math.log2(count / BUCKET));
  const inWord = high > WORD ? high - WORD : high;
  return Math.max(0, Math.min(wanted, DIGIT, inWord, high - low));
}

function sortBits(buffers: Buffers, low: number, high: number): Buffers {
  const { length } = buffers.from;
  const top = dealBits(length / STRIDE, low, high);
  const rest = digits(low, high - top);
  if (top === 0) return sortSpan(buffers, { start: 0, end: length }, rest);
  const ends = scatter(buffers, { start: 0, end: length }, digits(high - top, high)[0]!);
  const dealt = swap(buffers);
  let start = 0;
  for (const end of ends) {
    sortSpan(dealt, { start, end }, rest);
    start = end;
  }
  return rest.length % 2 === 0 ? dealt : swap(dealt);
}

/**
 * Sorts keys by the fields of their layouts; equal ones by row.
 *
 * @param keys filled by the last of the layouts, the lowest of which comes first; they are overwritten
 * @param spare as large; overwritten, too
 * @returns the rows in order, in the memory of one of the two. Costs a pass for each 8 bits of the fields
 */
export function sortKeys(keys: Uint32Array, spare: Uint32Array, layouts: readonly Layout[]): Uint32Array {
  let buffers: Buffers = { from: keys, to: spare };
  for (const [index, layout] of layouts.entries()) {
    if (index > 0) {
      clearKeys(buffers.from, layouts[index - 1]!);
      fillKeys(buffers.from, layout);
    }
    buffers = sortBits(buffers, layout.rowBits, layout.bits);
  }
  return takeRows(buffers.from, layouts[0]!);
}

/** Rows take the place of their keys: fresh memory would cost more than all of this pass. */
function takeRows(keys: Uint32Array, { rowBits }: Layout): Uint32Array {
  const mask = 2 ** rowBits - 1;
  const count = keys.length / STRIDE;
  for (let index = 0; index < count; index++) keys[index] = keys[index * STRIDE]! & mask;
  return keys.subarray(0, count);
}
