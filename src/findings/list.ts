import type { Finding, Findings } from "../model/finding.ts";
import { severities } from "../model/severity.ts";

/** Findings in an order of their own. */
export class FindingList implements Findings {
  readonly #findings: readonly Finding[];
  readonly #order: Uint32Array;
  readonly #severity: Uint8Array;

  /** `order`: positions in `findings`. `severity`: by position in `findings`, what holds instead of a finding's own. */
  constructor(findings: readonly Finding[], order: Uint32Array, severity: Uint8Array) {
    this.#findings = findings;
    this.#order = order;
    this.#severity = severity;
  }

  /** How many findings. */
  get length(): number {
    return this.#order.length;
  }

  at(position: number): Finding | undefined {
    const row = this.#order.at(position);
    if (row === undefined) return undefined;
    const finding = this.#findings[row]!;
    const severity = severities[this.#severity[row]!]!;
    return finding.severity === severity ? finding : { ...finding, severity };
  }

  *[Symbol.iterator](): IterableIterator<Finding> {
    for (let position = 0; position < this.length; position++) yield this.at(position)!;
  }

  /** An array of them. */
  toArray(): Finding[] {
    return [...this];
  }

  toJSON(): Finding[] {
    return this.toArray();
  }
}
