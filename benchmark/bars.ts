/** What was asked beside what was measured. */
import { readFileSync } from "node:fs";

export interface Bar {
  readonly what: string;
  readonly metric: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface Verdict {
  what: string;
  asked: string;
  measured: number | undefined;
  /** Undefined where this run did not measure it. */
  met: boolean | undefined;
}

export const bars: readonly Bar[] = JSON.parse(readFileSync(new URL("bars.json", import.meta.url), "utf8")).bars;

function fits(bar: Bar, value: number): boolean {
  return value <= (bar.atMost ?? Infinity) && value >= (bar.atLeast ?? -Infinity);
}

export function judge(metrics: Readonly<Record<string, number>>, asked: readonly Bar[] = bars): Verdict[] {
  return asked.map((bar) => {
    const measured = metrics[bar.metric];
    return {
      what: bar.what,
      asked: bar.atMost === undefined ? `≥ ${bar.atLeast}` : `≤ ${bar.atMost}`,
      measured,
      met: measured === undefined ? undefined : fits(bar, measured),
    };
  });
}
