import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { engineInfo, version } from "../../index.ts";
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

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Builds and packs, and unpacks below `folder`/node_modules; what it depends on is taken from this checkout. */
function install(folder: string): Packed {
  run("npm", ["run", "--silent", "build"], home);
  const [packed] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], home),
  ) as Packed[];
  plant(folder, { "node_modules/tagwright/x": null, "src/a.ts": "// @TAG[CODE:auth-001] words\n" });
  run("tar", ["-xzf", packed!.filename, "--strip-components=1", "-C", "node_modules/tagwright"], folder);
  for (const name of Object.keys(manifest.dependencies)) {
    if (name.includes("/")) plant(folder, { [`node_modules/${name.split("/")[0]}/x`]: null });
    plant(folder, { [`node_modules/${name}`]: { symlink: join(home, "node_modules", name) } });
  }
  return packed!;
}

test.serial("what is published can be imported, required, run, and compiled against", (t) =>
  inTemporary((folder) => {
    const { files } = install(folder);
    const paths = files.map(({ path }) => path);
    t.true(
      ["package.json", "README.md", "LICENSE", "dist/index.js", "dist/cli.cjs", "dist/types/index.d.ts"].every((path) =>
        paths.includes(path),
      ),
    );
    t.deepEqual(
      paths.filter((path) => !/^(dist\/|package\.json$|README\.md$|LICENSE$)/.test(path)),
      [],
    );

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
    t.notThrows(() =>
      run(process.execPath, [join(home, "node_modules/typescript/bin/tsc"), ...flags, "use.ts"], folder),
    );
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
