import type { Severity } from "./finding.ts";

/** The worst first: columns hold positions. */
export const severities = ["error", "warning", "info"] as const satisfies readonly Severity[];

/** What other tools say. Every other word is a warning. */
const words: Readonly<Record<string, Severity>> = {
  ...{ error: "error", high: "error", critical: "error", fatal: "error", blocker: "error", severe: "error" },
  ...{ warning: "warning", warn: "warning", medium: "warning", moderate: "warning", major: "warning" },
  ...{ info: "info", note: "info", low: "info", minor: "info", information: "info", hint: "info", notice: "info" },
};

const lower = (word: string): string => word.trim().toLowerCase();

/**
 * A severity in another tool's words.
 *
 * @param word in any case: `error`, `high` and `critical` are errors, `info`, `note` and `low` are infos
 * @returns a warning for anything else
 * @example
 * ```ts
 * import { readSeverity } from "tagwright";
 *
 * console.log(readSeverity("CRITICAL"), readSeverity("medium"), readSeverity("note")); // error warning info
 * ```
 */
export const readSeverity = (word: string): Severity => knownSeverity(word) ?? "warning";

/** The same, but undefined for a word that no tool known says. */
export const knownSeverity = (word: string): Severity | undefined =>
  Object.hasOwn(words, lower(word)) ? words[lower(word)] : undefined;

/** The words that are known. */
export const severityWords: readonly string[] = Object.keys(words);

export const rankOf = (severity: Severity): number => severities.indexOf(severity);

/** Whether a severity is as bad as another one, or worse. */
export const isAtLeast = (severity: Severity, least: Severity): boolean => rankOf(severity) <= rankOf(least);
