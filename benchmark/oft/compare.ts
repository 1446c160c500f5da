/** Where two views of a tree differ. */
import type { View } from "./tool.ts";

function only(lines: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left <= 0;
  });
}

/** One line for each difference: `-` is what only the tool says, `+` what only we say. */
export function differences(theirs: View, ours: View): string[] {
  const parts = [
    [theirs.items.map((item) => JSON.stringify(item)), ours.items.map((item) => JSON.stringify(item))],
    [theirs.links, ours.links],
    [theirs.verdicts, ours.verdicts],
  ] as const;
  return parts.flatMap(([old, now]) => [
    ...only(old, now).map((line) => `- ${line}`),
    ...only(now, old).map((line) => `+ ${line}`),
  ]);
}
