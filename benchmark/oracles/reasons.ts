/** Why our comments and an oracle's may differ: each reason stands in docs/design/zones.md. */
import type { Difference } from "./types.ts";

interface Reason {
  readonly name: string;
  readonly languages: readonly string[];
  /** Whether it is the reason of a difference; the file's bytes tell what stands there. */
  holds(difference: Difference, bytes: Uint8Array): boolean;
}

const reasons: readonly Reason[] = [];

/** The difference with the first reason that holds, if one does. */
export function explain(language: string, difference: Difference, bytes: Uint8Array): Difference {
  const reason = reasons.find((one) => one.languages.includes(language) && one.holds(difference, bytes));
  return reason ? { ...difference, reason: reason.name } : difference;
}
