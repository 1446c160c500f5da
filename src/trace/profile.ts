/** What chains with the same types under the same rule have in common. There are few of these, whatever the tree. */
import type { ChainRule } from "../model/trace.ts";
import type { Store } from "./store.ts";

/** The verdict on a set of types. */
export interface Profile {
  readonly rule: ChainRule;
  readonly types: readonly string[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly isComplete: boolean;
  readonly isOrphan: boolean;
  readonly isDangling: boolean;
}

function makeProfile(rule: ChainRule, found: readonly string[]): Profile {
  const has = new Set(found);
  const known = rule.order.filter((type) => has.has(type));
  const extra = found.filter((type) => !rule.order.includes(type)).sort();
  const missing = rule.required.filter((type) => !has.has(type));
  return {
    rule,
    types: [...known, ...extra],
    missing,
    extra,
    isComplete: missing.length === 0,
    isOrphan: found.length === 1,
    isDangling: known.length > 0 && !has.has(rule.order[0]!),
  };
}

/** The sorts of a chain, each once, in order. */
function sortsOf({ rows, starts, sortOf }: Store, chain: number): number[] {
  const out = new Set<number>();
  for (let at = starts[chain]!; at < starts[chain + 1]!; at++) out.add(sortOf[rows[at]!]!);
  return [...out].sort((a, b) => a - b);
}

/** The profile of each chain, by the chain's number. */
export function profiles(store: Store, rules: readonly ChainRule[], ruleOf: Uint32Array): Profile[] {
  const known = new Map<string, Profile>();
  return store.ids.map((_, chain) => {
    const sorts = sortsOf(store, chain);
    const key = `${ruleOf[chain]}:${sorts.join()}`;
    let profile = known.get(key);
    if (profile === undefined) {
      const types = new Set(sorts.map((sort) => store.sorts[sort]!.type!));
      known.set(key, (profile = makeProfile(rules[ruleOf[chain]!]!, [...types])));
    }
    return profile;
  });
}
