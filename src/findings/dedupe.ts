/**
 * Finds equal fingerprints in linear time: they are dealt to buckets by bits of a hash, and each bucket has a table that fits
 * the processor's cache (the partitioned hash join of Shatdal, Kant and Naughton, "Cache conscious algorithms for relational
 * query processing", 1994). One table for all would miss the cache at every row.
 */

/** u32 of a fingerprint. */
export const PRINT = 4;
/** Of a fingerprint that was dealt: its row comes last. */
export const DEALT = PRINT + 1;
/** Rows of a bucket, about. */
const BUCKET = 4096;
const WORD = 32;

const random = (): number => Math.floor(Math.random() * 2 ** WORD) | 0;

/** Not to be guessed, so that no one can fill one bucket on purpose. No result depends on them. */
const [SEED, ODD] = [random(), random() | 1];

function hashAt(prints: Uint32Array, at: number): number {
  const hash = Math.imul(prints[at]! ^ prints[at + 2]! ^ SEED, ODD) + (prints[at + 1]! ^ prints[at + 3]!);
  return Math.imul(hash ^ (hash >>> 15), ODD) >>> 0;
}

/** Where each bucket begins. */
function starts(prints: Uint32Array, count: number, shift: number): Uint32Array {
  const places = new Uint32Array(2 ** (WORD - shift));
  for (let row = 0; row < count; row++) places[hashAt(prints, row * PRINT) >>> shift]!++;
  let sum = 0;
  for (let bucket = 0; bucket < places.length; bucket++) {
    const size = places[bucket]!;
    places[bucket] = sum;
    sum += size;
  }
  return places;
}

/** Fingerprints with their rows, by bucket, in order of rows within one; and where each bucket ends. */
function deal(prints: Uint32Array, count: number, dealt: Uint32Array): { dealt: Uint32Array; ends: Uint32Array } {
  const shift = WORD - Math.max(1, Math.ceil(Math.log2(count / BUCKET)));
  const ends = starts(prints, count, shift);
  for (let row = 0, from = 0; row < count; row++, from += PRINT) {
    const to = ends[hashAt(prints, from) >>> shift]!++ * DEALT;
    dealt[to] = prints[from]!;
    dealt[to + 1] = prints[from + 1]!;
    dealt[to + 2] = prints[from + 2]!;
    dealt[to + 3] = prints[from + 3]!;
    dealt[to + 4] = row;
  }
  return { dealt, ends };
}

const isEqual = (prints: Uint32Array, a: number, b: number): boolean =>
  prints[a] === prints[b] &&
  prints[a + 1] === prints[b + 1] &&
  prints[a + 2] === prints[b + 2] &&
  prints[a + 3] === prints[b + 3];

/** One bucket, and a table of a power of two that is at most half full: it holds positions and one. */
interface Bucket {
  readonly dealt: Uint32Array;
  readonly start: number;
  readonly end: number;
  readonly table: Uint32Array;
}

/** Adds the pairs of a bucket: the first row of a fingerprint, and a later one. */
function probe({ dealt, start, end, table }: Bucket, pairs: number[]): void {
  const mask = table.length - 1;
  for (let index = start; index < end; index++) {
    const at = index * DEALT;
    let slot = hashAt(dealt, at) & mask;
    let held = table[slot]!;
    while (held !== 0 && !isEqual(dealt, (held - 1) * DEALT, at)) {
      slot = (slot + 1) & mask;
      held = table[slot]!;
    }
    if (held === 0) table[slot] = index + 1;
    else pairs.push(dealt[held * DEALT - 1]!, dealt[at + PRINT]!);
  }
}

/** The table of a bucket, empty; `last` is taken where it has the size. */
function makeTable(last: Uint32Array, size: number): Uint32Array {
  const slots = 2 << Math.ceil(Math.log2(Math.max(1, size)));
  return slots === last.length ? last.fill(0) : new Uint32Array(slots);
}

/**
 * Finds the rows whose fingerprint an earlier row has.
 *
 * @param prints four u32 a row
 * @param count rows
 * @param room {@link DEALT} u32 a row, to work in
 * @returns pairs, one after the other: the first row of a fingerprint, and a later one
 */
export function findRepeats(prints: Uint32Array, count: number, room: Uint32Array): number[] {
  const { dealt, ends } = deal(prints, count, room);
  const pairs: number[] = [];
  let table: Uint32Array = new Uint32Array(0);
  let start = 0;
  for (const end of ends) {
    table = makeTable(table, end - start);
    probe({ dealt, start, end, table }, pairs);
    start = end;
  }
  return pairs;
}
