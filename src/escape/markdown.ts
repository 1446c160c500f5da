/** Text in Markdown (GitHub's): it stays on its line and in its cell, and says nothing but itself. */
import { visible } from "./visible.ts";

const SPECIAL = /[\\`*_{}[\]<>|#~&$]|(?<=^)[-+!=]|(?<=^\d{1,9})[.)]/g;

/** Text as a cell, a heading or a part of a line. */
export const markdownText = (text: string): string =>
  visible(text).replace(SPECIAL, (char) => (char === "<" ? "&lt;" : char === ">" ? "&gt;" : `\\${char}`));

/** Text as code. A table's bar must be escaped even there, which GitHub undoes. */
export function markdownCode(text: string): string {
  const shown = visible(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const blank = /^`|`$|^ .* $/.test(shown) ? " " : "";
  return shown === "" ? "" : `${fence}${blank}${shown}${blank}${fence}`;
}

/** A link. The text must be Markdown already. */
export const markdownLink = (text: string, url: string): string =>
  url === "" ? text : `[${text}](<${url.replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll("|", "%7C")}>)`;

/** A row of a table; cells must be Markdown already. */
export const markdownRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;

/** The head of a table. `right`: positions of columns that hold numbers. */
export const markdownHead = (titles: readonly string[], right: readonly number[] = []): string =>
  markdownRow(titles) + `|${titles.map((_, index) => (right.includes(index) ? "--:" : "---")).join("|")}|\n`;
