/** The platforms that binaries are built for, and the package of each, from the one list in package.json. */

/** What is taken from package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly author: string;
  readonly homepage?: string;
  readonly repository?: unknown;
  readonly engines: Readonly<Record<string, string>>;
  readonly napi: { readonly binaryName: string; readonly packageName: string; readonly targets: readonly string[] };
}

/** A platform, in the words of npm. */
export interface Platform {
  /** Rust's name for it. */
  readonly target: string;
  /** Node's, like `linux-x64-gnu`: also the folder below npm/. */
  readonly name: string;
  readonly os: string;
  readonly cpu: string;
  readonly libc?: "glibc" | "musl";
  /** The package, and the file in it. */
  readonly package: string;
  readonly binary: string;
}

const CPUS: Readonly<Record<string, string>> = { x86_64: "x64", aarch64: "arm64" };

/** What follows the processor in Rust's name of a platform. */
const SYSTEMS: Readonly<Record<string, Pick<Platform, "os" | "libc"> & { readonly abi?: string }>> = {
  "unknown-linux-gnu": { os: "linux", libc: "glibc", abi: "gnu" },
  "unknown-linux-musl": { os: "linux", libc: "musl", abi: "musl" },
  "apple-darwin": { os: "darwin" },
  "pc-windows-msvc": { os: "win32", abi: "msvc" },
};

/** Throws for a name that is not in the tables above. */
function platform(target: string, { napi }: Manifest): Platform {
  const [, processor = "", system = ""] = /^([^-]+)-(.*)$/.exec(target) ?? [];
  const [cpu, known] = [CPUS[processor], SYSTEMS[system]];
  if (cpu === undefined || known === undefined) throw new Error(`${target}: not a platform that has a package`);
  const { abi, ...rest } = known;
  const name = [known.os, cpu, ...(abi === undefined ? [] : [abi])].join("-");
  return {
    target,
    name,
    cpu,
    ...rest,
    package: `${napi.packageName}-${name}`,
    binary: `${napi.binaryName}.${name}.node`,
  };
}

/** All of them, in the list's order. */
export const platforms = (manifest: Manifest): Platform[] =>
  manifest.napi.targets.map((target) => platform(target, manifest));

/** What the root package asks for, so that an installer takes the one that fits: each at exactly its own version. */
export const optional = (manifest: Manifest): Record<string, string> =>
  Object.fromEntries(platforms(manifest).map((one) => [one.package, manifest.version]));

function platformManifest(manifest: Manifest, { package: name, binary, target, os, cpu, libc }: Platform) {
  const { version, license, author, homepage, repository, engines } = manifest;
  return {
    name,
    version,
    description: `The binary of ${manifest.name} for ${target}`,
    ...(homepage === undefined ? {} : { homepage }),
    license,
    author,
    ...(repository === undefined ? {} : { repository }),
    files: [binary, "THIRD-PARTY.md"],
    type: "commonjs",
    main: binary,
    os: [os],
    cpu: [cpu],
    ...(libc === undefined ? {} : { libc: [libc] }),
    engines,
    publishConfig: { access: "public" },
  };
}

const readme = (manifest: Manifest, one: Platform): string =>
  `# ${one.package}\n\nThe native engine of \`${manifest.name}\` for ${one.target}.\n` +
  `Install \`${manifest.name}\`: it asks for this package where it fits, and goes on without it elsewhere.\n`;

/** Every file below npm/, by its path. */
export const platformFiles = (manifest: Manifest): Record<string, string> =>
  Object.fromEntries(
    platforms(manifest).flatMap((one) => [
      [`npm/${one.name}/package.json`, `${JSON.stringify(platformManifest(manifest, one), null, 2)}\n`],
      [`npm/${one.name}/README.md`, readme(manifest, one)],
    ]),
  );
