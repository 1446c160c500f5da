/** Raises the version by what lies in .changeset/, everywhere it stands. See docs/design/packages.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { run } from "./run.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const here = { cwd: home };

await run("npx", ["changeset", "version"], here);
const { version } = JSON.parse(readFileSync(`${home}package.json`, "utf8")) as { version: string };

const manifest = readFileSync(`${home}Cargo.toml`, "utf8");
const raised = manifest.replace(/(\[workspace\.package\]\nversion = ")[^"]*/, `$1${version}`);
writeFileSync(`${home}Cargo.toml`, raised);

// The lock files name the crates of the workspace with their version; nothing else in them may move.
for (const path of ["Cargo.toml", "fuzz/Cargo.toml"])
  await run("cargo", ["update", "--workspace", "--offline", "--manifest-path", path], here);
await run("npm", ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"], here);
await run("npm", ["run", "--silent", "generate"], here);
