/** Which entries are left out, and by what. In Rust this is part of crates/engine/src/walk.rs. */
import type { Request } from "../engine/contract.ts";
import type { Failure } from "./file.ts";
import type { Level, Verdict } from "./rules.ts";
import { encode } from "./lines.ts";
import { toBytes } from "./path.ts";
import { RuleSet } from "./rules.ts";

/** An entry, with the rules of its folder. */
export interface Candidate {
  /** As bytes, like the path. */
  readonly name: string;
  /** Relative to the root. */
  readonly path: string;
  readonly level: Level | undefined;
}

type Reason = "excluded" | "ignored" | "hidden";

/** What rules say: whose verdict it is that hides, or that one says `!`. */
type Ruled = "excluded" | "ignored" | "kept" | undefined;

const ruledBy = (verdict: Verdict, reason: "excluded" | "ignored"): Ruled => (verdict === "keep" ? "kept" : reason);

function readRules(lines: readonly string[], note: (failure: Failure) => void): RuleSet {
  const set = new RuleSet();
  for (const line of lines) {
    const what = set.add(encode(line));
    if (what !== undefined) note({ code: "E_RULE_SYNTAX", detail: `${what}: ${line}` });
  }
  return set;
}

/** What the caller and the ignore files choose. */
export class Choice {
  readonly #hidden: boolean;
  readonly #skipDirs: ReadonlySet<string>;
  readonly #include: RuleSet | undefined;
  readonly #exclude: RuleSet | undefined;
  readonly #prefix: string;

  /** `prefix`: the root relative to the top of the rules, with a slash at its end. `note` takes what is no rule. */
  constructor(request: Request, prefix: string, note: (failure: Failure) => void) {
    const { hidden, skipDirs, include, exclude, languages } = request;
    this.#hidden = hidden;
    this.#skipDirs = new Set(skipDirs.map(toBytes));
    this.#include = include.length > 0 ? readRules(include, note) : undefined;
    this.#exclude = exclude.length > 0 ? readRules(exclude, note) : undefined;
    readRules(
      languages.map(({ line }) => line),
      note,
    );
    this.#prefix = prefix;
  }

  /** The first reason not to enter a folder. */
  hidesFolder(candidate: Candidate): Reason | "skipDirs" | undefined {
    return this.#skipDirs.has(candidate.name) ? "skipDirs" : this.#hides(candidate, true);
  }

  /** The first reason to leave out what is no folder. */
  hidesFile(candidate: Candidate): Reason | undefined {
    const reason = this.#hides(candidate, false);
    if (reason !== undefined || this.#include === undefined) return reason;
    return this.#include.verdictUp(candidate.path) === "ignore" ? undefined : "excluded";
  }

  #hides(candidate: Candidate, folder: boolean): Reason | undefined {
    const ruled = this.#rule(candidate, folder);
    if (ruled === "kept") return undefined;
    return ruled ?? (!this.#hidden && candidate.name.startsWith(".") ? "hidden" : undefined);
  }

  #rule({ path, level }: Candidate, folder: boolean): Ruled {
    const excluded = this.#exclude?.verdict(path, folder);
    if (excluded !== undefined) return ruledBy(excluded, "excluded");
    const ignored = level?.verdict(this.#prefix + path, folder);
    return ignored && ruledBy(ignored, "ignored");
  }
}
