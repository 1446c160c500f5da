import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** A folder for what the benchmark makes; git ignores it. */
export function work(...below: string[]): string {
  const path = join(root, "benchmark", ".work", ...below);
  mkdirSync(path, { recursive: true });
  return path;
}

/** A file of the built package, which is what a user runs. Throws if it is not built. */
export function built(name: "index" | "cli"): string {
  const path = join(root, "dist", `${name}.js`);
  if (!existsSync(path)) throw new Error(`dist/${name}.js is not built: run npm run build`);
  return path;
}
