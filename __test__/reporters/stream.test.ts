/** Reports are written while they are made: what was written is not held, and what comes is not asked for yet. */
import test from "ava";
import type { Finding } from "../../src/model/finding.ts";
import type { Tag } from "../../src/model/tag.ts";
import { findReporter, makeReport, type Reporter } from "../../index.ts";
import { caseOf, checkOf, reportOf, tagOf } from "./sample.ts";

const COUNT = 1000;

const findingAt = (index: number): Finding => ({
  rule: "missing",
  severity: "error",
  message: `finding ${index}`,
  location: { path: `${index}.ts`, line: 1, column: 1 },
  tags: [],
  related: [],
  fingerprint: index.toString(16).padStart(32, "0"),
  help: "mend it",
});

/** A list that counts what is taken from it. */
function counted<T>(make: (index: number) => T): {
  list: Iterable<T> & { length: number; at(i: number): T };
  taken(): number;
} {
  let taken = 0;
  const at = (index: number): T => {
    taken = Math.max(taken, index + 1);
    return make(index);
  };
  const list = {
    length: COUNT,
    at,
    *[Symbol.iterator]() {
      for (let index = 0; index < COUNT; index++) yield at(index);
    },
  };
  return { list, taken: () => taken };
}

/** The most that was taken and not yet written, in parts. */
function lead(reporter: Reporter, report: ReturnType<typeof reportOf>, taken: () => number): number {
  let [written, most] = [0, 0];
  for (const _ of reporter(report) as Iterable<unknown>) {
    if (written < COUNT) most = Math.max(most, taken() - written);
    written++;
  }
  return most;
}

const { result, options } = reportOf(caseOf("empty"), "tags");

for (const format of ["sarif", "gitlab", "github", "rdjson", "rdjsonl", "json", "ndjson", "csv", "markdown"]) {
  test(`findings are asked for one by one: ${format}`, async (t) => {
    const { list, taken } = counted(findingAt);
    const check = { ...checkOf([], []), findings: list as never };
    const most = lead(await findReporter(format), makeReport({ result, check, options }), taken);
    t.is(taken(), COUNT);
    t.true(most <= 2, `${most} findings were held`);
  });
}

for (const format of ["json", "ndjson", "csv", "markdown"]) {
  test(`tags are asked for one by one: ${format}`, async (t) => {
    const { list, taken } = counted((index): Tag =>
      tagOf({ kind: "CODE", name: `a-${index}`, text: "", path: "a.ts", line: index + 1, column: 1 }, index),
    );
    const most = lead(await findReporter(format), makeReport({ result, tags: list, options }), taken);
    t.is(taken(), COUNT);
    t.true(most <= 2, `${most} tags were held`);
  });
}
