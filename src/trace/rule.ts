/** Which types a chain has, in which order, and which of them it must have. */
import type Picomatch from "picomatch";
import type { ChainRule } from "../model/trace.ts";
import { require } from "../model/require.ts";

/** What a chain is to be. */
export interface RuleOptions {
  /** Known types; the first one defines. Default: SPEC, CODE, TEST, DOC. */
  readonly order?: readonly string[];
  /** Those of the order that must be there. Default: all of it. */
  readonly required?: readonly string[];
}

const ORDER = ["SPEC", "CODE", "TEST", "DOC"] as const;

/** Completes a rule; `base` holds for what it leaves out. What is required but not in the order comes last in it. */
export function makeRule(options: RuleOptions, base?: ChainRule): ChainRule {
  const order = options.order ?? base?.order ?? ORDER;
  const wanted = new Set(options.required ?? (options.order === undefined ? (base?.required ?? order) : order));
  const known = [...new Set([...order, ...wanted])];
  return { order: known, required: known.filter((type) => wanted.has(type)) };
}

/** Rules by id. */
export interface Rules {
  readonly all: readonly ChainRule[];
  /** The index of the rule of an id. */
  pick(id: string): number;
}

/**
 * @param base holds where no glob fits
 * @param globs rules by glob over ids, where `*` stops at no character; the first that fits is taken
 */
export function makeRules(base: RuleOptions, globs: Readonly<Record<string, RuleOptions>> = {}): Rules {
  const first = makeRule(base);
  const entries = Object.entries(globs);
  // Loaded now, as few ask for globs and every command that reports would wait for it.
  const picomatch = entries.length === 0 ? undefined : (require("picomatch") as typeof Picomatch);
  const tests = entries.map(([glob]) => picomatch!(glob, { bash: true, dot: true, nonegate: true }));
  return {
    all: [first, ...entries.map(([, rule]) => makeRule(rule, first))],
    pick: tests.length === 0 ? () => 0 : (id) => tests.findIndex((test) => test(id)) + 1,
  };
}
