/** All that is wrong, one thing at a time, in words. */
import type { Chain, Item, ItemTrace, Link, Place, Verdict } from "../model/trace.ts";

const place = ({ path, line, column }: Place): Place => ({ path, line, column });

/** What is said of a chain, but for the places. */
type Told = Omit<Verdict, "id" | "places">;

/** MoAI's severities: documentation that is missing is worth a note, anything else a warning. */
function missingOf({ missing }: Chain): Told[] {
  const parts = [missing.filter((type) => type !== "DOC"), missing.filter((type) => type === "DOC")];
  const severities = ["warning", "info"] as const;
  return parts.flatMap((types, at) =>
    types.length === 0
      ? []
      : [{ state: "missing" as const, severity: severities[at]!, types, message: `has no ${types.join(", no ")}` }],
  );
}

function* chainTold(chain: Chain): Iterable<Told> {
  const { types, extra, duplicates, isOrphan, isDangling } = chain;
  if (duplicates.length > 0) {
    yield { state: "duplicate", severity: "error", types: duplicates, message: `${duplicates[0]} is defined twice` };
  }
  if (isDangling) {
    yield { state: "dangling", severity: "warning", types, message: `${types.join(", ")} without a definition` };
  }
  if (isOrphan) yield { state: "orphan", severity: "warning", types, message: `stands alone: ${types[0]}` };
  yield* missingOf(chain);
  if (extra.length > 0) {
    yield { state: "extra", severity: "info", types: extra, message: `unknown type ${extra.join(", ")}` };
  }
}

/** The verdicts on a chain. */
export function* chainVerdicts(chain: Chain): Iterable<Verdict> {
  let places: readonly Place[] | undefined;
  for (const told of chainTold(chain)) {
    const isDouble = told.state === "duplicate";
    const where = isDouble ? chain.tags(told.types[0]).map(place) : (places ??= chain.tags().map(place));
    yield { ...told, id: chain.id, places: where };
  }
}

const words: Readonly<Record<Exclude<Link["state"], "covers">, (id: string, to: Item | undefined) => string>> = {
  outdated: (id, to) => `covers ${id}, but the item is at revision ${to!.revision}`,
  predated: (id, to) => `covers ${id}, but the item is only at revision ${to!.revision}`,
  orphaned: (id) => `covers ${id}, which does not exist`,
  unwanted: (id) => `covers ${id}, which does not need it`,
  ambiguous: (id) => `covers ${id}, which is defined more than once`,
  duplicate: (id) => `${id} is defined more than once`,
};

function linkVerdict({ from, to, id, state }: Link, items: readonly Item[]): Verdict[] {
  if (state === "covers") return [];
  const [item, other] = [items[from]!, items[to]];
  const severity = state === "unwanted" ? "warning" : "error";
  const places = other === undefined ? [place(item)] : [place(item), place(other)];
  return [{ state, severity, id: item.id, types: [item.type], message: words[state](id, other), places }];
}

function itemVerdict(item: Item, uncovered: readonly string[], isCycle: boolean): Verdict[] {
  const { id, type } = item;
  const places = [place(item)];
  const out: Verdict[] = [];
  if (isCycle) {
    out.push({ state: "cycle", severity: "error", id, types: [type], message: "is covered in a ring", places });
  }
  if (uncovered.length > 0 && item.status !== "rejected") {
    const message = `nothing of type ${uncovered.join(", ")} covers it`;
    out.push({ state: "uncovered", severity: "warning", id, types: uncovered, message, places });
  }
  return out;
}

/** The verdicts on items: links first, then what is not covered. */
export function* itemVerdicts({ items, links, verdicts, cycles }: ItemTrace): Iterable<Verdict> {
  const rings = new Set(cycles.flat());
  for (const link of links) yield* linkVerdict(link, items);
  for (const [at, item] of items.entries()) yield* itemVerdict(item, verdicts[at]!.uncovered, rings.has(item.id));
}
