/**
 * Compares tagwright with the real OpenFastTrace on a tree: `npm run oracle:oft -- DIR [INPUT…]`, the inputs relative to
 * DIR. Exit code 1 where they differ. `--record` writes what the tool says of generated trees to recorded.json.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { differences } from "./compare.ts";
import { generate } from "./generate.ts";
import { runOurs } from "./ours.ts";
import { findJar, javaVersion, runTool, VERSION, type View } from "./tool.ts";

/** Trees that are recorded. */
const SEEDS = 4;

function view(jar: string, seed: number): View {
  const tree = mkdtempSync(join(tmpdir(), "tagwright-oft-"));
  try {
    generate(tree, seed);
    return runTool(jar, tree);
  } finally {
    rmSync(tree, { recursive: true });
  }
}

function record(jar: string): void {
  const views = Array.from({ length: SEEDS }, (_, seed) => JSON.stringify(view(jar, seed)));
  const text = `{"version":${JSON.stringify(VERSION)},"views":[\n${views.join(",\n")}\n]}\n`;
  writeFileSync(new URL("recorded.json", import.meta.url), text);
}

async function compare(jar: string, tree: string, inputs: readonly string[]): Promise<void> {
  const chosen = inputs.length === 0 ? undefined : inputs;
  const theirs = runTool(jar, resolve(tree), chosen);
  const found = differences(theirs, await runOurs(resolve(tree), chosen));
  console.log(`OpenFastTrace ${VERSION}, ${javaVersion()}`);
  console.log(`${theirs.items.length} items, ${theirs.links.length} links; ${found.length} differences`);
  for (const line of found.slice(0, 50)) console.log(line);
  process.exitCode = found.length === 0 && theirs.items.length > 0 ? 0 : 1;
}

const [tree, ...inputs] = process.argv.slice(2);
const jar = findJar();
if (tree === undefined) throw new Error("which tree? npm run oracle:oft -- DIR [INPUT…]");
if (jar === undefined) throw new Error(`no java, or no target/oft/openfasttrace-${VERSION}.jar: run .ci/oft.sh`);
if (tree === "--record") record(jar);
else await compare(jar, tree, inputs);
