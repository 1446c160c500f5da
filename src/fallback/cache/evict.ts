/** What a base does not keep. The Rust twin is crates/engine/src/cache/evict.rs. */
import { HEADER, recordSize, sharedBytes } from "./format.ts";
import { CURRENT, GONE, type Records } from "./records.ts";
import { varSize } from "./var.ts";

/** What a base may hold; 0: any. */
export interface Limits {
  /** Bytes of the file. */
  readonly maxBytes: number;
  /** Days since a record was met, of those that are not current. */
  readonly maxAge: number;
}

/** The records that a base written on a day (since 1970) keeps. */
export function evict(records: Records, { maxBytes, maxAge }: Limits, today: number): Records {
  const isOld = (index: number): boolean =>
    maxAge > 0 && !records.has(index, CURRENT) && today - records.day(index) > maxAge;
  const kept = records.filter((index) => !records.has(index, GONE) && !isOld(index));
  return maxBytes > 0 ? shrink(kept, maxBytes) : kept;
}

/** Those that stay so that the file is no larger than that: gone are those met least recently, not current first, later first. */
function shrink(records: Records, maxBytes: number): Records {
  const sizes = new Sizes(records);
  if (sizes.total <= maxBytes) return records;
  const gone = new Uint8Array(records.length);
  for (const index of orderOf(records)) {
    if (sizes.total <= maxBytes) break;
    gone[index] = 1;
    sizes.drop(index);
  }
  return records.filter((index) => gone[index] === 0);
}

function orderOf(records: Records): number[] {
  const current = (index: number): number => Number(records.has(index, CURRENT));
  const order = Array.from({ length: records.length }, (_, index) => index);
  return order.sort((a, b) => records.day(a) - records.day(b) || current(a) - current(b) || b - a);
}

const NONE = 0xffff_ffff;

/** How large a file of records is while some of them are left out: what remains shares its path with another one then. */
class Sizes {
  total = HEADER;
  readonly #records: Records;
  /** Bytes that each path shares with the one before that is left. */
  readonly #shared: Uint32Array;
  readonly #before: Uint32Array;
  readonly #after: Uint32Array;

  constructor(records: Records) {
    const { length } = records;
    this.#records = records;
    this.#shared = new Uint32Array(length);
    this.#before = Uint32Array.from({ length }, (_, index) => index - 1);
    this.#after = Uint32Array.from({ length }, (_, index) => (index + 1 < length ? index + 1 : NONE));
    for (let index = 0; index < length; index++) {
      if (index > 0) this.#shared[index] = sharedBytes(records.pathBytes(index - 1), records.pathBytes(index));
      this.total += recordSize(records, index, this.#shared[index]!);
    }
  }

  drop(index: number): void {
    const [before, after] = [this.#before[index]!, this.#after[index]!];
    this.total -= recordSize(this.#records, index, this.#shared[index]!);
    if (before !== NONE) this.#after[before] = after;
    if (after === NONE) return;
    this.#before[after] = before;
    const shared = Math.min(this.#shared[index]!, this.#shared[after]!);
    this.total += this.#pathSize(after, shared) - this.#pathSize(after, this.#shared[after]!);
    this.#shared[after] = shared;
  }

  #pathSize(index: number, shared: number): number {
    const rest = this.#records.pathBytes(index).length - shared;
    return varSize(shared) + varSize(rest) + rest;
  }
}
