/** 200,000 tags into JavaScript: columns with lazy rows against N-API objects. */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";

import type { crossings } from "../crossing.ts";
import { host } from "../hosts.ts";
import { root, work } from "../places.ts";
import { race } from "../race.ts";
import type { Entrant, Options, Outcome } from "../types.ts";

const count = 200_000;
const libraries = ["libtagwright_border.so", "libtagwright_border.dylib", "tagwright_border.dll"];

/** Builds the addon that does nothing but cross. Undefined where there is no cargo. */
function build(): string | undefined {
  const target = work("border");
  const manifest = join(root, "benchmark", "border", "Cargo.toml");
  spawnSync(
    "cargo",
    ["build", "--release", "--quiet", "--locked", "--manifest-path", manifest, "--target-dir", target],
    { stdio: "inherit" },
  );
  const library = libraries.map((name) => join(target, "release", name)).find(existsSync);
  if (library === undefined) return undefined;
  const addon = join(target, "border.node");
  copyFileSync(library, addon);
  return addon;
}

const ways: readonly { way: keyof typeof crossings; name: string }[] = [
  { way: "objects", name: "N-API objects" },
  { way: "plain", name: "columns, all 8 fields of each read" },
  { way: "lazy", name: "columns, a filter and 100 rows" },
  { way: "untouched", name: "columns, untouched" },
];

export async function border(options: Options): Promise<Outcome> {
  const addon = build();
  if (addon === undefined)
    return { series: [], problems: [], metrics: {}, notes: ["no cargo: the border is not measured"] };
  const one = await host();
  try {
    const entrants = ways.map(({ way, name }): Entrant => ({
      group: "border",
      name,
      command: `crossings.${way}(addon)`,
      run: () => one.ask({ do: "cross", way, addon, count }),
    }));
    const { series, problems } = await race(entrants, Math.max(options.runs, 9));
    const [objects, , lazy, untouched] = series.map((member) => member.median);
    const metrics = {
      "border: lazy / objects": lazy! / objects!,
      "border: untouched / objects": untouched! / objects!,
    };
    return { series, problems, metrics, notes: [] };
  } finally {
    one.close();
  }
}
