/**
 * Percentiles of durations from counts in buckets: 8 to each power of two, so within 12.5 %.
 * The Rust twin is crates/engine/src/latency.rs.
 */

const EIGHTHS = 8;
const BUCKETS = 64 * EIGHTHS;
const NANOSECONDS = 1e6;

function bucketOf(value: number): number {
  if (value < EIGHTHS) return value;
  const power = Math.floor(Math.log2(value));
  return (power - 2) * EIGHTHS + (Math.floor(value / 2 ** (power - 3)) - EIGHTHS);
}

function upperOf(bucket: number): number {
  if (bucket < EIGHTHS) return bucket;
  const power = Math.floor(bucket / EIGHTHS) + 2;
  return (EIGHTHS + 1 + (bucket % EIGHTHS)) * 2 ** (power - 3) - 1;
}

/** Durations of files. */
export class Latency {
  readonly #counts = new Uint32Array(BUCKETS);
  #max = 0;

  /** Counts one duration, in milliseconds. */
  record(milliseconds: number): void {
    const nanoseconds = Math.max(0, Math.round(milliseconds * NANOSECONDS));
    this.#counts[bucketOf(nanoseconds)]!++;
    if (nanoseconds > this.#max) this.#max = nanoseconds;
  }

  /** In microseconds. */
  summary(): { p50: number; p90: number; p99: number; max: number } {
    return { p50: this.#share(0.5), p90: this.#share(0.9), p99: this.#share(0.99), max: this.#max / 1000 };
  }

  /** The duration that a share of the files stay below, in microseconds; 0 without files. */
  #share(share: number): number {
    const rank = Math.ceil(this.#counts.reduce((sum, count) => sum + count, 0) * share);
    let seen = 0;
    const bucket = this.#counts.findIndex((count) => (seen += count) >= rank && seen > 0);
    return bucket < 0 ? 0 : Math.min(upperOf(bucket), this.#max) / 1000;
  }
}
