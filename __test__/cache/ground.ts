/** Trees to scan, with a folder of the platform's caches that no one else uses. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExecutionContext } from "ava";
import type { ScanResult } from "../../index.ts";

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder, removed after the test. */
export function folder(t: ExecutionContext): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "tagwright-cache-")));
  t.teardown(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

/** Writes files below a folder. */
export function write(root: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
}

/** A change that comes within 20 ms of a scan is not trusted by it: waits until those before are. */
export const settle = (): Promise<void> => sleep(40);

/** A folder with files that lie far enough back to be trusted. */
export async function tree(t: ExecutionContext, files: Files): Promise<string> {
  const root = folder(t);
  write(root, files);
  await settle();
  return root;
}

/** Everything below a folder. */
export const below = (path: string): string[] => readdirSync(path, { recursive: true, encoding: "utf8" }).sort();

/** All of a result that a cache must not change. */
export function found(result: ScanResult): string {
  const { tags, diagnostics, files, stats } = result;
  const { scanned, failed, skipped, directories, skippedDirectories } = stats;
  const counted = { files: stats.files, scanned, failed, skipped, directories, skippedDirectories };
  return JSON.stringify({ tags: tags.toArray(), diagnostics, files, counted });
}

/** Look-ups of a scan: by stat, by blob id, by hash, and misses. */
export function lookups({ stats }: ScanResult): number[] {
  const { stat, blob, hash, misses } = stats.cache!;
  return [stat, blob, hash, misses];
}

/** The environment's folder of caches is this test file's own. Ends with the process. */
export const home = realpathSync(mkdtempSync(join(tmpdir(), "tagwright-home-")));
process.env.XDG_CACHE_HOME = home;
process.env.LOCALAPPDATA = home;
process.once("exit", () => rmSync(home, { recursive: true, force: true }));
