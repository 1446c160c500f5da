/** What is packed is installed as users do, and used: on every line of Node, whole and damaged. */
import { chmodSync, cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { build } from "esbuild";
import { plant, temporary } from "../oracle/tree.ts";
import { bundles, damages, installs, nodes, resolutions, type Expected } from "./cases.ts";
import {
  home,
  install,
  launch,
  makeWorld,
  manifest,
  nodeOf,
  ours,
  output,
  start,
  type Place,
  type World,
} from "./world.ts";
import { programs } from "./programs.ts";

const lines = Object.keys(nodes);
const folder = temporary();
/** What a scan of the consumer's tree gives, byte for byte, whoever is asked. */
const answers = new Set<string>();
const installed = new Map<string, string>();
let world: World;

const able = process.platform === "linux" && process.arch === "x64" ? test.serial : test.serial.skip;
const plain = installs.find(({ folder }) => folder === "npm")!;

test.before(async () => {
  chmodSync(folder, 0o755);
  if (able === test.serial) world = await makeWorld(folder);
});
test.after.always(() => {
  world?.registry.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A copy of what npm installed by name, to be damaged. */
function copy(name: string): string {
  const to = join(folder, name);
  cpSync(installed.get(plain.folder)!, to, { recursive: true });
  return to;
}

/** Imports, requires, runs: whatever is asked gives the same bytes. `engine` undefined: whichever. */
async function use(t: ExecutionContext, [program, ...args]: readonly string[], place: Place, { engine }: Expected) {
  for (const [file, ...rest] of [
    ["import.mjs", engine],
    ["require.cjs", engine],
  ] as const) {
    const words = [...args, ...(file.endsWith(".cjs") && program!.includes("n20") ? ["--no-warnings"] : [])];
    answers.add(await output(program!, [...words, file, ...rest], place));
  }
  t.is(answers.size, 1, [...answers].join("\n"));
  const cli = [...args, "cli.cjs", "scan", "tree", "--format", "ndjson", "--engine", engine];
  t.regex(await output(program!, cli, place), /"name":"auth-001"/);
}

/** Which engine runs, and what is said of the binary. */
async function diagnose(t: ExecutionContext, [program, ...args]: readonly string[], place: Place, expected: Expected) {
  const info = JSON.parse(await output(program!, [...args, "cli.cjs", "doctor", "--json"], place));
  t.like(info, { engine: expected.engine, version: manifest.version });
  t.is(info.native.state, expected.state, info.why);
  t.regex(info.why, expected.why);
  t.is(info.action === "", expected.engine === "native", info.action);
}

/** One that is there and cannot be used is told once, on standard error; one that is missing is not. */
async function warned(t: ExecutionContext, [program, ...args]: readonly string[], place: Place, { state }: Expected) {
  const { code, stderr } = await start(program!, [...args, "import.mjs"], place);
  t.is(code, 0, stderr);
  const wanted = state === "broken" ? 1 : state === "mismatch" ? 1 : 0;
  t.is([...stderr.matchAll(/E_ENGINE_(BROKEN|MISMATCH)/g)].length, wanted, stderr);
}

for (const row of installs) {
  able(`installed with ${row.name}`, async (t) => {
    const cwd = await install(world, row);
    installed.set(row.folder, cwd);
    for (const line of lines) {
      const command = launch(row, nodeOf(line));
      await use(t, command, { cwd }, row.expected);
      await diagnose(t, command, { cwd }, row.expected);
    }
  });
}

able("an installer fetches the binary of its own platform, and no other but the one that it was told to", (t) => {
  const foreign = [...world.registry.fetched].filter((name) => name !== ours.package && name !== manifest.name);
  t.deepEqual(foreign, [`${manifest.napi.packageName}-darwin-arm64`]);
});

able("what npm puts on the path runs", async (t) => {
  const cwd = installed.get(plain.folder)!;
  t.is(
    await output(join(cwd, "node_modules/.bin/tagwright"), ["--version"], { cwd }),
    `tagwright ${manifest.version}\n`,
  );
});

/** Programs that stand in no file. */
const spoken = {
  "node -e, required": ["-e", "require('tagwright').scan('tree').then(({ tags }) => console.log(tags.length))"],
  "node -p, leasot": ["-p", "require('tagwright/leasot').isExtensionSupported('.ts') && 5"],
  "node -e, imported": [
    "--input-type=module",
    "-e",
    "import { scanSync } from 'tagwright'; console.log(scanSync('tree').tags.length)",
  ],
} as const;
for (const [name, args] of Object.entries(spoken)) {
  able(`a program on the command line: ${name}`, async (t) => {
    const cwd = installed.get(plain.folder)!;
    for (const line of lines) t.is(await output(nodeOf(line), args, { cwd }), "5\n", line);
  });
}

able("an error that a program does not catch is told in a few lines", async (t) => {
  const cwd = installed.get(plain.folder)!;
  for (const file of ["tagwright", "tagwright/leasot"]) {
    const wrong = file === "tagwright" ? "scan('tree', { nonsense: 1 })" : "parse(null)";
    const { code, stderr } = await start(nodeOf("24"), ["-e", `require('${file}').${wrong}`], { cwd });
    t.is(code, 1, stderr);
    t.true(stderr.length < 3000, stderr);
  }
});

for (const { name, make, expected } of damages) {
  able(`a binary that is ${name}`, async (t) => {
    const cwd = copy(`damaged ${name}`);
    const path = join(cwd, "node_modules", ours.package, ours.binary);
    const bytes = make(readFileSync(path), manifest.version);
    // Another file in its place: writing into a mapped one would damage those who use it.
    rmSync(path);
    if (bytes !== undefined) writeFileSync(path, bytes);
    for (const line of lines) {
      await use(t, [nodeOf(line)], { cwd }, expected);
      await diagnose(t, [nodeOf(line)], { cwd }, expected);
      await warned(t, [nodeOf(line)], { cwd }, expected);
    }
  });
}

/** Takes write permission from a folder and all below it. */
function seal(path: string): void {
  for (const name of statSync(path).isDirectory() ? readdirSync(path) : []) seal(join(path, name));
  chmodSync(path, statSync(path).mode & 0o555);
}

function unseal(path: string): void {
  chmodSync(path, 0o755);
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) unseal(join(path, entry.name));
}

able("in a folder that cannot be written to", async (t) => {
  const cwd = copy("sealed");
  seal(cwd);
  t.teardown(() => unseal(cwd));
  // Root may write anywhere: what is to be refused needs another user.
  const place = { cwd, env: { HOME: "/nonexistent" }, ...(process.getuid!() === 0 ? { uid: 65_534 } : {}) };
  for (const line of lines) await use(t, [nodeOf(line)], place, plain.expected);
  t.not((await start("touch", ["x"], place)).code, 0);
});

for (const [name, { text, files = 0 }] of Object.entries(programs)) {
  able(`worker threads: ${name}`, async (t) => {
    const cwd = installed.get(plain.folder)!;
    plant(cwd, Object.fromEntries(Array.from({ length: files }, (_, at) => [`big/${at % 50}/${at}.ts`, true])));
    plant(cwd, { "threads.mjs": text });
    for (const line of lines)
      for (const engine of ["native", "fallback"]) {
        const { code, stdout, stderr } = await start(nodeOf(line), ["threads.mjs"], {
          cwd,
          env: { TAGWRIGHT_ENGINE: engine },
        });
        t.deepEqual([code, stdout, stderr], [0, "done\n", ""], `Node ${line}, ${engine}`);
      }
  });
}

for (const { format, file } of bundles) {
  able(`bundled by esbuild as ${format}, the addon external`, async (t) => {
    const cwd = installed.get(plain.folder)!;
    await build({
      absWorkingDir: cwd,
      entryPoints: ["import.mjs"],
      outfile: join(cwd, file),
      bundle: true,
      platform: "node",
      format,
      target: "node20",
      external: ["*.node"],
      logLevel: "error",
      // fast-glob and others require what Node has built in.
      ...(format === "esm"
        ? {
            banner: {
              js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
            },
          }
        : {}),
    });
    for (const line of lines)
      for (const engine of ["native", "fallback"])
        answers.add(await output(nodeOf(line), [file, engine], { cwd, env: { TAGWRIGHT_ENGINE: engine } }));
    t.is(answers.size, 1, [...answers].join("\n"));
  });
}

const uses = `
import { scan, scanSync, TagwrightError, type Tag } from "tagwright";
import type { TodoComment } from "tagwright/leasot";
export const tags: Promise<Tag[]> = scan("src", { engine: "auto" }).then((result) => result.tags.toArray());
export const kinds: string[] = scanSync("src").tags.map(({ kind }) => kind);
export const caught = (error: unknown): string => (error instanceof TagwrightError ? error.code : "");
export const texts = (items: TodoComment[]): string[] => items.map(({ text }) => text);
// @ts-expect-error no such option
void scan("src", { nonsense: true });
`;

for (const { name, flags } of resolutions) {
  able(`a consumer compiles with moduleResolution ${name}`, async (t) => {
    const cwd = installed.get(plain.folder)!;
    // Resolved as CommonJS by node16 an ES module cannot be imported with `import =`: that consumer is a module itself.
    const source = name === "node16" ? "use.mts" : "use.ts";
    plant(cwd, { [source]: uses });
    const common = [
      "--noEmit",
      "--strict",
      "--target",
      "es2022",
      "--typeRoots",
      join(home, "node_modules/@types"),
      "--types",
      "node",
    ];
    const tsc = join(home, "node_modules/typescript/bin/tsc");
    const { code, stdout } = await start(process.execPath, [tsc, ...common, ...flags, source], { cwd });
    t.is(code, 0, stdout);
  });
}
