/** A stranger's first five minutes: an empty folder, the README, and a registry that has what is packed. Nothing else of ours. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "ava";
import { runBlocks, type Sample } from "../guides/blocks.ts";
import { toPage } from "../guides/page.ts";
import { temporary } from "../oracle/tree.ts";
import { nodes } from "./cases.ts";
import { makeWorld, nodeOf, start, type World } from "./world.ts";

const folder = temporary();
const able = process.platform === "linux" && process.arch === "x64" ? test.serial : test.serial.skip;
let world: World;

test.before(async () => {
  if (able === test.serial) world = await makeWorld(folder);
});
test.after.always(() => {
  world?.registry.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The folder of someone who has the Node of a line, npm, and this registry. */
function reader(line: string): Sample {
  const cwd = join(folder, `reader-${line}`);
  const env = {
    PATH: `${dirname(nodeOf(line))}:${process.env.PATH}`,
    npm_config_registry: world.registry.url,
    npm_config_update_notifier: "false",
    npm_config_loglevel: "error",
    npm_config_cache: join(folder, `cache-${line}`),
  };
  const write: Sample["write"] = (name, text) => {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  };
  mkdirSync(cwd);
  return {
    folder: cwd,
    write,
    source: (text) => text,
    shell: (script) => start("bash", ["-c", `exec 2>&1; set -euo pipefail\n${script}`], { cwd, env }),
    // What the README shows is valid JavaScript as well.
    module: async (text) => {
      write("block.mjs", text);
      const ran = await start(nodeOf(line), ["block.mjs"], { cwd, env });
      rmSync(join(cwd, "block.mjs"));
      return ran;
    },
  };
}

for (const line of Object.keys(nodes)) {
  able(`the README does what it says for someone with Node ${line}`, async (t) => {
    const readme = execFileSync("tar", ["-xzOf", world.root, "package/README.md"], { encoding: "utf8" });
    const page = toPage("README.md", readme);
    t.true(page.blocks.length >= 5);
    await runBlocks(t, page, reader(line));
  });
}
