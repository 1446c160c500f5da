/** Runs rules, and decides what remains of what they say. */
import type { CheckResult, Finding, RuleInfo, Severity, Suppressed, Threshold } from "../model/finding.ts";
import type { Draft, Rule, RuleContext } from "../model/rule.ts";
import { isAtLeast, severities } from "../model/severity.ts";
import { aggregate, type Aggregate, type Columns } from "./aggregate.ts";
import type { Baseline } from "./baseline.ts";
import { cluster, showClusters } from "./clusters.ts";
import { readComments, Silence } from "./comments.ts";
import { Ledger } from "./ledger.ts";
import { FindingList } from "./list.ts";
import { Maker } from "./make.ts";
import { shareOf } from "./rules/coverage.ts";

/** A rule, and what the policy says of it. */
interface Chosen {
  readonly rule: Rule;
  readonly severity: Severity | "off" | undefined;
  readonly options: RuleContext["options"];
}

/** What a policy says, as far as findings care. */
export interface Judgement {
  readonly failOn: Severity;
  readonly rules: readonly Chosen[];
  readonly paths: readonly { fits(path: string): boolean; readonly rules: ReadonlyMap<string, Severity | "off"> }[];
  readonly ignore: readonly { fits(path: string): boolean; readonly rules: ReadonlySet<string> | undefined }[];
  readonly baseline: Baseline | undefined;
}

/** What all rules are given. */
export type Material = Omit<RuleContext, "options">;

/** What is said of a rule that throws. No policy can turn it off. */
const failure = {
  id: "rule-failed",
  severity: "error",
  summary: "A rule threw an error and did not come to its end",
  help: "Correct the rule; what it had found before is reported.",
} as const satisfies RuleInfo;

/** What a finding without a severity of its own has. */
const fallbackOf = (severity: Severity | "off"): Severity => (severity === "off" ? "warning" : severity);

/** The severity that paths give a rule; the last one counts. */
function severityAt({ paths }: Judgement, path: string, rule: string): Severity | "off" | undefined {
  return paths.findLast((one) => one.rules.has(rule) && one.fits(path))?.rules.get(rule);
}

