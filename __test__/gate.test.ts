import { XMLParser } from "fast-xml-parser";
import test from "ava";
import { readArguments } from "../benchmark/arguments.ts";
import { draw, linesOf } from "../benchmark/gate/history.ts";
import { estimate } from "../benchmark/gate/interval.ts";
import { show } from "../benchmark/gate/show.ts";
import { load, snapshot, type Snapshot } from "../benchmark/gate/snapshot.ts";
import { compare, healthOf, type Check, type Kind, type Level } from "../benchmark/gate/verdict.ts";
import { numbers } from "../benchmark/synthetic.ts";
import type { Outcome } from "../benchmark/types.ts";

const check = (name: string, median: number, kind: Kind = "time", spread = 0): Check => ({
  name,
  kind,
  unit: "ms",
  median,
  low: median - spread,
  high: median + spread,
  samples: 7,
});

const shot = (checks: readonly Check[], rest: Partial<Snapshot> = {}): Snapshot => ({
  name: "x",
  date: "2026-01-01T00:00:00.000Z",
  commit: "c",
  fingerprint: { cpu: "a", cores: 2 },
  checks,
  counters: {},
  ...rest,
});

/** What is said of one check that went from 100 to `after`. */
const levelOf = (kind: Kind, after: number, spread = 0): Level =>
  compare(shot([check("a", 100, kind, spread)]), shot([check("a", after, kind, spread)])).changes[0]!.level;

test("an interval holds its median, is the same each time, and needs five samples", (t) => {
  const samples = [10, 11, 12, 13, 14, 15, 100];
  const { median, low, high, samples: count } = estimate(samples);
  t.deepEqual({ median, count }, { median: 13, count: 7 });
  t.true(low >= 10 && low <= 13 && high >= 13 && high <= 100);
  t.deepEqual(estimate(samples), estimate(samples));
  t.like(estimate([5, 5, 5, 5, 5]), { median: 5, low: 5, high: 5 });
  t.throws(() => estimate([1, 2, 3, 4]), { instanceOf: RangeError });
});

test("of a hundred samplings of numbers whose median is known, some ninety-five intervals hold it", (t) => {
  const next = numbers(7);
  const sampling = () => Array.from({ length: 15 }, () => next() / 2 ** 32);
  const held = Array.from({ length: 100 }, sampling).filter((samples) => {
    const { low, high } = estimate(samples);
    return low <= 0.5 && high >= 0.5;
  }).length;
  t.true(held >= 90, `${held}`);
});

test("levels begin where they are said to", (t) => {
  const table: readonly (readonly [Kind, number, Level])[] = [
    ["time", 109.9, "same"],
    ["time", 110, "minor"],
    ["time", 119.9, "minor"],
    ["time", 120, "major"],
    ["time", 130, "critical"],
    ["time", 90, "better"],
    ["time", 91, "same"],
    ["throughput", 110, "better"],
    ["throughput", 90, "minor"],
    ["throughput", 80, "major"],
    ["throughput", 70, "critical"],
    ["other", 114, "same"],
    ["other", 115, "minor"],
    ["other", 130, "major"],
    ["other", 149, "major"],
    ["other", 150, "critical"],
  ];
  for (const [kind, after, level] of table) t.is(levelOf(kind, after), level, `${kind} ${after}`);
});

test("what is worse while the intervals overlap is unclear, and fails nothing", (t) => {
  t.is(levelOf("time", 140, 19), "critical");
  t.is(levelOf("time", 140, 20), "unclear");
  t.like(compare(shot([check("a", 100, "time", 20)]), shot([check("a", 140, "time", 20)])), {
    failed: false,
    health: 100,
  });
});

test("from nothing to something is critical, from nothing to nothing the same", (t) => {
  const change = (after: number) =>
    compare(shot([check("a", 0, "other")]), shot([check("a", after, "other")])).changes[0]!;
  t.is(change(1).level, "critical");
  t.is(change(0).level, "same");
});

test("health is 100 less the share that regressed, less 20 for each critical one, and not below 0", (t) => {
  t.is(healthOf(0, 10, 0), 100);
  t.is(healthOf(1, 10, 0), 90);
  t.is(healthOf(2, 10, 1), 60);
  t.is(healthOf(10, 10, 10), 0);
  t.is(healthOf(0, 0, 0), 100);
  const [before, after] = [
    [100, 100, 100, 100],
    [100, 112, 125, 150],
  ].map((all) => shot(all.map((median, index) => check(`${index}`, median))));
  t.like(compare(before!, after!), { health: 100 - (75 + 20), failed: true, compared: 4 });
  t.false(compare(before!, shot([check("0", 100), check("1", 112)])).failed);
});

