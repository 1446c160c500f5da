/**
 * Writes crates/napi/THIRD-PARTY.md: the crates that are in the binary, and the notices that have to go with it.
 * `npm run notices [-- --check]`: with --check a stale file is an error.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("..", import.meta.url));
const path = join(home, "crates/napi/THIRD-PARTY.md");

interface Crate {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly license: string | null;
  readonly authors: readonly string[];
  readonly manifest_path: string;
  readonly source: string | null;
  readonly targets: readonly { readonly kind: readonly string[] }[];
}
interface Metadata {
  readonly packages: readonly Crate[];
  readonly resolve: {
    readonly nodes: readonly {
      readonly id: string;
      readonly deps: readonly {
        readonly pkg: string;
        readonly dep_kinds: readonly { readonly kind: string | null }[];
      }[];
    }[];
  };
}

const metadata = JSON.parse(
  execFileSync("cargo", ["metadata", "--locked", "--format-version", "1"], {
    cwd: home,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  }),
) as Metadata;

/** A macro runs in the compiler. */
const isMacro = ({ targets }: Crate): boolean => targets.some(({ kind }) => kind.includes("proc-macro"));

/** What the addon is linked from, on any platform: nothing of build scripts, macros and tests. */
function linked(): Crate[] {
  const crates = new Map(metadata.packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const root = metadata.packages.find(({ name }) => name === "tagwright-napi")!;
  const found = new Set([root.id]);
  for (const id of found)
    for (const { pkg, dep_kinds: kinds } of nodes.get(id)!.deps)
      if (kinds.some(({ kind }) => kind === null) && !isMacro(crates.get(pkg)!)) found.add(pkg);
  return metadata.packages.filter(({ id, source }) => found.has(id) && source !== null);
}

/** Files with a licence's text, best the one of MIT, which nearly all offer. A few crates are published without any. */
function notice({ license, authors, manifest_path: manifest }: Crate): string {
  const folder = dirname(manifest);
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|unlicense|notice)/i.test(file))
    .sort();
  // One of several is enough, unless more than one is in force.
  const mit = license?.includes(" AND ") ? [] : files.filter((file) => /mit/i.test(file));
  const chosen = mit.length > 0 ? mit : files.filter((file) => !/apache/i.test(file));
  const read = chosen.length > 0 ? chosen : files;
  if (read.length === 0) return `Licensed under ${license}, without a text. ${authors.join(", ")}`.trim();
  return read.map((file) => readFileSync(join(folder, file), "utf8").replace(/\r/g, "").trim()).join("\n\n");
}

function render(): string {
  const byText = new Map<string, Crate[]>();
  for (const crate of linked()) byText.set(notice(crate), [...(byText.get(notice(crate)) ?? []), crate]);
  const parts = [...byText].map(([text, crates]) => {
    const names = crates.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return `## ${names.join(", ")}\n\n\`\`\`\n${text}\n\`\`\`\n`;
  });
  return `# What is in the binary beside tagwright\n\n${parts.join("\n")}`;
}

const text = render();
if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== text) {
    console.error("crates/napi/THIRD-PARTY.md is stale: run npm run notices");
    process.exitCode = 1;
  }
} else writeFileSync(path, text);
