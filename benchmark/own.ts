/** The project's own tree as a corpus: what git tracks of its code, copied, so that what was built or installed plays no part. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";

import { root, work } from "./places.ts";
import type { Tree } from "./types.ts";

/** Tests and docs hold near-misses on purpose, where a regular expression and the grammar part ways. */
const code = ["src", "cli", "crates/*/src", "scripts", "index.ts"];

export function ownTree(): Tree {
  const path = join(work(), "own");
  rmSync(path, { recursive: true, force: true });
  const { stdout } = spawnSync("git", ["-C", root, "ls-files", "-z", "--", ...code], { encoding: "utf8" });
  for (const name of stdout.split("\0").filter((one) => one && existsSync(join(root, one))))
    cpSync(join(root, name), join(path, name));
  return { name: "own", path };
}
