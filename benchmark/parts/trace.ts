/** A million tags put together to 200,000 chains, and what the process holds at most for it, the scan's result included. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { host } from "../hosts.ts";
import { built, work } from "../places.ts";
import { race } from "../race.ts";
import type { Entrant, Options, Outcome, Sample } from "../types.ts";

const FILES = 1000;
const TAGS = 1000;
const KINDS = ["SPEC", "CODE", "TEST", "DOC", "CODE"] as const;

/** Five tags a chain, chain by chain; a hundred areas, as a project would have. */
function line(at: number): string {
  const chain = Math.floor(at / KINDS.length);
  return `// @TAG[${KINDS[at % KINDS.length]}:AREA-${chain % 97}-${String(chain).padStart(6, "0")}] what it is for\n`;
}

function tree(): string {
  const folder = work("trace");
  const last = join(folder, `${FILES - 1}.ts`);
  for (let file = 0; file < FILES && !existsSync(last); file++) {
    const lines = Array.from({ length: TAGS }, (_, at) => line(file * TAGS + at));
    writeFileSync(join(folder, `${file}.ts`), lines.join(""));
  }
  return folder;
}

/** A process for each run: what one held before would count for the next. */
async function once(path: string): Promise<Sample> {
  const one = await host();
  try {
    return await one.ask({ do: "trace", index: built("index"), path });
  } finally {
    one.close();
  }
}

export async function trace(options: Options): Promise<Outcome> {
  const path = tree();
  const entrant: Entrant = {
    group: "trace 1,000,000 tags",
    name: "trace",
    command: "trace(result), then chains, gaps and coverage",
    run: () => once(path),
  };
  const { series, problems } = await race([entrant], options.runs);
  const [{ median, count, rss }] = series as [(typeof series)[number]];
  if (count !== (FILES * TAGS) / KINDS.length) problems.push(`${count} chains`);
  const metrics = { "trace: 1,000,000 tags, ms": median, "trace: peak memory, MB": (rss ?? 0) / 1e6 };
  return { series, problems, metrics, notes: [] };
}
