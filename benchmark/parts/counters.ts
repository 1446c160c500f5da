/** What scans of a tree that is the same everywhere cost in work: files opened, bytes read. No clock is asked. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { scan, ScanOptions, Stats } from "../../index.ts";
import { built, root } from "../places.ts";
import { synthetic } from "../synthetic.ts";
import type { Outcome } from "../types.ts";
import { everything } from "../works.ts";

/** Counters that depend on the machine or on who was faster. */
const VOLATILE: ReadonlySet<string> = new Set(["deferred", "threads", "peakMemory"]);

const rows = JSON.parse(readFileSync(join(root, "data/stats.json"), "utf8")).stats as [string, string, string][];
const names = rows.filter(([name, unit]) => /^(count|bytes)$/.test(unit) && !VOLATILE.has(name)).map(([name]) => name);

const asked: Readonly<Record<string, ScanOptions>> = {
  default: {},
  everything: { ...everything, dialects: ["tag", "hash", "moai", "oft"], hash: true, context: 1 },
  "a pattern": { detectors: ["word"], patterns: { word: "\\bbuffer state\\b" } },
  "small windows": { window: 4096 },
};

function read(stats: Stats, name: string): number {
  let value: unknown = stats;
  for (const key of name.split(".")) value = (value as Record<string, unknown> | undefined)?.[key];
  return Number(value ?? 0);
}

export async function counters(): Promise<Outcome> {
  const index = (await import(pathToFileURL(built("index")).href)) as { readonly scan: typeof scan };
  const { path } = synthetic(1000);
  const found: Record<string, number> = {};
  for (const engine of ["native", "fallback"] as const)
    for (const [what, options] of Object.entries(asked)) {
      const { stats } = await index.scan([path], { cwd: path, ...options, engine });
      for (const name of names) found[`${engine}, ${what}: ${name}`] = read(stats, name);
    }
  return { series: [], metrics: {}, counters: found, problems: [], notes: [] };
}
