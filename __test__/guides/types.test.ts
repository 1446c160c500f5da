/** Every TypeScript block of README and docs is compiled. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { readPage } from "./page.ts";
import { paths } from "./paths.ts";

const home = fileURLToPath(new URL("../../", import.meta.url));

test("they are what the types allow", (t) => {
  const folder = join(home, "target", `guides-${process.pid}`);
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  for (const path of paths) {
    for (const { line, language, text, words } of readPage(path).blocks) {
      if (language !== "ts") continue;
      const file = join(folder, path.replaceAll(/\W/g, "-"), words.file ?? `${line}.ts`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${text}\nexport {};\n`);
    }
  }
  const source = { tagwright: [join(home, "index.ts")], "tagwright/leasot": [join(home, "leasot.ts")] };
  const compilerOptions = { noUnusedLocals: false, paths: source, typeRoots: [join(home, "node_modules/@types")] };
  const config = { extends: "../../tsconfig.json", compilerOptions, include: ["**/*.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(home, "node_modules/typescript/bin/tsc");
  const { stdout, status } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  t.is(status, 0, stdout);
});