/** Whether a rule can report anything anywhere. */
function mayRun({ rule, severity }: Chosen, { paths }: Judgement): boolean {
  if ((severity ?? rule.severity) !== "off") return true;
  return paths.some(({ rules }) => (rules.get(rule.id) ?? "off") !== "off");
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n")[0]!;

/** Gathers what rules say. */
class Court {
  readonly ledger = new Ledger();
  readonly silences = new Map<string, Silence>();
  readonly #maker = new Maker();
  readonly #judgement: Judgement;
  readonly #material: Material;

  constructor(judgement: Judgement, material: Material) {
    this.#judgement = judgement;
    this.#material = material;
  }

  // @CODE:CHECK-004
  /** A rule that throws costs only itself. */
  async hear({ rule, severity, options }: Chosen): Promise<void> {
    try {
      const context = Object.create(this.#material, { options: { value: options, enumerable: true } }) as RuleContext;
      const drafts = rule.check(context);
      if (Symbol.asyncIterator in drafts) for await (const draft of drafts) this.#add(rule, severity, draft);
      else for (const draft of drafts) this.#add(rule, severity, draft);
    } catch (error) {
      const draft = { message: `rule ${rule.id} failed: ${words(error)}`, key: rule.id };
      this.ledger.add(this.#maker.make(draft, { rule: failure, severity: undefined, fallback: "error" }));
    }
  }

  #add(rule: Rule, severity: Severity | "off" | undefined, draft: Draft): void {
    const verdict = { rule, severity: severity === "off" ? undefined : severity, fallback: fallbackOf(rule.severity) };
    const finding = this.#maker.make(draft, verdict);
    const local = severityAt(this.#judgement, finding.location.path, rule.id);
    this.ledger.add(local === undefined || local === "off" ? finding : { ...finding, severity: local });
  }

  /** Only files with findings can hold comments that matter. */
  readComments(): void {
    const known = new Set(this.#judgement.rules.map(({ rule }) => rule.id));
    const own = this.#judgement.rules.find(({ rule }) => rule.id === "suppression");
    for (const path of [...this.ledger.paths]) {
      const content = path === "" ? undefined : this.#material.read(path);
      const comments = content === undefined ? undefined : readComments(path, content, known);
      if (comments === undefined) continue;
      this.silences.set(path, new Silence(comments.ranges));
      for (const problem of comments.problems) if (own !== undefined) this.#add(own.rule, own.severity, problem);
    }
  }
}

// @CODE:CHECK-002
/** Who keeps a finding back, if anyone. */
class Sieve {
  readonly counts = { comment: 0, config: 0, baseline: 0 };
  readonly fitted = new Set<string>();
  readonly #judgement: Judgement;
  readonly #court: Court;
  readonly #off: ReadonlySet<string>;

  constructor(judgement: Judgement, court: Court) {
    this.#judgement = judgement;
    this.#court = court;
    const off = judgement.rules.filter(({ rule, severity }) => (severity ?? rule.severity) === "off");
    this.#off = new Set(off.map(({ rule }) => rule.id));
  }

  /** Counts what is kept back. */
  isOpen(finding: Finding): boolean {
    const by = this.#judge(finding);
    if (by !== undefined) this.counts[by]++;
    return by === undefined;
  }

  #judge({ rule, location, fingerprint }: Finding): keyof Suppressed | undefined {
    if (rule === failure.id) return undefined;
    if (this.#isConfigured(rule, location.path)) return "config";
    if (this.#court.silences.get(location.path)?.covers(rule, location.line)) return "comment";
    if (!this.#judgement.baseline?.fingerprints.has(fingerprint)) return undefined;
    this.fitted.add(fingerprint);
    return "baseline";
  }

  #isConfigured(rule: string, path: string): boolean {
    const local = severityAt(this.#judgement, path, rule);
    if (local === "off" || (local === undefined && this.#off.has(rule))) return true;
    return this.#judgement.ignore.some(({ fits, rules }) => (rules === undefined || rules.has(rule)) && fits(path));
  }
}

function sift({ findings }: Ledger, { order }: Aggregate, sieve: Sieve): Uint32Array {
  return order.filter((row) => sieve.isOpen(findings[row]!));
}

function countBy(order: Uint32Array, severity: Uint8Array): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const row of order) counts[severities[severity[row]!]!]++;
  return counts;
}

function thresholds({ trace, minCoverage }: Material): Threshold[] {
  const asked = Object.keys(minCoverage).filter((type) => !Object.hasOwn(trace.coverage.types, type));
  const types = trace.chains.length === 0 ? [] : Object.keys(trace.coverage.types);
  return [...types, ...asked].map((type) => {
    const { covered, total, percent } = shareOf(trace, type);
    return { type, covered, total, percent, least: minCoverage[type] };
  });
}

const describe = ({ rule, severity }: Chosen): RuleInfo => {
  const { id, summary, help } = rule;
  return { id, severity: severity ?? rule.severity, summary, help };
};

function infos(ran: readonly Chosen[], rules: readonly string[]): RuleInfo[] {
  const own = rules.includes(failure.id) ? [failure] : [];
  return [...ran.map(describe), ...own].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A result whose clusters are made when they are looked at. */
class Result implements CheckResult {
  readonly root: string;
  readonly findings: FindingList;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly suppressed: Suppressed;
  readonly repeated: number;
  readonly stale: number;
  readonly coverage: readonly Threshold[];
  readonly rules: readonly RuleInfo[];
  readonly failOn: Severity;
  readonly failed: boolean;
  readonly #clusters: () => CheckResult["clusters"];
  #made: CheckResult["clusters"] | undefined;

  constructor(
    values: Omit<CheckResult, "clusters" | "findings" | "failed" | "toJSON">,
    findings: FindingList,
    clusters: () => CheckResult["clusters"],
  ) {
    this.root = values.root;
    this.findings = findings;
    this.counts = values.counts;
    this.suppressed = values.suppressed;
    this.repeated = values.repeated;
    this.stale = values.stale;
    this.coverage = values.coverage;
    this.rules = values.rules;
    this.failOn = values.failOn;
    this.failed = severities.some((severity) => isAtLeast(severity, values.failOn) && values.counts[severity] > 0);
    this.#clusters = clusters;
  }

  get clusters(): CheckResult["clusters"] {
    return (this.#made ??= this.#clusters());
  }

  toJSON(): object {
    const { findings, clusters, ...rest } = { ...this, clusters: this.clusters };
    return { ...rest, findings: findings.toJSON(), clusters };
  }
}

/** What became of the rows. */
interface Outcome {
  readonly columns: Columns;
  readonly all: Aggregate;
  readonly kept: Uint32Array;
}

function conclude(
  { columns, all, kept }: Outcome,
  court: Court,
  sieve: Sieve,
  judgement: Judgement,
  material: Material,
): CheckResult {
  const remaining = { ...all, order: kept };
  const { baseline, failOn } = judgement;
  const values = {
    root: material.root,
    counts: countBy(kept, all.severity),
    suppressed: sieve.counts,
    repeated: columns.count - all.order.length,
    stale: (baseline?.fingerprints.size ?? 0) - sieve.fitted.size,
    coverage: thresholds(material),
    rules: infos(
      judgement.rules.filter((one) => mayRun(one, judgement)),
      columns.rules,
    ),
    failOn,
  };
  const list = new FindingList(court.ledger.findings, kept, all.severity);
  return new Result(values, list, () => showClusters(columns, remaining, cluster(columns, remaining)));
}

// @CODE:CHECK-001
/**
 * Runs the rules of a policy over what was found.
 *
 * @param judgement the policy
 * @param material what rules may look at
 * @returns what remains, and counts of what was kept back. Linear in findings
 */
export async function judge(judgement: Judgement, material: Material): Promise<CheckResult> {
  const court = new Court(judgement, material);
  for (const chosen of judgement.rules) if (mayRun(chosen, judgement)) await court.hear(chosen);
  court.readComments();
  const columns = court.ledger.columns();
  const all = aggregate(columns);
  const sieve = new Sieve(judgement, court);
  const kept = sift(court.ledger, all, sieve);
  return conclude({ columns, all, kept }, court, sieve, judgement, material);
}
