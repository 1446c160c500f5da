/**
 * BLAKE3's hash, unkeyed, 32 bytes; after the specification: O'Connor, Aumasson, Neves, Wilcox-O'Hearn, "BLAKE3: one function, fast
 * everywhere", 2021, sections 2.1 to 2.6. The native engine uses the crate `blake3`.
 */

const BLOCK = 64;
const CHUNK = 1024;
export const LENGTH = 32;
const ROUNDS = 7;
const HIGH = 2 ** 32;
/** Words of a chaining value. */
const WORDS = 8;
/** A tree of 2^53 bytes is no higher. */
const HEIGHT = 44;

const START = 1;
const END = 2;
const PARENT = 4;
const ROOT = 8;

/** The first 32 bits of the fractional parts of the square roots of the first primes. */
const IV0 = 0x6a09e667 | 0;
const IV1 = 0xbb67ae85 | 0;
const IV2 = 0x3c6ef372 | 0;
const IV3 = 0xa54ff53a | 0;
const IV = Int32Array.of(IV0, IV1, IV2, IV3, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Compresses the 64 bytes at a place into a chaining value. All words are local: no array is looked into on the way.
 *
 * @param counter of the chunk; @param length of what counts in the block, in bytes
 */
// oxlint-disable-next-line max-params -- an object a block would cost more than the block
function compress(cv: Int32Array, view: DataView, at: number, counter: number, length: number, flags: number): void {
  let m0 = view.getInt32(at + 0, true);
  let m1 = view.getInt32(at + 4, true);
  let m2 = view.getInt32(at + 8, true);
  let m3 = view.getInt32(at + 12, true);
  let m4 = view.getInt32(at + 16, true);
  let m5 = view.getInt32(at + 20, true);
  let m6 = view.getInt32(at + 24, true);
  let m7 = view.getInt32(at + 28, true);
  let m8 = view.getInt32(at + 32, true);
  let m9 = view.getInt32(at + 36, true);
  let m10 = view.getInt32(at + 40, true);
  let m11 = view.getInt32(at + 44, true);
  let m12 = view.getInt32(at + 48, true);
  let m13 = view.getInt32(at + 52, true);
  let m14 = view.getInt32(at + 56, true);
  let m15 = view.getInt32(at + 60, true);
  let s0 = cv[0]!;
  let s1 = cv[1]!;
  let s2 = cv[2]!;
  let s3 = cv[3]!;
  let s4 = cv[4]!;
  let s5 = cv[5]!;
  let s6 = cv[6]!;
  let s7 = cv[7]!;
  let s8 = IV0;
  let s9 = IV1;
  let s10 = IV2;
  let s11 = IV3;
  let s12 = counter | 0;
  let s13 = Math.floor(counter / HIGH);
  let s14 = length;
  let s15 = flags;
  for (let round = 0; round < ROUNDS; round++) {
    s0 = (s0 + s4 + m0) | 0;
    s12 ^= s0;
    s12 = (s12 >>> 16) | (s12 << 16);
    s8 = (s8 + s12) | 0;
    s4 ^= s8;
    s4 = (s4 >>> 12) | (s4 << 20);
    s0 = (s0 + s4 + m1) | 0;
    s12 ^= s0;
    s12 = (s12 >>> 8) | (s12 << 24);
    s8 = (s8 + s12) | 0;
    s4 ^= s8;
    s4 = (s4 >>> 7) | (s4 << 25);
    s1 = (s1 + s5 + m2) | 0;
    s13 ^= s1;
    s13 = (s13 >>> 16) | (s13 << 16);
    s9 = (s9 + s13) | 0;
    s5 ^= s9;
    s5 = (s5 >>> 12) | (s5 << 20);
    s1 = (s1 + s5 + m3) | 0;
    s13 ^= s1;
    s13 = (s13 >>> 8) | (s13 << 24);
    s9 = (s9 + s13) | 0;
    s5 ^= s9;
    s5 = (s5 >>> 7) | (s5 << 25);
    s2 = (s2 + s6 + m4) | 0;
    s14 ^= s2;
    s14 = (s14 >>> 16) | (s14 << 16);
    s10 = (s10 + s14) | 0;
    s6 ^= s10;
    s6 = (s6 >>> 12) | (s6 << 20);
    s2 = (s2 + s6 + m5) | 0;
    s14 ^= s2;
    s14 = (s14 >>> 8) | (s14 << 24);
    s10 = (s10 + s14) | 0;
    s6 ^= s10;
    s6 = (s6 >>> 7) | (s6 << 25);
    s3 = (s3 + s7 + m6) | 0;
    s15 ^= s3;
    s15 = (s15 >>> 16) | (s15 << 16);
    s11 = (s11 + s15) | 0;
    s7 ^= s11;
    s7 = (s7 >>> 12) | (s7 << 20);
    s3 = (s3 + s7 + m7) | 0;
    s15 ^= s3;
    s15 = (s15 >>> 8) | (s15 << 24);
    s11 = (s11 + s15) | 0;
    s7 ^= s11;
    s7 = (s7 >>> 7) | (s7 << 25);
    s0 = (s0 + s5 + m8) | 0;
    s15 ^= s0;
    s15 = (s15 >>> 16) | (s15 << 16);
    s10 = (s10 + s15) | 0;
    s5 ^= s10;
    s5 = (s5 >>> 12) | (s5 << 20);
    s0 = (s0 + s5 + m9) | 0;
    s15 ^= s0;
    s15 = (s15 >>> 8) | (s15 << 24);
    s10 = (s10 + s15) | 0;
    s5 ^= s10;
    s5 = (s5 >>> 7) | (s5 << 25);
    s1 = (s1 + s6 + m10) | 0;
    s12 ^= s1;
    s12 = (s12 >>> 16) | (s12 << 16);
    s11 = (s11 + s12) | 0;
    s6 ^= s11;
    s6 = (s6 >>> 12) | (s6 << 20);
    s1 = (s1 + s6 + m11) | 0;
    s12 ^= s1;
    s12 = (s12 >>> 8) | (s12 << 24);
    s11 = (s11 + s12) | 0;
    s6 ^= s11;
    s6 = (s6 >>> 7) | (s6 << 25);
    s2 = (s2 + s7 + m12) | 0;
    s13 ^= s2;
    s13 = (s13 >>> 16) | (s13 << 16);
    s8 = (s8 + s13) | 0;
    s7 ^= s8;
    s7 = (s7 >>> 12) | (s7 << 20);
    s2 = (s2 + s7 + m13) | 0;
    s13 ^= s2;
    s13 = (s13 >>> 8) | (s13 << 24);
    s8 = (s8 + s13) | 0;
    s7 ^= s8;
    s7 = (s7 >>> 7) | (s7 << 25);
    s3 = (s3 + s4 + m14) | 0;
    s14 ^= s3;
    s14 = (s14 >>> 16) | (s14 << 16);
    s9 = (s9 + s14) | 0;
    s4 ^= s9;
    s4 = (s4 >>> 12) | (s4 << 20);
    s3 = (s3 + s4 + m15) | 0;
    s14 ^= s3;
    s14 = (s14 >>> 8) | (s14 << 24);
    s9 = (s9 + s14) | 0;
    s4 ^= s9;
    s4 = (s4 >>> 7) | (s4 << 25);
    // The words in another order for the next round, cycle by cycle.
    const first0 = m0;
    m0 = m2;
    m2 = m3;
    m3 = m10;
    m10 = m12;
    m12 = m9;
    m9 = m11;
    m11 = m5;
    m5 = first0;
    const first1 = m1;
    m1 = m6;
    m6 = m4;
    m4 = m7;
    m7 = m13;
    m13 = m14;
    m14 = m15;
    m15 = m8;
    m8 = first1;
  }
  cv[0] = s0 ^ s8;
  cv[1] = s1 ^ s9;
  cv[2] = s2 ^ s10;
  cv[3] = s3 ^ s11;
  cv[4] = s4 ^ s12;
  cv[5] = s5 ^ s13;
  cv[6] = s6 ^ s14;
  cv[7] = s7 ^ s15;
}

/** Hashes bytes as they come. */
export class Blake3 {
  /** Chaining values of whole subtrees, the largest first. */
  readonly #stack = new Int32Array(HEIGHT * WORDS);
  #depth = 0;
  /** Of the chunk that is not complete: its number, what was compressed of it, and what was not. */
  #chunk = 0;
  readonly #cv = Int32Array.from(IV);
  #blocks = 0;
  readonly #block = new Uint8Array(BLOCK);
  readonly #view = viewOf(this.#block);
  #length = 0;
  readonly #parent = new Int32Array(2 * WORDS);

  update(bytes: Uint8Array): void {
    const view = viewOf(bytes);
    let at = 0;
    while (at < bytes.length) {
      if (this.#blocks * BLOCK + this.#length === CHUNK) this.#endChunk();
      // The last chunk is the root's child or the root itself, so it waits for what may follow.
      if (this.#blocks === 0 && this.#length === 0 && bytes.length - at > CHUNK)
        at = this.#whole(view, at, bytes.length);
      else at = this.#part(bytes, at);
    }
  }

  /** The hash of all bytes so far. */
  finish(): Buffer {
    const cv = Int32Array.from(this.#cv);
    const root = this.#depth === 0 ? ROOT : 0;
    this.#block.fill(0, this.#length);
    compress(cv, this.#view, 0, this.#chunk, this.#length, (this.#blocks === 0 ? START : 0) | END | root);
    for (let depth = this.#depth; depth > 0; depth--) this.#join(cv, depth - 1, depth === 1 ? ROOT : 0);
    const hash = Buffer.alloc(LENGTH);
    cv.forEach((word, index) => hash.writeInt32LE(word, 4 * index));
    return hash;
  }

  /** Takes whole chunks, all but the last; gives where it stopped. */
  #whole(view: DataView, from: number, end: number): number {
    const cv = this.#cv;
    let at = from;
    for (; end - at > CHUNK; at += CHUNK) {
      compress(cv, view, at, this.#chunk, BLOCK, START);
      for (let block = BLOCK; block < CHUNK - BLOCK; block += BLOCK)
        compress(cv, view, at + block, this.#chunk, BLOCK, 0);
      compress(cv, view, at + CHUNK - BLOCK, this.#chunk, BLOCK, END);
      this.#push();
    }
    return at;
  }

  /** Takes up to a block; gives where it stopped. */
  #part(bytes: Uint8Array, at: number): number {
    if (this.#length === BLOCK) {
      compress(this.#cv, this.#view, 0, this.#chunk, BLOCK, this.#blocks === 0 ? START : 0);
      this.#blocks++;
      this.#length = 0;
    }
    const taken = Math.min(BLOCK - this.#length, bytes.length - at);
    this.#block.set(bytes.subarray(at, at + taken), this.#length);
    this.#length += taken;
    return at + taken;
  }

  #endChunk(): void {
    compress(this.#cv, this.#view, 0, this.#chunk, BLOCK, END);
    this.#blocks = this.#length = 0;
    this.#push();
  }

  /** A chunk is complete: joins as many subtrees as are, and begins the next one. */
  #push(): void {
    const cv = this.#cv;
    this.#chunk++;
    for (let chunks = this.#chunk; chunks % 2 === 0; chunks /= 2) this.#join(cv, --this.#depth, 0);
    this.#stack.set(cv, this.#depth++ * WORDS);
    cv.set(IV);
  }

  /** Makes a chaining value that of the parent of the one on the stack and itself. */
  #join(cv: Int32Array, depth: number, root: number): void {
    const words = this.#parent;
    words.set(this.#stack.subarray(depth * WORDS, (depth + 1) * WORDS));
    words.set(cv, WORDS);
    const view = viewOf(new Uint8Array(BLOCK));
    words.forEach((word, index) => view.setInt32(4 * index, word, true));
    cv.set(IV);
    compress(cv, view, 0, 0, BLOCK, PARENT | root);
  }
}
