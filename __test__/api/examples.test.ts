/** Runs every @example of the public API as it stands. Those of pages are run by __test__/guides. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { folder } from "../cache/ground.ts";
import { runModule } from "../process.ts";

const home = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, home), "utf8");
const sources = (folder: string) =>
  readdirSync(new URL(folder, home))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`);

const BLOCK = /```ts\n([\s\S]*?)```/g;

/** The code blocks of a file's docstrings, without their stars. */
function blocks(path: string): string[] {
  const text = read(path).replaceAll(/^[ \t]*\* ?/gm, "");
  return [...text.matchAll(BLOCK)].map(([, code]) => code!);
}

/** In a clone the package goes by its own name only where it is built: the examples get the source. */
const runnable = (code: string) =>
  code.replaceAll('from "tagwright"', `from ${JSON.stringify(fileURLToPath(new URL("index.ts", home)))}`);

const verbs = ["defineConfig", "engineInfo", "pathToBuffer", "scan", "scanFile", "scanStream", "scanSync", "scanText"];
const found = [...sources("src/api"), ...sources("src/model"), "src/options/load.ts"].flatMap((path) =>
  blocks(path).map((code) => ({ path, code })),
);

test("every public verb has an example", (t) => {
  const shown = found.map(({ code }) => code).join("\n");
  for (const verb of verbs) t.regex(shown, new RegExp(`import \\{[^}]*\\b${verb}\\b[^}]*\\} from "tagwright"`), verb);
});

for (const [index, { path, code }] of found.entries()) {
  test(`example ${index + 1}, of ${path}, runs and prints what it says`, (t) => {
    const { stdout, stderr, status } = runModule(runnable(code), { XDG_CACHE_HOME: folder(t) });
    t.is(status, 0, stderr);
    const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].map(([, text]) => text!);
    if (promised.length > 0) t.deepEqual(stdout.trim().split("\n"), promised);
  });
}
