import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { engineInfo, version } from "../../index.ts";
import { optional, platforms } from "../../scripts/platforms.ts";
import { findTarget } from "../../src/engine/platform.ts";
import { inTemporary, plant } from "../oracle/tree.ts";

const home = fileURLToPath(new URL("../../", import.meta.url));
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
const run = (command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) =>
  execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });

/** The binary of this checkout, for a package that has none of its own. */
const { path: binary = "" } = engineInfo({ engine: "fallback" }).native;

/** Every file of the tarball: by name, which has to be there, or by pattern. */
const published: readonly (string | RegExp)[] = [
  "package.json",
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
  "man/tagwright.1",
  "dist/index.js",
  "dist/leasot.js",
  "dist/cli.cjs",
  "dist/sync.cjs",
  "dist/sync.d.cts",
  "dist/types/index.d.ts",
  "dist/types/leasot.d.ts",
  /^dist\/(cli-\w+(-\w+)?\.cjs|index-\w+(-\w+)?\.js)$/,
  /^dist\/types\/src\/(api|cache|changes|watch|compat|engine|exports|findings|model|options|reporters|rewrite|trace|compare|draw|escape|fallback|generated)\/[\w/]+\.d\.ts$/,
];

/** The package of this machine's platform. */
const built = platforms(manifest).find(({ name }) => name === findTarget())!;

function listBinding(folder: string): string[] {
  const tarball = `${built.package.replace("@", "").replace("/", "-")}-${version}.tgz`;
  const paths = run("tar", ["-tzf", tarball], folder).trim().split("\n");
  return paths.map((path) => path.replace("package/", "")).sort();
}

/** Bytes of all files below a folder. */
const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

/** Nothing of the checkout's own, and each platform's package at exactly this version. */
function checkManifest(t: ExecutionContext, published: Record<string, unknown>): void {
  for (const key of ["private", "scripts", "devDependencies", "napi", "ava"]) t.false(key in published, key);
  t.deepEqual(published.optionalDependencies, optional(manifest));
  t.deepEqual(Object.values(optional(manifest)), Array(8).fill(version));
  for (const key of ["name", "version", "exports", "bin", "engines", "dependencies", "license"])
    t.deepEqual(published[key], manifest[key], key);
}

/** Builds and packs, and unpacks below `folder`/node_modules; what it depends on is taken from this checkout. */
function install(folder: string): string {
  run("npm", ["run", "--silent", "build"], home);
  run("npm", ["run", "--silent", "pack", "--", "--out", folder], home);
  const packed = join(folder, `tagwright-${version}.tgz`);
  plant(folder, { "node_modules/tagwright/x": null, "src/a.ts": "// @TAG[CODE:auth-001] words\n" });
  run("tar", ["-xzf", packed, "--strip-components=1", "-C", "node_modules/tagwright"], folder);
  for (const name of Object.keys(manifest.dependencies)) {
    if (name.includes("/")) plant(folder, { [`node_modules/${name.split("/")[0]}/x`]: null });
    plant(folder, { [`node_modules/${name}`]: { symlink: join(home, "node_modules", name) } });
  }
  return packed;
}

