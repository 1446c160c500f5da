import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../places.ts";

/** An installed package's name and version. Not all packages let `require` see their manifest. */
export function version(name: string): string {
  const manifest = readFileSync(join(root, "node_modules", name, "package.json"), "utf8");
  return `${name} ${JSON.parse(manifest).version}`;
}
