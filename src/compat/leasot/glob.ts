/** Lists files as leasot does, whatever the pattern: hidden ones only where a pattern names them, all others, level by level. */
import { statSync } from "node:fs";
import { isAbsolute, join, normalize, posix } from "node:path";

interface Group {
  readonly patterns: readonly string[];
  readonly ignore: readonly string[];
}

const isNegative = (pattern: string): boolean => pattern.startsWith("!");

/** A pattern with `!` leaves out what the patterns before it find. */
function groups(patterns: readonly string[], ignore: readonly string[]): Group[] {
  const end = patterns.findIndex(isNegative);
  if (end < 0) return patterns.length === 0 ? [] : [{ patterns, ignore }];
  const later = patterns.slice(end).filter(isNegative);
  const group = { patterns: patterns.slice(0, end), ignore: [...ignore, ...later.map((pattern) => pattern.slice(1))] };
  return [...(end === 0 ? [] : [group]), ...groups(patterns.slice(end + 1), ignore)];
}

/** A folder stands for all that is below it. */
function expand(pattern: string): string {
  const bare = isNegative(pattern) ? pattern.slice(1) : pattern;
  const path = isAbsolute(bare) ? bare : join(process.cwd(), bare);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? posix.join(pattern, "**") : pattern;
}

/** The files of patterns, each once. Throws what the file system says of folders that cannot be read. */
export async function listFiles(patterns: readonly string[], ignore: readonly string[]): Promise<string[]> {
  const { default: glob } = await import("fast-glob");
  const found = groups([...new Set(patterns)], ignore).flatMap((group) =>
    glob.sync(group.patterns.map(expand), { ignore: group.ignore.map(expand) }),
  );
  const unique = new Map<string, string>();
  for (const path of found) if (!unique.has(normalize(path))) unique.set(normalize(path), path);
  return [...unique.values()];
}
