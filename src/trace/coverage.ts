/** How much is there of what must be. */
import type { Chain, Coverage, FolderCoverage, Share } from "../model/trace.ts";

/** A share; of nothing, all. */
export const share = (covered: number, total: number): Share => ({
  covered,
  total,
  percent: total === 0 ? 100 : Math.floor((covered / total) * 10_000) / 100,
});

/** Counts chains. */
class Count {
  #complete = 0;
  #total = 0;
  readonly #types = new Map<string, [covered: number, total: number]>();

  add({ isComplete, required, missing }: Chain): void {
    this.#total++;
    this.#complete += Number(isComplete);
    for (const type of required) {
      let pair = this.#types.get(type);
      if (pair === undefined) this.#types.set(type, (pair = [0, 0]));
      pair[0] += Number(!missing.includes(type));
      pair[1]++;
    }
  }

  toCoverage(order: readonly string[]): Coverage {
    const names = [...order.filter((type) => this.#types.has(type)), ...this.#types.keys()];
    const shares = [...new Set(names)].map((type) => [type, share(...this.#types.get(type)!)] as const);
    return { overall: share(this.#complete, this.#total), types: Object.fromEntries(shares) };
  }
}

/** The coverage of chains. `order`: of the types in the answer. */
export function coverageOf(chains: Iterable<Chain>, order: readonly string[]): Coverage {
  const count = new Count();
  for (const chain of chains) count.add(chain);
  return count.toCoverage(order);
}

/** The folders that hold a path, the root first. */
function foldersOf(path: string): string[] {
  const out = [""];
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) out.push(path.slice(0, at));
  return out;
}

/** Coverage by folder: a chain counts in every folder that holds one of its tags. */
export function folderCoverage(chains: Iterable<Chain>, order: readonly string[]): FolderCoverage[] {
  const counts = new Map<string, Count>();
  for (const chain of chains) {
    const folders = new Set(chain.tags().flatMap(({ path }) => foldersOf(path)));
    for (const folder of folders) {
      let count = counts.get(folder);
      if (count === undefined) counts.set(folder, (count = new Count()));
      count.add(chain);
    }
  }
  return [...counts.keys()].sort().map((folder) => ({ folder, ...counts.get(folder)!.toCoverage(order) }));
}
