/** What Node's start and ours cost, on nothing. */
import { mkdtempSync } from "node:fs";
import { join } from "node:path";

import { built, entry, work } from "../places.ts";
import { time } from "../process.ts";
import { race } from "../race.ts";
import type { Entrant, Options, Outcome } from "../types.ts";

export async function start(options: Options): Promise<Outcome> {
  const empty = mkdtempSync(join(work(), "empty-"));
  const entrant = (name: string, command: string, rest: string[]): Entrant => ({
    group: "start",
    name,
    command,
    run: async () => time({ argv: [process.execPath, ...rest], cwd: empty }),
  });
  const { series, problems } = await race(
    [
      entrant("node -e 0", "node -e 0", ["-e", "0"]),
      entrant("cli, empty folder", `node ${entry("cli")} scan`, [built("cli"), "scan"]),
      entrant("cli --version", `node ${entry("cli")} --version`, [built("cli"), "--version"]),
    ],
    Math.max(options.runs, 21),
  );
  const [bare, scan, version] = series.map((one) => one.median);
  return {
    series,
    problems,
    notes: [],
    metrics: { "start: cli - node, ms": scan! - bare!, "start: cli --version - node, ms": version! - bare! },
  };
}
