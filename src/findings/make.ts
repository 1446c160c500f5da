/** From what a rule says to a finding. */
import type { Finding, Location, Severity } from "../model/finding.ts";
import type { Draft, Rule } from "../model/rule.ts";
import type { Tag } from "../model/tag.ts";
import { fingerprint, identityKey } from "../model/fingerprint.ts";
import { readSeverity } from "../model/severity.ts";

const NOWHERE: Location = { path: "", line: 0, column: 0 };
const KEYS = ["line", "column", "endLine", "endColumn", "offset", "length"] as const;

const isTag = (at: Tag | Location): at is Tag => "fingerprint" in at && "detector" in at;

function locate(at: Draft["at"]): Location {
  if (at === undefined) return NOWHERE;
  if (typeof at === "string") return { ...NOWHERE, path: at };
  const place: Record<string, number> = {};
  for (const key of KEYS) {
    const value = (at as Location)[key];
    if (value !== undefined) place[key] = value;
  }
  return { path: at.path, line: at.line, column: at.column, ...place };
}

function tagsOf({ at, tags }: Draft): readonly Tag[] {
  if (tags !== undefined) return tags;
  return typeof at === "object" && isTag(at) ? [at] : [];
}

/** What makes a finding this one: its key, else its tag, else its words. */
const identify = ({ key, message }: Draft, tags: readonly Tag[]): string =>
  key ?? (tags[0] === undefined ? message : identityKey(tags[0]));

/** A rule and how bad its findings are. */
export interface Verdict {
  readonly rule: Pick<Rule, "id" | "help">;
  /** Undefined where a finding's own severity holds, or `fallback`. */
  readonly severity: Severity | undefined;
  readonly fallback: Severity;
}

/** Makes findings. Equal ones of a file are told apart by their order, and known to be the same by their place. */
export class Maker {
  readonly #places = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  make(draft: Draft, { rule, severity, fallback }: Verdict): Finding {
    const location = locate(draft.at);
    const tags = tagsOf(draft);
    const key = `${rule.id}\0${identify(draft, tags)}`;
    const own = draft.severity === undefined ? fallback : readSeverity(draft.severity);
    return {
      rule: rule.id,
      severity: severity ?? own,
      message: draft.message,
      location,
      tags,
      related: draft.related ?? [],
      fingerprint: fingerprint(location.path, key, this.#occurrence(location, key)),
      help: draft.help ?? rule.help,
    };
  }

  /** How many equal ones at other places came before. */
  #occurrence({ path, line, column }: Location, key: string): number {
    const equal = `${path}\0${key}`;
    const place = `${equal}\0${line}:${column}`;
    const known = this.#places.get(place);
    if (known !== undefined) return known;
    const count = this.#counts.get(equal) ?? 0;
    this.#counts.set(equal, count + 1);
    this.#places.set(place, count);
    return count;
  }
}
