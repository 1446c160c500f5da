/** Rows and what they are sorted by, packed into 64 bits: two u32 a row, the lower one first. */

/** A column to sort by. */
export interface Field {
  readonly values: ArrayLike<number>;
  /** The largest value. */
  readonly most: number;
}

/** A field, and the lowest of its bits. */
interface Part extends Field {
  readonly shift: number;
}

/** Keys of some fields: they stand above the row's own number, which is in the lowest bits. */
export interface Layout {
  readonly parts: readonly Part[];
  /** Bits of a row's number. */
  readonly rowBits: number;
  /** Bits of the whole. */
  readonly bits: number;
}

export const STRIDE = 2;
const WORD = 32;
const MOST = 64;
/** u32 that get all their fields before the next ones are looked at: they stay in the cache. */
const BLOCK = 8192;

/** How many bits whole numbers up to `most` take. */
export const bitsOf = (most: number): number => (most < 1 ? 0 : Math.floor(Math.log2(most)) + 1);

/**
 * Lays fields out, the last one lowest, as many as there is room for.
 *
 * @param fields the first being the most significant
 * @returns layouts to sort by one after the other: one where all fits
 */
export function layOut(fields: readonly Field[], count: number): Layout[] {
  const rowBits = bitsOf(count - 1);
  const layouts: Layout[] = [];
  let parts: Part[] = [];
  let shift = rowBits;
  for (const field of fields.toReversed()) {
    const size = bitsOf(field.most);
    if (shift + size > MOST) {
      layouts.push({ parts, rowBits, bits: shift });
      [parts, shift] = [[], rowBits];
    }
    parts.push({ ...field, shift });
    shift += size;
  }
  return [...layouts, { parts, rowBits, bits: shift }];
}

function addPart(keys: Uint32Array, { values, shift }: Part, rowMask: number): void {
  const isLow = shift < WORD;
  const up = shift & (WORD - 1);
  const straddles = isLow && shift > 0;
  for (let at = 0; at < keys.length; at += STRIDE) {
    const value = values[keys[at]! & rowMask]!;
    if (isLow) keys[at]! |= value << up;
    else keys[at + 1]! |= value << up;
    if (straddles) keys[at + 1]! |= value >>> (WORD - up);
  }
}

/** Gives keys that hold nothing but rows the fields of a layout. */
export function fillKeys(keys: Uint32Array, { parts, rowBits }: Layout): void {
  const rowMask = 2 ** rowBits - 1;
  for (let start = 0; start < keys.length; start += BLOCK) {
    const block = keys.subarray(start, start + BLOCK);
    for (const part of parts) addPart(block, part, rowMask);
  }
}

/** Keys without fields, of rows 0 to `count` - 1 but those that are dropped. They are written to the beginning of `room`. */
export function makeKeys(count: number, dropped: Uint8Array | undefined, room: Uint32Array): Uint32Array {
  let at = 0;
  for (let row = 0; row < count; row++) {
    if (dropped !== undefined && dropped[row] === 1) continue;
    room[at] = row;
    room[at + 1] = 0;
    at += STRIDE;
  }
  return room.subarray(0, at);
}

/** Takes the fields away again. */
export function clearKeys(keys: Uint32Array, { rowBits }: Layout): void {
  const rowMask = 2 ** rowBits - 1;
  for (let at = 0; at < keys.length; at += STRIDE) {
    keys[at]! &= rowMask;
    keys[at + 1] = 0;
  }
}
