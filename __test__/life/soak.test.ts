import { spawn } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { engineInfo } from "../../index.ts";
import { bundle } from "../../scripts/bundle.ts";
import { inTemporary, plant } from "../oracle/tree.ts";
import { BOUNDS, forms, growth, type Counted, type Held, type Plan, type Report } from "./plan.ts";

/** `npm run soak` asks for the long form. */
const form = process.argv.includes("--long") ? forms.long : forms.short;
const out = fileURLToPath(new URL("../../target", import.meta.url));
const name = `soak-${process.pid}`;

test.before(() => bundle({ entry: { [name]: "__test__/life/soak.ts" }, format: "esm", extension: "js", out }));
test.after.always(() => {
  for (const file of readdirSync(out)) if (file.startsWith(name)) rmSync(join(out, file));
});

/** A tree of files with a tag in each, and text around it. */
function grow(path: string, files: number, lines: number): Counted {
  const text = `// @TAG[CODE:x] words\n${"const value = index + 1; // nothing\n".repeat(lines)}`;
  plant(path, Object.fromEntries(Array.from({ length: files }, (_, at) => [`${at % 20}/${at}.ts`, text])));
  return { path, tags: files };
}

/** Runs the program to its own end. */
function soak(plan: Plan, engine: string): Promise<Report> {
  const args = ["--expose-gc", join(out, `${name}.js`), JSON.stringify(plan)];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, TAGWRIGHT_ENGINE: engine },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code, signal) => {
      if (code === 0) resolve(JSON.parse(said) as Report);
      else reject(new Error(`the program ended with ${code ?? signal}: ${said}`));
    });
  });
}

const isNative = engineInfo({ engine: "fallback" }).native.state === "loaded";
/** The suite runs on each engine apart, too. */
const asked = process.env.TAGWRIGHT_ENGINE ?? "auto";
const engines = ["native", "fallback"].filter(
  (engine) => (asked === "auto" || asked === engine) && (engine === "fallback" || isNative),
);

for (const engine of engines) {
  test.serial(`${engine}: scans without end hold no more memory, and leave nothing open`, (t) =>
    inTemporary(async (folder) => {
      const [small, large] = [grow(join(folder, "small"), 20, 5), grow(join(folder, "large"), 2000, 100)];
      const { rounds, stopped, open } = await soak({ small, large, ...form }, engine);
      t.is(rounds.length, form.rounds);
      t.true(stopped > 0, "no scan was stopped by its signal");
      t.deepEqual(open, []);
      for (const [what, bound] of Object.entries(BOUNDS))
        t.true(growth(rounds, what as keyof Held) <= bound, `${what} grows: ${JSON.stringify(rounds)}`);
      for (const what of ["files", "threads"] as const)
        t.true(growth(rounds, what) <= 0, `${what} grow: ${JSON.stringify(rounds)}`);
    }),
  );
}

test("growth is told from what was there when warm, whatever the warm-up took", (t) => {
  const held = (rss: number): Held => ({ rss, heap: 0, external: 0, files: 0, threads: 0 });
  t.is(growth([1, 50, 90, 100, 101, 100, 100, 102, 101].map(held), "rss"), 1);
  t.is(growth([1, 2, 3, 4, 5, 6, 7, 8, 9].map(held), "rss"), 3);
});