test("checks that only one of the two has are told and not judged", (t) => {
  const { changes, compared, failed } = compare(
    shot([check("a", 1), check("b", 1)]),
    shot([check("b", 1), check("c", 1)]),
  );
  t.deepEqual(
    changes.map(({ name, level }) => [name, level]),
    [
      ["a", "gone"],
      ["b", "same"],
      ["c", "new"],
    ],
  );
  t.is(compared, 1);
  t.false(failed);
});

test("counters are compared exactly, on any machine, in both directions", (t) => {
  const counted = (counters: Record<string, number>, cpu = "a") => shot([], { counters, fingerprint: { cpu } });
  t.false(compare(counted({ opened: 3 }), counted({ opened: 3 })).failed);
  for (const after of [{ opened: 4 }, { opened: 2 }, { read: 3 }])
    t.true(compare(counted({ opened: 3 }), counted(after, "b")).failed);
  t.deepEqual(compare(counted({ opened: 3, read: 1 }), counted({ opened: 3, made: 1 })).miscounts, [
    { name: "read", before: 1, after: undefined },
    { name: "made", before: undefined, after: 1 },
  ]);
  // The part that counts did not run.
  t.false(compare(counted({ opened: 3 }), counted({})).failed);
});

test("on another machine times get a warning and no verdict", (t) => {
  const before = shot([check("a", 100)]);
  const comparison = compare(before, shot([check("a", 900)], { fingerprint: { cpu: "b", cores: 2 } }));
  t.like(comparison, { failed: false, health: 100, compared: 0 });
  t.deepEqual(comparison.strange, ["cpu: a, now b"]);
  t.regex(show("main", comparison), /WARNING: measured elsewhere.*cpu: a, now b/);
});

test("what is shown has the worst first", (t) => {
  const names = ["slower", "same", "worse"];
  const text = show(
    "main",
    compare(
      shot(names.map((name) => check(name, 100))),
      shot([check("slower", 115), check("same", 101), check("worse", 150)]),
    ),
  );
  const at = ["worse", "slower", "same"].map((name) => text.search(new RegExp(`^${name} `, "m")));
  t.deepEqual(
    at,
    [...at].sort((a, b) => a - b),
  );
  t.regex(text, /worse +100 \[100, 100\] ms +150 \[150, 150\] ms +1\.500 +critical/);
  t.regex(text, /health: 13\.3 of 100, 3 compared/);
});

const outcome = (rest: Partial<Outcome>): Outcome => ({ series: [], metrics: {}, problems: [], notes: [], ...rest });
const series = (name: string, runs: number[]) => ({
  group: "g",
  name,
  command: "",
  runs,
  median: 0,
  min: 0,
  max: 0,
  first: 0,
});

test("a snapshot has our own series with five runs, sizes and rates, and no rival, ratio or single time", (t) => {
  const five = [1, 2, 3, 4, 5];
  const { checks, counters } = snapshot("x", {
    scan: outcome({
      series: [series("native", five), series("ripgrep 15", five), series("cli", [1, 2])],
      metrics: {
        "scan: native / rg": 1,
        "start: cli - node, ms": 3,
        "size: native binary, MB": 3.6,
        "zones: slowest, MB/s": 500,
      },
    }),
    counters: outcome({ counters: { opened: 3 } }),
  });
  t.deepEqual(
    checks.map(({ name, kind, median }) => [name, kind, median]),
    [
      ["scan: g, native", "time", 3],
      ["size: native binary, MB", "other", 3.6],
      ["zones: slowest, MB/s", "throughput", 500],
    ],
  );
  t.deepEqual(counters, { opened: 3 });
});

test("the history is a picture that XML takes, of what was measured where the last was", (t) => {
  const all = [
    shot([check("a & b", 100, "time", 5)], { name: "one" }),
    shot([check("a & b", 7)], { name: "elsewhere", fingerprint: { cpu: "b" } }),
    shot([check("a & b", 90), check("c", 1)], { name: "two" }),
  ];
  t.deepEqual(
    [...linesOf(all)].map(([name, points]) => [name, points.map(({ label }) => label)]),
    [
      ["a & b", ["one", "two"]],
      ["c", ["two"]],
    ],
  );
  const picture = new XMLParser({ ignoreAttributes: false }).parse(draw(all));
  t.is(picture.svg.g.length, 2);
  t.is(picture.svg.g[0].circle.length, 2);
  t.regex(draw([]), /nothing is kept yet/);
});

test("names of snapshots are names, and a comparison has at least five runs", (t) => {
  t.throws(() => readArguments(["--save", "../x"]), { message: /--save/ });
  t.throws(() => readArguments(["--gate", "none"]), { message: /--gate/ });
  t.is(readArguments(["--compare", "main", "--runs", "2"])!.runs, 5);
  t.is(readArguments(["--runs", "2"])!.runs, 2);
  t.throws(() => load("no-such-name"), { message: /nothing is saved as no-such-name: there is / });
});
