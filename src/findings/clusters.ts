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

/** Of one cluster: position of its first finding, its last line, and how many there are with the worst severity below. */
const FIELDS = 3;
const [FIRST, END, SIZE] = [0, 1, 2] as const;
/** Bits of a severity. */
const WORST = 2;
const ONE = 1 << WORST;

/** The rule's last cluster: where it stands, -1 for none, and the path it is in. */
interface Open {
  readonly at: Int32Array;
  readonly path: Uint32Array;
}

const openFor = ({ rules: { length } }: Columns): Open => ({
  at: new Int32Array(length).fill(-1),
  path: new Uint32Array(length),
});

/**
 * Puts neighbours together.
 *
 * @returns clusters. Costs one pass over the findings in order, and memory that is touched only as far as there are clusters
 */
export function cluster(columns: Columns, { order, severity }: Aggregate): Clusters {
  const { path, line, rule } = columns;
  const values = new Uint32Array(FIELDS * order.length);
  const open = openFor(columns);
  let next = 0;
  for (let position = 0; position < order.length; position++) {
    const row = order[position]!;
    const of = rule[row]!;
    let into = open.at[of]!;
    if (into < 0 || open.path[of] !== path[row] || line[row]! - values[into + END]! > NEAR) {
      into = next;
      next += FIELDS;
      open.at[of] = into;
      open.path[of] = path[row]!;
      values[into + FIRST] = position;
      values[into + SIZE] = severity[row]!;
    }
    values[into + END] = line[row]!;
    const size = values[into + SIZE]! + ONE;
    const worst = size & (ONE - 1);
    values[into + SIZE] = severity[row]! < worst ? size - worst + severity[row]! : size;
  }
  return { count: next / FIELDS, values };
}

/** Clusters as objects. */
export function showClusters(columns: Columns, { order }: Aggregate, { count, values }: Clusters): Cluster[] {
  return Array.from({ length: count }, (_, index) => {
    const at = index * FIELDS;
    const first = values[at + FIRST]!;
    const size = values[at + SIZE]!;
    const row = order[first]!;
    return {
      path: columns.paths[columns.path[row]!]!,
      rule: columns.rules[columns.rule[row]!]!,
      severity: severities[size & (ONE - 1)]!,
      line: columns.line[row]!,
      endLine: values[at + END]!,
      count: size >>> WORST,
      first,
    };
  });
}
