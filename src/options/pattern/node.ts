import type { Ranges } from "./ranges.ts";

export type Assertion = "^" | "$" | "\\b" | "\\B";

/** A parsed pattern. Case folding and the limits of a line are already in the classes. */
export type Node =
  | { readonly type: "class"; readonly ranges: Ranges }
  | { readonly type: "assertion"; readonly assertion: Assertion }
  | { readonly type: "group"; readonly name: string; readonly body: Node }
  /** Without parts it matches the empty text. */
  | { readonly type: "sequence"; readonly parts: readonly Node[] }
  | { readonly type: "choice"; readonly parts: readonly Node[] }
  | {
      readonly type: "repeat";
      readonly body: Node;
      readonly min: number;
      /** Infinity where there is no upper bound. */
      readonly max: number;
      readonly lazy: boolean;
      /** Where the quantifier stands. */
      readonly position: number;
    };
