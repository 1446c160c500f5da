/** The policy of `check`: the user's words become one complete object. */
import type { Severity } from "../model/finding.ts";
import type { IgnoreRule, PathRule, Policy, Rule, RuleValues } from "../model/rule.ts";
import { TagwrightError } from "../model/error.ts";
import { knownSeverity, severities, severityWords } from "../model/severity.ts";
import { compileGlobs, type PathTest } from "./globs.ts";
import { hint } from "./nearest.ts";
import { badValue } from "./validate.ts";

/** A rule with what the policy says of it. */
export interface ChosenRule {
  readonly rule: Rule;
  /** Undefined where the policy says nothing: a finding may have its own severity then. */
  readonly severity: Severity | "off" | undefined;
  /** Defaults included. */
  readonly options: RuleValues;
}

/** Severities for some paths. */
export interface PathSeverities {
  readonly fits: PathTest;
  readonly rules: ReadonlyMap<string, Severity | "off">;
}

/** Findings that are left out. */
export interface Ignored {
  readonly fits: PathTest;
  /** Undefined: all. */
  readonly rules: ReadonlySet<string> | undefined;
}

/** A policy, checked and complete. */
export interface CompletePolicy {
  readonly failOn: Severity;
  /** All rules that there are, sorted by id. */
  readonly rules: readonly ChosenRule[];
  readonly paths: readonly PathSeverities[];
  readonly ignore: readonly Ignored[];
  readonly minCoverage: Readonly<Record<string, number>>;
  readonly baseline: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const KEYS = [
  "failOn",
  "rules",
  "paths",
  "ignore",
  "minCoverage",
  "baseline",
  "custom",
  "now",
] as const satisfies readonly (keyof Policy)[];
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SEVERITY = "error, warning, info, off or another tool's word for one of them";

/** An object that is no array. Throws E_OPTION_VALUE. */
function readObject(place: string, value: unknown, what = "an object"): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw badValue(place, what, value);
}

function readList(place: string, value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw badValue(place, "a list", value);
}

function checkKeys(place: string, value: object, keys: readonly string[]): void {
  const strange = Object.keys(value).find((key) => !keys.includes(key));
  if (strange === undefined) return;
  throw new TagwrightError("E_OPTION_UNKNOWN", `${JSON.stringify(`${place}.${strange}`)}${hint(strange, keys)}`);
}

function readText(place: string, value: unknown, what: string): string {
  if (typeof value === "string" && value !== "" && !value.includes("\0")) return value;
  throw badValue(place, what, value);
}

/** One text, or a list of some. */
function readTexts(place: string, value: unknown, what: string): readonly string[] {
  if (!Array.isArray(value)) return [readText(place, value, `${what}, or a list of some`)];
  return value.map((one: unknown, index) => readText(`${place}[${index}]`, one, what));
}

function readSeverity(place: string, value: unknown): Severity | "off" {
  const known = typeof value === "string" ? (value === "off" ? value : knownSeverity(value)) : undefined;
  if (known !== undefined) return known;
  throw badValue(place, SEVERITY, value, typeof value === "string" ? hint(value, ["off", ...severityWords]) : "");
}

function checkRule(place: string, id: string, known: readonly string[]): void {
  if (known.includes(id)) return;
  const near = hint(id, known) || `; there are ${known.join(", ")}`;
  throw new TagwrightError("E_RULE_UNKNOWN", `${JSON.stringify(id)} (${place})${near}`);
}

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === "string");

/** What an option must be, by its default. */
function kindOf(example: RuleValues[string]): { what: string; fits: (value: unknown) => boolean } {
  if (typeof example === "number") return { what: "a whole number from 0", fits: isWhole };
  if (typeof example === "string") return { what: "a text", fits: (value) => typeof value === "string" };
  return { what: "a list of texts", fits: isTexts };
}

function readOptions(place: string, said: Readonly<Record<string, unknown>>, defaults: RuleValues): RuleValues {
  checkKeys(place, said, Object.keys(defaults));
  for (const [name, value] of Object.entries(said)) {
    const { what, fits } = kindOf(defaults[name]!);
    if (!fits(value)) throw badValue(`${place}.${name}`, what, value);
  }
  return { ...defaults, ...(said as RuleValues) };
}

/** A rule that is set with options alone is meant to run. */
function choose(rule: Rule, place: string, setting: unknown): ChosenRule {
  const defaults = rule.options ?? {};
  if (setting === undefined) return { rule, severity: undefined, options: defaults };
  if (typeof setting === "string") return { rule, severity: readSeverity(place, setting), options: defaults };
  const { severity, ...said } = readObject(place, setting, "a severity, or an object with options");
  const options = readOptions(place, said, defaults);
  const set = severity === undefined ? undefined : readSeverity(`${place}.severity`, severity);
  return { rule, severity: set ?? (rule.severity === "off" ? "warning" : undefined), options };
}

