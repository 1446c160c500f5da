/** Chains as drawings, tables and notes show them: of a trace, or simply by id where nothing was traced. */
import type { Tag } from "../model/tag.ts";
import type { Report, Tags } from "../model/reporter.ts";
import type { TraceResult } from "../model/trace.ts";
import { compareText } from "../model/order.ts";

/** What a chain's map says of it. */
export type Status = "pending" | "active" | "completed";

/** One type of a chain and its places. */
export interface Group {
  readonly type: string;
  readonly tags: readonly Tag[];
}

/** One id. */
export interface Line {
  readonly id: string;
  /** In the chain's order; types without a tag are left out. */
  readonly groups: readonly Group[];
  /** Required types that have no tag. */
  readonly missing: readonly string[];
  readonly isOrphan: boolean;
  readonly isDangling: boolean;
  /** Completed: nothing is missing; pending: one type only; active: what lies between. */
  readonly status: Status;
}

/** The order of types where no trace says another one. */
export const ORDER: readonly string[] = ["SPEC", "CODE", "TEST", "DOC"];

const statusOf = (missing: number, groups: number): Status =>
  missing === 0 ? "completed" : groups === 1 ? "pending" : "active";

const place = (type: string): number => (ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length);
const inOrder = (one: Group, two: Group): number =>
  place(one.type) - place(two.type) || compareText(one.type, two.type);

function lineOf(id: string, byType: ReadonlyMap<string, Tag[]>): Line {
  const groups = [...byType].map(([type, tags]) => ({ type, tags })).sort(inOrder);
  const missing = ORDER.filter((type) => !byType.has(type));
  const isDangling = !byType.has("SPEC") && missing.length < ORDER.length;
  return {
    id,
    groups,
    missing,
    isOrphan: groups.length === 1,
    isDangling,
    status: statusOf(missing.length, groups.length),
  };
}

function untraced(tags: Tags): Line[] {
  const ids = new Map<string, Map<string, Tag[]>>();
  for (const tag of tags) {
    if (tag.detector !== "trace") continue;
    const types = ids.get(tag.name) ?? new Map<string, Tag[]>();
    ids.set(tag.name, types);
    const found = types.get(tag.kind);
    if (found === undefined) types.set(tag.kind, [tag]);
    else found.push(tag);
  }
  return [...ids].sort(([one], [two]) => (one < two ? -1 : 1)).map(([id, types]) => lineOf(id, types));
}

const traced = ({ chains }: TraceResult): Line[] =>
  chains.map((chain) => ({
    id: chain.id,
    groups: chain.types.map((type) => ({ type, tags: chain.tags(type) })),
    missing: chain.missing,
    isOrphan: chain.isOrphan,
    isDangling: chain.isDangling,
    status: statusOf(chain.missing.length, chain.types.length),
  }));

/** Chains in order of id. Linear in tags. */
export const linesOf = ({ tags, trace }: { readonly tags: Tags; readonly trace?: TraceResult | undefined }): Line[] =>
  trace === undefined ? untraced(tags) : traced(trace);

/** Types in the order in which tables show them: those of the order first, then any others by name. */
export function typesOf(lines: readonly Line[], order: readonly string[] = ORDER): string[] {
  const found = new Set(lines.flatMap(({ groups }) => groups.map(({ type }) => type)));
  return [...order, ...[...found].filter((type) => !order.includes(type)).sort()];
}

/** Why there is no chain to show: there is none, or none was asked for. */
export function noChains({ result }: Report): string {
  for (const { detector } of result.tags) if (detector === "trace") return "No chain fits what was asked for";
  return "No chains: no tag has an id";
}
