/** Findings of one rule that lie near each other in one file. */
import type { Aggregate, Columns } from "./aggregate.ts";
import type { Cluster } from "../model/finding.ts";
import { severities } from "../model/severity.ts";

/** Lines between two findings of a cluster, at most. */
export const NEAR = 10;

/** Clusters in order of their first findings: `count` times {@link FIELDS} numbers. */
export interface Clusters {
  readonly count: number;
  readonly values: Uint32Array;
}

/** Of one cluster: position of its first finding, how many there are, first and last line, worst severity. */
const FIELDS = 5;
const [FIRST, SIZE, LINE, END, WORST] = [0, 1, 2, 3, 4] as const;

function grow(values: Uint32Array): Uint32Array {
  const larger = new Uint32Array(values.length * 2);
  larger.set(values);
  return larger;
}

/**
 * Puts neighbours together.
 *
 * @returns clusters. Costs one pass over the findings in order
 */
export function cluster(columns: Columns, { order, severity }: Aggregate): Clusters {
  const { path, line, rule } = columns;
  let values: Uint32Array = new Uint32Array(FIELDS * Math.max(16, order.length >>> 3));
  // By rule: where its last cluster stands, and the path that one is in.
  const open = new Int32Array(columns.rules.length).fill(-1);
  const openPath = new Uint32Array(columns.rules.length);
  let count = 0;
  for (let position = 0; position < order.length; position++) {
    const row = order[position]!;
    const of = rule[row]!;
    const at = line[row]!;
    let into = open[of]!;
    if (into < 0 || openPath[of] !== path[row] || at - values[into + END]! > NEAR) {
      into = FIELDS * count++;
      if (into === values.length) values = grow(values);
      open[of] = into;
      openPath[of] = path[row]!;
      values[into + FIRST] = position;
      values[into + LINE] = at;
      values[into + WORST] = severity[row]!;
    }
    values[into + END] = at;
    values[into + SIZE]!++;
    if (severity[row]! < values[into + WORST]!) values[into + WORST] = severity[row]!;
  }
  return { count, values };
}

/** Clusters as objects. */
export function showClusters(columns: Columns, { order }: Aggregate, { count, values }: Clusters): Cluster[] {
  return Array.from({ length: count }, (_, index) => {
    const [first, size, line, endLine, worst] = values.subarray(index * FIELDS, (index + 1) * FIELDS);
    const row = order[first!]!;
    return {
      path: columns.paths[columns.path[row]!]!,
      rule: columns.rules[columns.rule[row]!]!,
      severity: severities[worst!]!,
      line: line!,
      endLine: endLine!,
      count: size!,
      first: first!,
    };
  });
}
