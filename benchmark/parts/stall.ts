/** How long `scan` keeps the event loop from its other work, at worst. */
import { host } from "../hosts.ts";
import { built } from "../places.ts";
import { race } from "../race.ts";
import type { Entrant, Options, Outcome } from "../types.ts";
import { everything } from "../works.ts";

const engines = ["native", "fallback"] as const;

export async function stall(options: Options): Promise<Outcome> {
  const hosts = await Promise.all(engines.map((engine) => host(engine)));
  try {
    const entrants: Entrant[] = options.trees.flatMap((tree) =>
      hosts.map((one, at) => ({
        group: `${tree.name} longest stall`,
        name: engines[at]!,
        command: `scan(["DIR"], ${JSON.stringify(everything)}) beside setInterval(tick, 1)`,
        run: () => one.ask({ do: "stall", index: built("index"), paths: [tree.path], options: everything }),
      })),
    );
    const { series, problems } = await race(entrants, Math.min(options.runs, 5));
    const metrics = series.map((one) => [
      `stall ${one.group.replace(/ longest stall$/, "")}: ${one.name}, ms`,
      one.max,
    ]);
    return { series, problems, metrics: Object.fromEntries(metrics), notes: [] };
  } finally {
    for (const one of hosts) one.close();
  }
}
