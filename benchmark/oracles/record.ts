/** The committed result of a run, without paths of the machine it ran on. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import type { Options } from "./arguments.ts";
import { commit } from "../machine.ts";
import { share } from "./tally.ts";
import type { Tally } from "./types.ts";

/** Writes it. */
export function record(path: string, { tree, sample }: Options, tallies: readonly Tally[]): void {
  const limit = Number.isFinite(sample) ? ` --sample ${sample}` : "";
  const body = {
    date: new Date().toISOString(),
    command: `npm run oracles -- --tree ${tree.name}${limit}`,
    commit: commit(),
    languages: tallies.map((tally) => ({ ...tally, share: Number(share(tally).toFixed(6)) })),
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(body, null, 1)}\n`);
}