function checkCustom(place: string, value: unknown, taken: ReadonlySet<string>): Rule {
  const { id, severity, check, summary, help, options } = readObject(place, value, "a rule made by defineRule");
  if (typeof id !== "string" || !ID.test(id)) throw badValue(`${place}.id`, "lower-case words joined by -", id);
  if (taken.has(id)) throw badValue(`${place}.id`, "an id that no other rule has", id);
  const texts = { summary, help };
  for (const [name, text] of Object.entries(texts)) readText(`${place}.${name}`, text, "a text");
  if (typeof check !== "function") throw badValue(`${place}.check`, "a function", check);
  if (options !== undefined) readObject(`${place}.options`, options);
  return { ...(value as Rule), severity: readSeverity(`${place}.severity`, severity) };
}

function readCustom(value: unknown, builtIn: readonly Rule[]): Rule[] {
  const taken = new Set(builtIn.map(({ id }) => id));
  return readList("check.custom", value).map((one, index) => {
    const rule = checkCustom(`check.custom[${index}]`, one, taken);
    taken.add(rule.id);
    return rule;
  });
}

function readRules(value: unknown, all: readonly Rule[]): ChosenRule[] {
  const said = value === undefined ? {} : readObject("check.rules", value);
  const known = all.map(({ id }) => id);
  for (const id of Object.keys(said)) checkRule("check.rules", id, known);
  const chosen = all.map((rule) => choose(rule, `check.rules.${rule.id}`, said[rule.id]));
  return chosen.sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
}

async function readPath(place: string, value: unknown, known: readonly string[]): Promise<PathSeverities> {
  const row = readObject(place, value);
  checkKeys(place, row, ["files", "rules"] satisfies (keyof PathRule)[]);
  const fits = await compileGlobs(readTexts(`${place}.files`, row.files, "a glob"));
  const entries = Object.entries(readObject(`${place}.rules`, row.rules));
  for (const [id] of entries) checkRule(`${place}.rules`, id, known);
  return { fits, rules: new Map(entries.map(([id, word]) => [id, readSeverity(`${place}.rules.${id}`, word)])) };
}

async function readIgnore(place: string, value: unknown, known: readonly string[]): Promise<Ignored> {
  const row = readObject(place, value);
  checkKeys(place, row, ["files", "rules"] satisfies (keyof IgnoreRule)[]);
  const rules = row.rules === undefined ? undefined : readTexts(`${place}.rules`, row.rules, "the id of a rule");
  for (const id of rules ?? []) checkRule(`${place}.rules`, id, known);
  const files = row.files === undefined ? ["**"] : readTexts(`${place}.files`, row.files, "a glob");
  return { fits: await compileGlobs(files), rules: rules === undefined ? undefined : new Set(rules) };
}

function readCoverage(value: unknown): Readonly<Record<string, number>> {
  const said = value === undefined ? {} : readObject("check.minCoverage", value);
  for (const [type, least] of Object.entries(said)) {
    const fits = typeof least === "number" && least >= 0 && least <= 100;
    if (!fits) throw badValue(`check.minCoverage.${type}`, "a percentage from 0 to 100", least);
  }
  return said as Readonly<Record<string, number>>;
}

function readNow(value: unknown): number {
  const time = value === undefined ? Date.now() : typeof value === "string" ? Date.parse(value) : value;
  if (typeof time === "number" && Math.abs(time) <= 8.64e15) return time;
  throw badValue("check.now", "a date, or milliseconds since 1970", value);
}

function readFailOn(value: unknown): Severity {
  if (value === undefined) return "error";
  if ((severities as readonly unknown[]).includes(value)) return value as Severity;
  throw badValue(
    "check.failOn",
    "error, warning or info",
    value,
    typeof value === "string" ? hint(value, severities) : "",
  );
}

/**
 * Checks a policy and fills in what it leaves out.
 *
 * @param policy as the user wrote it
 * @param builtIn the rules there are besides its own
 * @throws TagwrightError `E_OPTION_VALUE` with path and expected type, `E_OPTION_UNKNOWN` and `E_RULE_UNKNOWN` with the
 *   nearest name
 */
export async function readPolicy(policy: unknown, builtIn: readonly Rule[]): Promise<CompletePolicy> {
  const said = readObject("check", policy);
  checkKeys("check", said, KEYS);
  const all = [...builtIn, ...readCustom(said.custom, builtIn)];
  const known = all.map(({ id }) => id);
  return {
    failOn: readFailOn(said.failOn),
    rules: readRules(said.rules, all),
    paths: await Promise.all(
      readList("check.paths", said.paths).map((one, index) => readPath(`check.paths[${index}]`, one, known)),
    ),
    ignore: await Promise.all(
      readList("check.ignore", said.ignore).map((one, index) => readIgnore(`check.ignore[${index}]`, one, known)),
    ),
    minCoverage: readCoverage(said.minCoverage),
    baseline: said.baseline === undefined ? undefined : readText("check.baseline", said.baseline, "the path of a file"),
    now: readNow(said.now),
  };
}
