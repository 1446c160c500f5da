/**
 * Finds equal fingerprints in linear time. One table of all rows would miss the processor's cache at every row; so a small
 * field of counters, by hash, says first which rows may have an equal one (the idea of Bloom, "Space/time trade-offs in hash
 * coding with allowable errors", 1970). Only these are looked up.
 */

/** u32 of a fingerprint. */
export const PRINT = 4;
/** u32 a row to work in: hashes, then the rows that may have an equal one. */
export const ROOM = 2;
/** Counters a row, at least. */
const CELLS = 8;
/** Bits of a counter: none, one, more. */
const BITS = 2;
const [ONE, MORE] = [1, 2] as const;
const WORD = 32;

const random = (): number => Math.floor(Math.random() * 2 ** WORD) | 0;

/** Not to be guessed, so that no one can make all hashes equal on purpose. No result depends on them. */
const [SEED, ODD] = [random(), random() | 1];

function hashAt(prints: Uint32Array, at: number): number {
  const hash = Math.imul(prints[at]! ^ prints[at + 2]! ^ SEED, ODD) + (prints[at + 1]! ^ prints[at + 3]!);
  return Math.imul(hash ^ (hash >>> 15), ODD) >>> 0;
}

const powerAbove = (number: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, number)));

/** Writes the hash of each row, and counts hashes: the lower bits say which counter. */
function countHashes(prints: Uint32Array, hashes: Uint32Array): Uint32Array {
  const cells = powerAbove(hashes.length * CELLS);
  const counters = new Uint32Array(Math.max(1, (cells * BITS) / WORD));
  const mask = counters.length - 1;
  for (let row = 0; row < hashes.length; row++) {
    const hash = hashAt(prints, row * PRINT);
    hashes[row] = hash;
    const shift = (hash >>> (WORD - 4)) * BITS;
    const known = counters[hash & mask]!;
    counters[hash & mask] = known | (((known >>> shift) & ONE) === 0 ? ONE << shift : MORE << shift);
  }
  return counters;
}

/** Writes the rows whose counter says more than one; returns how many. */
function suspect(hashes: Uint32Array, counters: Uint32Array, suspects: Uint32Array): number {
  const mask = counters.length - 1;
  let count = 0;
  for (let row = 0; row < hashes.length; row++) {
    const hash = hashes[row]!;
    suspects[count] = row;
    count += (counters[hash & mask]! >>> ((hash >>> (WORD - 4)) * BITS + 1)) & 1;
  }
  return count;
}

function isEqual(prints: Uint32Array, one: number, other: number): boolean {
  const [a, b] = [one * PRINT, other * PRINT];
  return (
    prints[a] === prints[b] &&
    prints[a + 1] === prints[b + 1] &&
    prints[a + 2] === prints[b + 2] &&
    prints[a + 3] === prints[b + 3]
  );
}

/** Pairs among the suspects: a table of a power of two, at most half full, holds rows and one. */
function pairUp(prints: Uint32Array, hashes: Uint32Array, suspects: Uint32Array): number[] {
  const pairs: number[] = [];
  const table = new Uint32Array(powerAbove(suspects.length * 2));
  const mask = table.length - 1;
  for (const row of suspects) {
    const hash = hashes[row]!;
    let slot = hash & mask;
    let held = table[slot]!;
    while (held !== 0 && !(hashes[held - 1] === hash && isEqual(prints, held - 1, row))) {
      slot = (slot + 1) & mask;
      held = table[slot]!;
    }
    if (held === 0) table[slot] = row + 1;
    else pairs.push(held - 1, row);
  }
  return pairs;
}

/**
 * Finds the rows whose fingerprint an earlier row has.
 *
 * @param prints four u32 a row
 * @param count rows
 * @param room {@link ROOM} u32 a row, to work in
 * @returns pairs in order of the second: the first row of a fingerprint, and a later one
 */
export function findRepeats(prints: Uint32Array, count: number, room: Uint32Array): number[] {
  const hashes = room.subarray(0, count);
  const suspects = room.subarray(count, count * ROOM);
  const counters = countHashes(prints, hashes);
  return pairUp(prints, hashes, suspects.subarray(0, suspect(hashes, counters, suspects)));
}
