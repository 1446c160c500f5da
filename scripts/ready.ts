/** Everything CI runs. Says for each step how it ended, and ends with a line `N passed, N failed`. */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("..", import.meta.url));

/** Tests that a step's output tells of. */
interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly count?: (output: string) => Count;
}

const sum = (output: string, pattern: RegExp): number =>
  [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);

const countCargo = (output: string): Count => ({
  passed: sum(output, /^test result: .*? (\d+) passed/gm),
  failed: sum(output, /^test result: .*? (\d+) failed/gm),
});

/** ava's own summary: `12 tests passed`, `1 test failed`, `1 uncaught exception`, … */
const countAva = (output: string): Count => ({
  passed: sum(output, /^\s*(\d+) tests? passed/gm),
  failed: sum(
    output,
    /^\s*(\d+) (?:tests? failed|hooks? failed|uncaught exceptions?|unhandled rejections?|timeouts?)/gm,
  ),
});

const npx = (name: string, ...args: string[]): Step => ({ name, command: "npx", args });
const cargo = (name: string, ...args: string[]): Step => ({ name, command: "cargo", args });
const script = (name: string, ...args: string[]): Step => ({
  name,
  command: "node",
  args: ["--import", "@oxc-node/core/register", ...args],
});
const ava = (engine: "auto" | "native" | "fallback"): Step => ({
  ...npx(`tests, ${engine}`, "ava"),
  env: { TAGWRIGHT_ENGINE: engine },
  count: countAva,
});

const has = (program: string, flag: string): boolean => spawnSync(program, [flag], { stdio: "ignore" }).status === 0;
const hasCargo = has("cargo", "--version");

const rust: readonly Step[] = [
  script("notices", "scripts/notices.ts", "--check"),
  cargo("cargo fmt", "fmt", "--all", "--check"),
  cargo("clippy", "clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"),
  { ...cargo("cargo test", "test", "--locked", "--workspace"), count: countCargo },
  cargo("fuzz targets", "build", "--locked", "--manifest-path", "fuzz/Cargo.toml"),
];

const { name, version } = JSON.parse(readFileSync(`${home}package.json`, "utf8")) as { name: string; version: string };
const tarball = `packed/${name}-${version}.tgz`;

const lint: Step = { name: "workflows", command: ".ci/lint.sh", args: [] };

/** `native` never falls back: where Rust is at hand, an addon that does not load fails the suite. */
const steps: readonly Step[] = [
  script("generated files", "scripts/generate.ts", "--check"),
  npx("format", "oxfmt", "--check"),
  npx("lint", "oxlint", "--deny-warnings"),
  npx("types", "tsc", "-p", "."),
  npx("types of the page", "tsc", "-p", "page"),
  npx("unused", "knip"),
  { name: "build", command: "npm", args: ["run", "--silent", "build"] },
  { name: "pack", command: "npm", args: ["run", "--silent", "pack"] },
  npx("published files", "publint", tarball),
  // That `require` gets an ES module is meant: every Node of `engines` can do it.
  npx("published types", "attw", tarball, "--ignore-rules", "cjs-resolves-to-esm"),
  { name: "site", command: "npm", args: ["run", "--silent", "site"] },
  { name: "own tags", command: "node", args: ["dist/cli.cjs", "check"] },
  ...(hasCargo ? rust : []),
  // What a scan does, counted: see benchmark/README.md.
  ...(hasCargo ? [script("counters", "benchmark/index.ts", "--only", "counters", "--compare", "counters")] : []),
  // Its tools come from Go's and Python's registries.
  ...(has("go", "version") && has("python3", "--version") ? [lint] : []),
  ava(hasCargo ? "native" : "auto"),
  ava("fallback"),
  { ...npx("tests, installed", "ava", "--config", "__test__/package/ava.mjs"), count: countAva },
  { name: "clean tree", command: "git", args: ["diff", "--exit-code"] },
];

/** Runs a step and shows its output as it comes. */
function execute({ command, args, env }: Step): Promise<{ code: number; output: string }> {
  const child = spawn(command, [...args], {
    cwd: home,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      process.stdout.write(text);
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A step without tests of its own counts as one; a failed one as at least one failure. */
function judge({ count }: Step, code: number, output: string): Count {
  const { passed, failed } = count?.(output) ?? { passed: code === 0 ? 1 : 0, failed: 0 };
  const empty = count !== undefined && passed === 0;
  return { passed, failed: code !== 0 || empty ? Math.max(1, failed) : failed };
}

/** The end of what a step said, to be read again where the rest has scrolled away. */
const ending = (output: string): string => output.trimEnd().split("\n").slice(-20).join("\n");

const lines: string[] = [];
const failures: string[] = [];
let passed = 0;
let failed = 0;
for (const step of steps) {
  console.log(`\n== ${step.name}`);
  const { code, output } = await execute(step);
  const count = judge(step, code, output);
  passed += count.passed;
  failed += count.failed;
  if (count.failed > 0) failures.push(`\n== ${step.name} failed; its last lines:\n${ending(output)}`);
  lines.push(`${count.failed === 0 ? "ok  " : "FAIL"} ${step.name}: ${count.passed} passed, ${count.failed} failed`);
}
console.log(`\n${[...lines, ...failures].join("\n")}`);
if (!hasCargo) console.log("cargo was not found: the Rust steps were left out");
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
