/** Findings that come and go: what a watch keeps. */
import type { Cluster, Finding, Findings, Severity } from "../model/finding.ts";
import { severities } from "../model/severity.ts";
import { aggregate } from "./aggregate.ts";
import { cluster, showClusters } from "./clusters.ts";
import { Ledger } from "./ledger.ts";
import { FindingList } from "./list.ts";

/** Findings as a list. */
interface Made {
  readonly findings: Findings;
  readonly clusters: readonly Cluster[];
}

const isSame = (one: Finding, other: Finding): boolean =>
  one === other ||
  (one.severity === other.severity &&
    one.rule === other.rule &&
    one.location.path === other.location.path &&
    one.location.line === other.location.line &&
    one.location.column === other.location.column);

/** Findings of one fingerprint, and how many there are of each severity. */
interface Copies {
  readonly all: Finding[];
  readonly counts: Record<Severity, number>;
}

const worstOf = ({ counts }: Copies): Severity | undefined => severities.find((severity) => counts[severity] > 0);

/**
 * A set of findings that is added to and subtracted from. Equal fingerprints count once, with the worst severity, and stay
 * until the last of them is taken away. Counts are always up to date and cost nothing; the list is made when it is asked
 * for, in time linear in findings.
 *
 * @example
 * ```ts
 * import { check, scan, Tally } from "tagwright";
 *
 * const before = await check(await scan("src"));
 * const tally = new Tally().add(before.findings);
 * const after = await check(await scan("src"));
 * tally.subtract(before.findings).add(after.findings);
 * console.log(tally.counts.error, tally.findings.length);
 * ```
 */
export class Tally {
  readonly #copies = new Map<string, Copies>();
  readonly #counts = { error: 0, warning: 0, info: 0 };
  #made: Made | undefined;

  /** Of the findings, by severity. */
  get counts(): Readonly<Record<Severity, number>> {
    return { ...this.#counts };
  }

  /** How many findings. */
  get length(): number {
    return this.#copies.size;
  }

  add(findings: Iterable<Finding>): this {
    for (const finding of findings) {
      const copies = this.#copies.get(finding.fingerprint) ?? { all: [], counts: { error: 0, warning: 0, info: 0 } };
      if (copies.all.length === 0) this.#copies.set(finding.fingerprint, copies);
      copies.all.push(finding);
      this.#count(copies, finding.severity, 1);
    }
    return this;
  }

  /** Takes findings away that were added; others are left alone. Costs a look at each copy of a finding. */
  subtract(findings: Iterable<Finding>): this {
    for (const finding of findings) {
      const copies = this.#copies.get(finding.fingerprint);
      const at = copies?.all.findLastIndex((copy) => isSame(copy, finding)) ?? -1;
      if (at < 0) continue;
      copies!.all.splice(at, 1);
      if (copies!.all.length === 0) this.#copies.delete(finding.fingerprint);
      this.#count(copies!, finding.severity, -1);
    }
    return this;
  }

  /** In order, each once. */
  get findings(): Findings {
    return this.#make().findings;
  }

  get clusters(): readonly Cluster[] {
    return this.#make().clusters;
  }

  /** Counts a copy in or out: what its fingerprint counts as may change. */
  #count(copies: Copies, severity: Severity, by: 1 | -1): void {
    const before = worstOf(copies);
    copies.counts[severity] += by;
    const after = worstOf(copies);
    if (before !== undefined) this.#counts[before]--;
    if (after !== undefined) this.#counts[after]++;
    this.#made = undefined;
  }

  #make(): Made {
    if (this.#made !== undefined) return this.#made;
    const ledger = new Ledger();
    for (const { all } of this.#copies.values()) for (const finding of all) ledger.add(finding);
    const columns = ledger.columns();
    const all = aggregate(columns);
    const findings = new FindingList(ledger.findings, all.order, all.severity);
    return (this.#made = { findings, clusters: showClusters(columns, all, cluster(columns, all)) });
  }
}
