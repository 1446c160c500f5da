/** How large the native binary is. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { root } from "../places.ts";
import type { Outcome } from "../types.ts";

export async function size(): Promise<Outcome> {
  const folder = join(root, "native");
  const files = readdirSync(folder).filter((name) => name.endsWith(".node"));
  const bytes = files.map((name) => statSync(join(folder, name)).size);
  return {
    series: [],
    problems: [],
    metrics: files.length ? { "size: native binary, MB": Math.max(...bytes) / 1e6 } : {},
    notes: files.length ? [] : ["no native binary built"],
  };
}
