/** Raises the version by what lies in .changeset/, everywhere it stands. See docs/design/packages.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { run } from "./run.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const here = { cwd: home };

await run("npx", ["changeset", "version"], here);
const { version } = JSON.parse(readFileSync(`${home}package.json`, "utf8")) as { version: string };

/** Where else the version stands, as text after a pattern; the second is what `napi build` will write. */
const places: readonly (readonly [string, RegExp])[] = [
  ["Cargo.toml", /(\[workspace\.package\]\nversion = ")[^"]*/],
  ["native/binding.cjs", /(bindingPackageVersion !== '|mismatch, expected )[^' ]*/g],
];
for (const [path, pattern] of places) {
  const text = readFileSync(home + path, "utf8");
  writeFileSync(home + path, text.replace(pattern, `$1${version}`));
}

// The lock files name the crates of the workspace with their version; nothing else in them may move.
for (const path of ["Cargo.toml", "fuzz/Cargo.toml"])
  await run("cargo", ["update", "--workspace", "--offline", "--manifest-path", path], here);
await run("npm", ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"], here);
await run("npm", ["run", "--silent", "generate"], here);
