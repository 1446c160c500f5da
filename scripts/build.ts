/** Builds dist/: the bundles that are published, and their declarations. */
import { chmodSync, rmSync } from "node:fs";
import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { run } from "./run.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const out = `${home}dist`;

/** Small, needed by every start, and shaken by the bundler: these go in. The others are loaded when they are needed. */
const INSIDE = /^(valibot|fastest-levenshtein)$/;
const isOutside = (id: string): boolean => !id.startsWith(".") && !isAbsolute(id) && !INSIDE.test(id);

interface Bundle {
  readonly entry: Readonly<Record<string, string>>;
  readonly format: "esm" | "cjs";
  readonly extension: "js" | "cjs";
}

async function bundle({ entry, format, extension }: Bundle): Promise<void> {
  const build = await rolldown({
    cwd: home,
    input: entry,
    external: isOutside,
    platform: "node",
    logLevel: "warn",
    treeshake: { moduleSideEffects: false },
  });
  const names = { entryFileNames: `[name].${extension}`, chunkFileNames: `[name].${extension}` };
  await build.write({ dir: out, format, minify: true, ...names });
  await build.close();
}

rmSync(out, { recursive: true, force: true });
await bundle({ entry: { index: "index.ts" }, format: "esm", extension: "js" });
// Node starts a CommonJS program some ten milliseconds sooner; it is a process of its own, so nothing is shared.
await bundle({ entry: { cli: "cli/index.ts" }, format: "cjs", extension: "cjs" });
chmodSync(`${out}/cli.cjs`, 0o755);
await run("npx", ["tsc", "-p", "tsconfig.build.json"], { cwd: home });
