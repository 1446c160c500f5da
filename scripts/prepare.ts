/** What a clone needs after `npm ci`: the bundles, and the addon where Rust is at hand. Never runs for users. */
import { spawnSync } from "node:child_process";
import { run } from "./run.ts";

const hasCargo = spawnSync("cargo", ["--version"], { stdio: "ignore" }).status === 0;

await run("npm", ["run", "--silent", "build"]);
if (hasCargo) await run("npm", ["run", "--silent", "build:native"]);
else console.log("tagwright: cargo was not found, so the native engine is not built and the fallback will be used");
