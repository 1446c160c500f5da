/** What the tests of installing go through. A row more is a case more. */

/** Node's versions: one of each line that `engines` names. */
export const nodes = { 20: "20.20.2", 22: "22.23.3", 24: "24.21.0", 26: "26.10.0" } as const;

/** Package managers beside npm, from the registry. */
export const managers = { pnpm: "12.21.0", "@yarnpkg/cli-dist": "4.18.1" } as const;

type State = "loaded" | "absent" | "broken" | "mismatch";

/** What `doctor --json` has to say. */
export interface Expected {
  readonly engine: "native" | "fallback";
  readonly state: State;
  readonly why: RegExp;
}

const native: Expected = { engine: "native", state: "loaded", why: /^the native binary is loaded$/ };

/** One way to install. */
export interface Install {
  readonly name: string;
  /** The folder's name. */
  readonly folder: string;
  readonly manager: "npm" | "pnpm" | "yarn";
  /** `ROOT` and `BINDING` stand for the two tarballs. */
  readonly args: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly expected: Expected;
}

const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];

export const installs: readonly Install[] = [
  {
    name: "npm, the two tarballs, no scripts, in a path with blanks and letters beyond ASCII",
    folder: "tärball 包 %41 'q'",
    manager: "npm",
    args: ["install", ...quiet, "--ignore-scripts", "ROOT", "BINDING"],
    expected: native,
  },
  {
    name: "npm, by name",
    folder: "npm",
    manager: "npm",
    args: ["install", ...quiet, "tagwright"],
    expected: native,
  },
  {
    name: "npm, without optional packages",
    folder: "omitted",
    manager: "npm",
    args: ["install", ...quiet, "--omit=optional", "tagwright"],
    expected: {
      engine: "fallback",
      state: "absent",
      why: /absent: nothing found at .*@tagwright\/binding-linux-x64-gnu$/,
    },
  },
  {
    name: "npm, for another platform",
    folder: "foreign",
    manager: "npm",
    args: ["install", ...quiet, "--os=darwin", "--cpu=arm64", "tagwright"],
    expected: {
      engine: "fallback",
      state: "absent",
      why: /there is @tagwright\/binding-darwin-arm64, which is for another machine/,
    },
  },
  {
    name: "pnpm",
    folder: "pnpm",
    manager: "pnpm",
    args: ["add", "--ignore-scripts", "--store-dir=../store", "tagwright"],
    expected: native,
  },
  {
    name: "yarn, Plug'n'Play",
    folder: "yarn",
    manager: "yarn",
    args: ["add", "tagwright"],
    files: {
      "yarn.lock": "",
      ".yarnrc.yml":
        "enableGlobalCache: false\nenableTelemetry: false\nunsafeHttpWhitelist: ['127.0.0.1']\nnodeLinker: pnp\nnpmMinimalAgeGate: 0\npnpEnableEsmLoader: true\n",
    },
    expected: native,
  },
];

/** What may have become of a platform's package. */
export interface Damage {
  readonly name: string;
  /** Gives the bytes that stand where the binary stood; undefined: none. `version` is the package's. */
  readonly make: (whole: Buffer, version: string) => Buffer | undefined;
  readonly expected: Expected;
}

const broken = (why: RegExp): Expected => ({ engine: "fallback", state: "broken", why });

export const damages: readonly Damage[] = [
  { name: "cut in half", make: (whole) => whole.subarray(0, whole.length >> 1), expected: broken(/is cut short/) },
  { name: "empty", make: () => Buffer.alloc(0), expected: broken(/not a 64-bit ELF file/) },
  {
    name: "a page of an error",
    make: () => Buffer.from("<html>404</html>\n".repeat(99)),
    expected: broken(/not a 64-bit ELF file/),
  },
  { name: "gone", make: () => undefined, expected: broken(/no such file/) },
  {
    name: "for another processor",
    make: (whole) => {
      const other = Buffer.from(whole);
      other.writeUInt16LE(0xb7, 18);
      return other;
    },
    expected: broken(/is for another processor than x64$/),
  },
  {
    name: "of another version",
    make: (whole, version) =>
      Buffer.from(whole.toString("latin1").replaceAll(version, version.replaceAll(/\d/g, "7")), "latin1"),
    expected: { engine: "fallback", state: "mismatch", why: /mismatch: .* is 7\.7\.7, the package is/ },
  },
];

/** How a consumer's compiler may look for types, and whether our ES module may be imported from CommonJS in it. */
export const resolutions: readonly { readonly name: string; readonly flags: readonly string[] }[] = [
  { name: "node10", flags: ["--module", "commonjs", "--moduleResolution", "node10", "--ignoreDeprecations", "6.0"] },
  { name: "node16", flags: ["--module", "node16", "--moduleResolution", "node16"] },
  { name: "nodenext", flags: ["--module", "nodenext", "--moduleResolution", "nodenext"] },
  { name: "bundler", flags: ["--module", "esnext", "--moduleResolution", "bundler"] },
];

/** Bundles that esbuild makes of a consumer. */
export const bundles = [
  { format: "esm", file: "bundle.mjs" },
  { format: "cjs", file: "bundle.cjs" },
] as const;
