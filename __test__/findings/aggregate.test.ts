import test from "ava";
import fc from "fast-check";
import type { Finding, Severity } from "../../index.ts";
import { Tally } from "../../index.ts";
import { aggregate } from "../../src/findings/aggregate.ts";
import { cluster, NEAR, showClusters } from "../../src/findings/clusters.ts";
import { Ledger } from "../../src/findings/ledger.ts";
import { FindingList } from "../../src/findings/list.ts";
import { bitsOf, layOut } from "../../src/findings/keys.ts";

const severities: readonly Severity[] = ["error", "warning", "info"];
const PATHS = ["a", "a/b", "b.ts", "é", "\u{10000}", "\uffff", "caf\udce9", ""];
const RULES = ["missing", "orphan", "zz", "aa"];

/** `print`: few of them, so that many are equal. */
const make = (
  path: string,
  line: number,
  column: number,
  rule: string,
  severity: Severity,
  print: number,
): Finding => ({
  ...{ rule, severity, message: "m", tags: [], related: [], help: "" },
  location: { path, line, column },
  fingerprint: (print * 2 ** 20).toString(16).padStart(32, "0"),
});

const finding = fc
  .tuple(
    fc.constantFrom(...PATHS),
    fc.oneof(fc.nat(30), fc.nat(2 ** 31)),
    fc.oneof(fc.nat(3), fc.nat(2 ** 31)),
    fc.constantFrom(...RULES),
    fc.constantFrom(...severities),
    fc.nat(60),
  )
  .map((parts) => make(...parts));

function bytesOf(path: string): Buffer {
  if (path !== "caf\udce9") return Buffer.from(path);
  return Buffer.from([0x63, 0x61, 0x66, 0xe9]);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compare = (a: Finding, b: Finding): number =>
  Buffer.compare(bytesOf(a.location.path), bytesOf(b.location.path)) ||
  a.location.line - b.location.line ||
  a.location.column - b.location.column ||
  compareText(a.rule, b.rule);

/** What the docs say, done the simple way: sort, then take the first of each fingerprint with the worst severity of all. */
function naive(findings: readonly Finding[]): Finding[] {
  const kept = new Map<string, Finding>();
  for (const one of findings.toSorted(compare)) {
    const first = kept.get(one.fingerprint) ?? one;
    const worse = severities.indexOf(one.severity) < severities.indexOf(first.severity) ? one : first;
    kept.set(one.fingerprint, { ...first, severity: worse.severity });
  }
  return [...kept.values()];
}

function ledgerOf(findings: Iterable<Finding>): Ledger {
  const ledger = new Ledger();
  for (const one of findings) ledger.add(one);
  return ledger;
}

function ours(findings: readonly Finding[]) {
  const ledger = ledgerOf(findings);
  const columns = ledger.columns();
  const all = aggregate(columns);
  const list = new FindingList(ledger.findings, all.order, all.severity).toArray();
  return { list, all, clusters: showClusters(columns, all, cluster(columns, all)) };
}

const counts = (findings: readonly Finding[]) =>
  severities.map((severity) => findings.filter((one) => one.severity === severity).length);

// @TEST:CHECK-003
test("the list is what the simple way gives", (t) => {
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 300 }), (findings) => {
      const { list, all } = ours(findings);
      t.deepEqual(list, naive(findings));
      t.deepEqual([...all.counts], counts(list));
    }),
    { numRuns: 200 },
  );
  t.pass();
});