test.serial("what is published can be imported, required, run, and compiled against", (t) =>
  inTemporary((folder) => {
    const packed = install(folder);
    const paths = run("tar", ["-tzf", packed], folder)
      .trim()
      .split("\n")
      .map((path) => path.replace("package/", ""));
    t.deepEqual(
      paths.filter((path) => !published.some((one) => (typeof one === "string" ? one === path : one.test(path)))),
      [],
    );
    t.deepEqual(
      published.filter((one) => typeof one === "string" && !paths.includes(one)),
      [],
    );
    if (binary !== "")
      t.deepEqual(listBinding(folder), ["LICENSE", "README.md", "THIRD-PARTY.md", "package.json", built.binary]);
    t.true(sizeOf(join(folder, "node_modules/tagwright")) <= 1_500_000);
    checkManifest(t, JSON.parse(readFileSync(join(folder, "node_modules/tagwright/package.json"), "utf8")));

    const print = "console.log(JSON.stringify(scanSync('src').tags.map(({ kind, name, text }) => [kind, name, text])))";
    const expected = '[["CODE","auth-001","words"]]\n';
    writeFileSync(join(folder, "import.mjs"), `import { scanSync } from "tagwright"; ${print}`);
    writeFileSync(join(folder, "require.cjs"), `const { scanSync } = require("tagwright"); ${print}`);
    for (const [engine, native] of [
      ["fallback", ""],
      [binary === "" ? "fallback" : "native", binary],
    ] as const) {
      const env = { TAGWRIGHT_ENGINE: engine, TAGWRIGHT_NATIVE_PATH: native };
      t.is(run(process.execPath, ["import.mjs"], folder, env), expected);
      t.is(run(process.execPath, ["--no-warnings", "require.cjs"], folder, env), expected);
      const cli = join("node_modules/tagwright", manifest.bin.tagwright);
      t.regex(run(process.execPath, [cli, "scan", "src", "--format", "ndjson"], folder, env), /"name":"auth-001"/);
      t.is(run(process.execPath, [cli, "--version"], folder, env).trim(), `tagwright ${version}`);
    }

    // As gulp-todo does it: the package it asks for is a line that hands on to ours.
    plant(folder, {
      "node_modules/leasot/package.json": '{ "name": "leasot", "version": "12.5.0", "main": "index.js" }',
      "node_modules/leasot/index.js": 'module.exports = require("tagwright/leasot");',
      "caller.cjs": `
        const leasot = require("leasot");
        const ext = require("path").extname("x.js") || ".js";
        if (!leasot.isExtensionSupported(ext)) throw new Error(ext);
        const comments = [];
        const config = { associateParser: undefined, customParsers: undefined, customTags: undefined, extension: ext };
        comments.push(...leasot.parse("// todo a\\n", { ...config, filename: "x.js", withInlineFiles: undefined }));
        const contents = Buffer.from(leasot.report(comments, "markdown", { newLine: "\\n" }));
        process.stdout.write(contents);`,
      "awaited.mjs": `
        import { parse, report } from "tagwright/leasot";
        process.stdout.write(await report(await parse("// todo a\\n", { extension: ".js", filename: "x.js" }), "markdown"));`,
    });
    const table = "### TODOs\n| Filename | line # | TODO |\n|:------|:------:|:------|\n| [x.js](x.js#L1) | 1 | a |";
    t.is(run(process.execPath, ["caller.cjs"], folder), table);
    t.is(run(process.execPath, ["awaited.mjs"], folder), table);

    writeFileSync(
      join(folder, "sync.cts"),
      `import leasot = require("tagwright/leasot");\nexport const items: leasot.TodoComment[] = leasot.parse("", { extension: ".js" });\n`,
    );
    writeFileSync(
      join(folder, "awaited.mts"),
      `import { parse, type TodoComment } from "tagwright/leasot";\nexport const items: Promise<TodoComment[]> = parse("", { extension: ".js" });\n`,
    );
    writeFileSync(
      join(folder, "old.ts"),
      `import { scan } from "tagwright";\nimport { parse, TodoComment } from "tagwright/leasot";\nexport const items: TodoComment[] = parse("", { extension: ".js" });\nexport const scanned = scan("src");\n`,
    );
    writeFileSync(
      join(folder, "use.ts"),
      `import { scan, type Tag } from "tagwright";\nexport const tags: Promise<Tag[]> = scan("src").then(({ tags }) => tags.toArray());\n`,
    );
    const flags = [
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--types",
      "node",
      "--typeRoots",
      join(home, "node_modules/@types"),
    ];
    const tsc = join(home, "node_modules/typescript/bin/tsc");
    t.notThrows(() => run(process.execPath, [tsc, ...flags, "use.ts", "sync.cts", "awaited.mts"], folder));
    const old = flags.with(flags.indexOf("nodenext"), "commonjs");
    const resolution = ["--moduleResolution", "node10", "--ignoreDeprecations", "6.0"];
    t.notThrows(() => run(process.execPath, [tsc, ...old, ...resolution, "old.ts"], folder));
  }),
);

test("no script runs for those who install it", (t) => {
  for (const name of ["preinstall", "install", "postinstall"]) t.false(name in manifest.scripts, name);
  t.false("gypfile" in manifest);
});

test("every import of the sources is a dependency, and every version is one", (t) => {
  const sources = ["src", "cli"].flatMap((folder) =>
    readdirSync(join(home, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(home, folder, name)),
  );
  const text = sources.map((path) => readFileSync(path, "utf8")).join("\n");
  const names = [...text.matchAll(/(?:from |import\(|require\()"((?:@[\w-]+\/)?[\w-]+)[^"]*"/g)].map(
    ([, name]) => name!,
  );
  const own = new Set([
    ...Object.keys(manifest.dependencies),
    ...createRequire(import.meta.url)("node:module").builtinModules,
    "node",
    "tagwright",
  ]);
  t.deepEqual(
    names.filter((name) => !own.has(name)),
    [],
  );
  t.is(manifest.version, version);
  t.regex(
    readFileSync(join(home, "Cargo.toml"), "utf8"),
    new RegExp(`\\[workspace\\.package\\]\\nversion = "${version}"`),
  );
});
