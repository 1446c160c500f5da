/** Builds dist/: the bundles that are published, and their declarations. */
import { chmodSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { run } from "./run.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const out = `${home}dist`;

/** Small, needed by every start, and shaken by the bundler: these go in. The others are loaded when they are needed. */
const INSIDE = /^(valibot|fastest-levenshtein|cac)$/;
const isOutside = (id: string): boolean => !/^[./]/.test(id) && !INSIDE.test(id);

async function bundle(): Promise<void> {
  const build = await rolldown({
    cwd: home,
    input: { index: "index.ts", cli: "cli/index.ts" },
    external: isOutside,
    platform: "node",
    logLevel: "warn",
    treeshake: { moduleSideEffects: false },
  });
  await build.write({
    dir: out,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    minify: true,
  });
  await build.close();
}

rmSync(out, { recursive: true, force: true });
await bundle();
chmodSync(`${out}/cli.js`, 0o755);
await run("npx", ["tsc", "-p", "tsconfig.build.json"], { cwd: home });
