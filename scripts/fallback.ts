/** Runs the tests once more, forced onto the fallback. */
import { run } from "./run.ts";

await run("npx", ["ava", ...process.argv.slice(2)], { env: { ...process.env, TAGWRIGHT_ENGINE: "fallback" } });
