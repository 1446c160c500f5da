/**
 * Makes the tarballs that are tested and published: the root package's and one for each binary at hand. `--help` says how.
 * See docs/design/packages.md.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { aboveFloor, misfit } from "./binary.ts";
import { optional, platforms, type Manifest, type Platform } from "./platforms.ts";
import { run } from "./run.ts";

const help = `npm run pack -- [options]
  --out DIR            where the tarballs go; default: packed
  --binaries DIR       where *.node lie; default: native
  --release            every platform must have its binary, and none may ask for a glibc above the floor
  --repository URL     what the packages say they were built from; provenance needs it`;

const home = fileURLToPath(new URL("..", import.meta.url));
/** Of no use to those who install it. */
const OURS = ["private", "devDependencies", "scripts", "napi", "ava"];

type Json = Record<string, unknown>;
const readJson = (path: string): Json => JSON.parse(readFileSync(join(home, path), "utf8")) as Json;

interface Choice {
  readonly out: string;
  readonly binaries: string;
  readonly release: boolean;
  readonly repository: Json;
}

/** A package: what it says, and which files it has, by path in it. */
interface Content {
  readonly manifest: Json;
  readonly files: Readonly<Record<string, string>>;
}

/** Packs from a folder of its own, so that nothing slips in from the checkout. */
async function pack({ manifest, files }: Content, out: string): Promise<void> {
  const stage = mkdtempSync(join(tmpdir(), "tagwright-"));
  try {
    for (const [path, from] of Object.entries(files)) cpSync(from, join(stage, path), { recursive: true });
    writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", out], { cwd: stage });
  } finally {
    rmSync(stage, { recursive: true });
  }
}

function root(manifest: Json & Manifest, { repository }: Choice): Content {
  const kept = Object.fromEntries(Object.entries(manifest).filter(([key]) => !OURS.includes(key)));
  const names = [...(manifest.files as string[]), "README.md", "LICENSE", "CHANGELOG.md"];
  const present = names.filter((name) => existsSync(join(home, name)));
  return {
    manifest: { ...kept, files: present, ...repository, optionalDependencies: optional(manifest) },
    files: Object.fromEntries(present.map((name) => [name, join(home, name)])),
  };
}

function check(path: string, platform: Platform, { release }: Choice): void {
  const bytes = readFileSync(path);
  const flaw = misfit(bytes, platform) ?? (release ? aboveFloor(bytes) : undefined);
  if (flaw !== undefined) throw new Error(`${path} ${flaw}; it is to be the binary for ${platform.target}`);
}

/** The package of one platform, or undefined where its binary is not at hand. Throws where it has to be, or is not right. */
function binding(platform: Platform, choice: Choice): Content | undefined {
  const path = join(choice.binaries, platform.binary);
  if (!existsSync(path)) {
    if (choice.release) throw new Error(`${path} is missing`);
    return undefined;
  }
  check(path, platform, choice);
  const folder = `npm/${platform.name}`;
  return {
    manifest: { ...readJson(`${folder}/package.json`), ...choice.repository },
    files: {
      [platform.binary]: path,
      "README.md": join(home, folder, "README.md"),
      LICENSE: join(home, "LICENSE"),
      "THIRD-PARTY.md": join(home, "crates/napi/THIRD-PARTY.md"),
    },
  };
}

async function main(choice: Choice): Promise<void> {
  const manifest = readJson("package.json") as Json & Manifest;
  // All are looked at before the first is packed: a release has all of them or none.
  const bindings = platforms(manifest).map((one) => binding(one, choice));
  mkdirSync(choice.out, { recursive: true });
  for (const content of [...bindings, root(manifest, choice)])
    if (content !== undefined) await pack(content, choice.out);
}

const { values } = parseArgs({
  options: {
    out: { type: "string", default: "packed" },
    binaries: { type: "string", default: join(home, "native") },
    release: { type: "boolean", default: false },
    repository: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) console.log(help);
else {
  await main({
    out: resolve(values.out),
    binaries: resolve(values.binaries),
    release: values.release,
    repository: values.repository === undefined ? {} : { repository: { type: "git", url: values.repository } },
  });
}