test("the same for many, whose keys are dealt to buckets, whatever bits they take", (t) => {
  for (const [lines, columns] of [
    [5, 1],
    [4000, 200],
    [2 ** 31, 2 ** 31],
  ] as const) {
    let state = 7;
    const below = (limit: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    const findings = Array.from({ length: 40_000 }, () =>
      make(`f${below(300)}`, below(lines), below(columns), RULES[below(4)]!, severities[below(3)]!, below(36_000)),
    );
    t.deepEqual(ours(findings).list, naive(findings));
  }
});

test("equal fingerprints are one finding, of the worst severity, where it stands first", (t) => {
  const { list } = ours([
    make("b", 2, 1, "r", "info", 1),
    make("a", 9, 1, "r", "error", 1),
    make("a", 3, 1, "r", "warning", 1),
  ]);
  t.deepEqual(
    list.map(({ severity, location }) => [severity, location.path, location.line]),
    [["error", "a", 3]],
  );
  const foreign = [make("a", 1, 1, "r", "info", 1), make("a", 2, 1, "r", "info", 1)];
  t.is(ours(foreign.map((one) => ({ ...one, fingerprint: "not hexadecimal" }))).list.length, 1);
  t.is(ours(foreign.map((one, index) => ({ ...one, fingerprint: `other ${index}` }))).list.length, 2);
});

test("clusters are runs of one rule in one file", (t) => {
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 100 }), (findings) => {
      const { list, clusters } = ours(findings);
      t.is(
        clusters.reduce((sum, { count }) => sum + count, 0),
        list.length,
      );
      for (const [index, { path, rule, line, endLine, count, first, severity }] of clusters.entries()) {
        const members = list.filter(
          (one) =>
            one.rule === rule &&
            one.location.path === path &&
            one.location.line >= line &&
            one.location.line <= endLine,
        );
        t.is(members.length, count);
        t.is(list[first], members[0]);
        t.is(
          severity,
          severities.find((word) => members.some((one) => one.severity === word))!,
        );
        t.true(members.every((one, at) => at === 0 || one.location.line - members[at - 1]!.location.line <= NEAR));
        const next = clusters.slice(index + 1).find((one) => one.rule === rule && one.path === path);
        if (next !== undefined) t.true(next.line - endLine > NEAR);
      }
    }),
    { numRuns: 100 },
  );
  t.pass();
});

test("nothing makes an empty list, and fields of no width take no bits", (t) => {
  t.deepEqual(ours([]).list, []);
  t.deepEqual([0, 1, 2, 3, 4, 2 ** 31, 2 ** 32 - 1].map(bitsOf), [0, 1, 2, 2, 3, 32, 32]);
  const wide = { values: [], most: 2 ** 32 - 1 };
  t.deepEqual(
    layOut([wide, wide], 1000).map(({ bits }) => bits),
    [42, 42],
  );
});

test("a tally of what was added and taken away is that of what is left", (t) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(finding, fc.boolean()), { maxLength: 120 }), (steps) => {
      const tally = new Tally();
      const left: Finding[] = [];
      for (const [one, isGone] of steps) {
        tally.add([one]);
        left.push(one);
        if (!isGone) continue;
        const gone = left.splice(Math.floor(left.length / 2), 1);
        tally.subtract(gone);
      }
      const expected = naive(left);
      t.is(tally.length, expected.length);
      t.deepEqual(Object.values(tally.counts), counts(expected));
      // Findings that stand at one place are in the order in which they came, which taking away and adding may change.
      const shown = (findings: Iterable<Finding>) => [...findings].map((one) => JSON.stringify(one)).sort();
      t.deepEqual(shown(tally.findings), shown(expected));
      t.deepEqual(
        [...tally.findings].map((one) => compare(one, one)),
        expected.map(() => 0),
      );
      t.is(tally.clusters.length === 0, expected.length === 0);
    }),
    { numRuns: 200 },
  );
  t.pass();
});

test("what was never added is not taken away", (t) => {
  const one = make("a", 1, 1, "r", "error", 1);
  const tally = new Tally().add([one]).subtract([make("a", 2, 1, "r", "error", 1), make("a", 1, 1, "r", "error", 2)]);
  t.is(tally.length, 1);
  t.is(tally.subtract([one]).length, 0);
  t.deepEqual(tally.counts, { error: 0, warning: 0, info: 0 });
});
