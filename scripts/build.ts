/** Builds dist/: the bundles that are published, and their declarations. */
import { chmodSync, copyFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundle, commandLine } from "./bundle.ts";
import { prune } from "./declarations.ts";
import { run } from "./run.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const out = `${home}dist`;

rmSync(out, { recursive: true, force: true });
await bundle({ entry: { index: "index.ts", leasot: "leasot.ts" }, format: "esm", extension: "js", out });
// What requires the drop-in wants its results at once, as leasot gave them when it could still be required.
await bundle({ entry: { sync: "src/compat/leasot/sync.ts" }, format: "cjs", extension: "cjs", out });
// Node starts a CommonJS program some ten milliseconds sooner; it is a process of its own, so nothing is shared.
await bundle({ ...commandLine, entry: { cli: "cli/index.ts" }, out });
chmodSync(`${out}/cli.cjs`, 0o755);
await run("npx", ["tsc", "-p", "tsconfig.build.json"], { cwd: home });
prune(`${out}/types`, ["index.d.ts", "leasot.d.ts", "src/compat/leasot/sync.d.ts"]);
copyFileSync(`${home}scripts/sync.d.cts`, `${out}/sync.d.cts`);
