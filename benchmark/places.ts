import { existsSync, mkdirSync, readFileSync } from "node:fs";
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

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const entries: Readonly<Record<"index" | "cli", string>> = {
  index: manifest.exports["."].default,
  cli: manifest.bin.tagwright,
};

/** A file of the built package, which is what a user runs, relative to the root. */
export const entry = (name: "index" | "cli"): string => entries[name].replace(/^\.\//, "");

/** The same as a path. Throws if it is not built. */
export function built(name: "index" | "cli"): string {
  const path = join(root, entry(name));
  if (!existsSync(path)) throw new Error(`${entry(name)} is not built: run npm run build`);
  return path;
}
