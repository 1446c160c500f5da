/** The median of some samples, and how sure it is. */
import { median } from "../statistics.ts";
import { numbers } from "../synthetic.ts";

/** A median with its 95 % interval, in the samples' unit. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly samples: number;
}

const RESAMPLES = 10_000;
const [LOW, HIGH] = [0.025, 0.975];

/**
 * The percentile bootstrap (Efron, 1979): the medians of many samples that are drawn, with replacement, from the one there is.
 *
 * @param samples at least five
 * @returns throws RangeError for fewer. Costs some milliseconds
 */
export function estimate(samples: readonly number[]): Estimate {
  if (samples.length < 5) throw new RangeError(`an interval needs five samples, not ${samples.length}`);
  // The same numbers each time: a file's samples give its interval again.
  const next = numbers(samples.length);
  const draw = () => median(samples.map(() => samples[next() % samples.length]!));
  const medians = Array.from({ length: RESAMPLES }, draw).sort((a, b) => a - b);
  return {
    median: median(samples),
    low: medians[Math.floor(LOW * RESAMPLES)]!,
    high: medians[Math.ceil(HIGH * RESAMPLES) - 1]!,
    samples: samples.length,
  };
}
