/** From tags to a result. */
import type {
  Chain,
  ChainRule,
  Coverage,
  Duplicate,
  FolderCoverage,
  Item,
  ItemTrace,
  Suggestion,
  TraceResult,
  Verdict,
} from "../model/trace.ts";
import type { KindMap } from "./kinds.ts";
import type { TagSource } from "./store.ts";
import { compareText } from "../model/order.ts";
import { makeChains } from "./chain.ts";
import { coverageOf, folderCoverage } from "./coverage.ts";
import { traceItems } from "./items/trace.ts";
import { profiles } from "./profile.ts";
import { makeRules, type RuleOptions } from "./rule.ts";
import { collect, rulesOf } from "./store.ts";
import { suggest } from "./suggest.ts";
import { chainVerdicts, itemVerdicts } from "./verdicts.ts";
import { firstFrom } from "./search.ts";

/** How tags are put together. */
export interface TraceOptions extends RuleOptions {
  /** Rules for ids that fit a glob; the first that fits is taken, and what it leaves out is as above. */
  readonly rules?: Readonly<Record<string, RuleOptions>>;
  /** Types by kind; `req` or `oft:req`; null leaves a kind out. OpenFastTrace's kinds join chains only through this. */
  readonly map?: KindMap;
  /** Specification items of files, as `readItems` gives them. */
  readonly items?: readonly Item[];
}

function extraOf(chains: readonly Chain[]): Record<string, string[]> {
  const out = new Map<string, string[]>();
  for (const { id, extra } of chains) {
    for (const type of extra) {
      const ids = out.get(type);
      if (ids === undefined) out.set(type, [id]);
      else ids.push(id);
    }
  }
  return Object.fromEntries([...out.keys()].sort().map((type) => [type, out.get(type)!]));
}

const duplicatesOf = (chain: Chain): Duplicate[] =>
  chain.duplicates.map((type) => ({ id: chain.id, type, tags: chain.tags(type) }));

class Result implements TraceResult {
  readonly rule: ChainRule;
  readonly chains: readonly Chain[];
  readonly gaps: readonly Chain[];
  readonly orphans: readonly Chain[];
  readonly dangling: readonly Chain[];
  readonly coverage: Coverage;
  readonly items: ItemTrace | undefined;
  #duplicates: readonly Duplicate[] | undefined;
  #extra: Readonly<Record<string, readonly string[]>> | undefined;
  #folders: readonly FolderCoverage[] | undefined;
  #suggestions: readonly Suggestion[] | undefined;

  constructor(rule: ChainRule, chains: readonly Chain[], items: ItemTrace | undefined) {
    this.rule = rule;
    this.chains = chains;
    this.gaps = chains.filter(({ isComplete }) => !isComplete);
    this.orphans = chains.filter(({ isOrphan }) => isOrphan);
    this.dangling = chains.filter(({ isDangling }) => isDangling);
    this.coverage = coverageOf(chains, rule.order);
    this.items = items;
  }

  get duplicates(): readonly Duplicate[] {
    return (this.#duplicates ??= this.chains.flatMap(duplicatesOf));
  }
  get extra(): Readonly<Record<string, readonly string[]>> {
    return (this.#extra ??= extraOf(this.chains));
  }
  get folders(): readonly FolderCoverage[] {
    return (this.#folders ??= folderCoverage(this.chains, this.rule.order));
  }
  get suggestions(): readonly Suggestion[] {
    return (this.#suggestions ??= suggest(this.chains));
  }

  chain(id: string): Chain | undefined {
    const found = this.chains[firstFrom(this.chains, (chain) => chain.id < id)];
    return found?.id === id ? found : undefined;
  }

  *verdicts(): Iterable<Verdict> {
    for (const chain of this.chains) yield* chainVerdicts(chain);
    if (this.items !== undefined) yield* itemVerdicts(this.items);
  }

  toJSON(): object {
    const { rule, chains, gaps, orphans, dangling, duplicates, extra, coverage, folders, suggestions, items } = this;
    const ids = (of: readonly Chain[]): string[] => of.map(({ id }) => id);
    const lists = { gaps: ids(gaps), orphans: ids(orphans), dangling: ids(dangling) };
    const doubles = duplicates.map(({ id, type, tags }) => ({
      ...{ id, type, places: tags.map(({ path, line }) => `${path}:${line}`) },
    }));
    const lead = { rule, coverage, folders, ...lists, duplicates: doubles, extra, suggestions, chains };
    return items === undefined ? lead : { ...lead, items };
  }
}

/** Puts tags together. Linear in tags; what is not looked at is not made. */
export function makeTrace(tags: TagSource, { rules, map, items = [], ...base }: TraceOptions): TraceResult {
  const all = makeRules(base, rules);
  const store = collect(tags, map);
  const chains = makeChains(store, profiles(store, all.all, rulesOf(store, all)));
  const oft = store.oft.map((row) => tags.at(row)!);
  return new Result(all.all[0]!, chains, traceItems(oft, items));
}

/** The same trace, of some of its chains only: coverage and lists are theirs. Items are left out unless they are given. */
export const narrowTo = (trace: TraceResult, chains: readonly Chain[], items?: ItemTrace): TraceResult =>
  new Result(
    trace.rule,
    chains.toSorted((one, other) => compareText(one.id, other.id)),
    items,
  );
