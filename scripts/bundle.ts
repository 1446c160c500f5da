/** How the bundles are made: for dist/, and for the tests that run the command line. */
import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { rolldown, type CodeSplittingGroup, type OutputChunk, type Plugin, type RolldownBuild } from "rolldown";

const home = fileURLToPath(new URL("..", import.meta.url));

/** Small, needed by every start, and shaken by the bundler: these go in. The others are loaded when they are needed. */
const INSIDE = /^(valibot$|fastest-levenshtein$)/;
const isOutside = (id: string): boolean => !id.startsWith(".") && !isAbsolute(id) && !INSIDE.test(id);

/** One bundle. */
export interface Bundle {
  readonly entry: Readonly<Record<string, string>>;
  readonly format: "esm" | "cjs";
  readonly extension: "js" | "cjs";
  /** The folder to write to. */
  readonly out: string;
  /** Starts: by name of its file, the sources that each loads. What all of them load is a file of its own. */
  readonly starts?: Readonly<Record<string, readonly string[]>>;
}

/** The modules that come with a source: of its own file, and of those which that one loads at once. */
function modulesOf(source: string, chunks: readonly OutputChunk[]): Set<string> {
  const files = new Set(chunks.filter(({ moduleIds }) => moduleIds.includes(`${home}${source}`)));
  for (const { imports } of files) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName) && !chunk.isEntry) files.add(chunk);
  }
  return new Set([...files].flatMap(({ moduleIds }) => moduleIds));
}

/**
 * One file a start, where a start alone would be cut into twenty: each of them costs a third of a millisecond. Which modules
 * are left after shaking is known from a first round.
 */
async function groupsOf(build: RolldownBuild, starts: NonNullable<Bundle["starts"]>): Promise<CodeSplittingGroup[]> {
  const { output } = await build.generate({ format: "esm" });
  const chunks = output.filter((part) => part.type === "chunk");
  const reached = Object.values(starts).map(
    (sources) => new Set(sources.flatMap((one) => [...modulesOf(one, chunks)])),
  );
  const isIn = (id: string) => (modules: ReadonlySet<string>) => modules.has(id);
  const entry = new Set(chunks.filter(({ isEntry }) => isEntry).flatMap(({ moduleIds }) => moduleIds.slice(0, -1)));
  // First what all starts share: what a module imports goes with it, unless it has a place.
  return [
    { name: "shared", test: (id) => entry.has(id) || reached.every(isIn(id)) },
    ...Object.keys(starts).map((name, index) => ({ name, test: (id: string) => isIn(id)(reached[index]!) })),
  ];
}

/** The command line. */
export const commandLine = {
  format: "cjs",
  extension: "cjs",
  starts: {
    leasot: ["cli/leasot/index.ts", "src/compat/leasot/files.ts"],
    main: ["cli/main.ts", "src/reporters/text.ts"],
  },
} as const satisfies Partial<Bundle>;

/** Node shows the line that an error comes from which a program does not catch: it must not be a whole file. */
const lines: Plugin = {
  name: "lines",
  async generateBundle({ format }, output) {
    const short = {
      minifyWhitespace: true,
      minifyIdentifiers: true,
      minifySyntax: true,
      lineLimit: 500,
      charset: "utf8",
    } as const;
    for (const chunk of Object.values(output)) {
      if (chunk.type !== "chunk") continue;
      const { code } = await transform(chunk.code, { ...short, format: format === "cjs" ? "cjs" : "esm" });
      chunk.code = code;
    }
  },
};

/** Our dependencies are CommonJS: to import one there loads Node's loader of ES modules as well, which takes longer than they do. */
const required: Plugin = {
  name: "required",
  renderChunk: (code) =>
    code.replace(
      /\bimport\((["'`])((?:@[\w-]+\/)?[\w-]+)\1\)/g,
      '(async()=>{const loaded=require("$2");return{...loaded,default:loaded}})()',
    ),
};

/** Bundles the sources as they are now. */
export async function bundle({ entry, format, extension, out, starts }: Bundle): Promise<void> {
  const build = await rolldown({
    cwd: home,
    input: entry,
    external: isOutside,
    platform: "node",
    logLevel: "warn",
    treeshake: { moduleSideEffects: false },
    // The command line catches its own errors.
    plugins: starts === undefined ? [lines] : [required],
    // What a start has in its file anyway is not put off there; it is in the package's other bundles.
    checks: { ineffectiveDynamicImport: starts === undefined },
  });
  // Parts that are loaded later are named after the first entry, so that bundles can share a folder.
  const [first] = Object.keys(entry);
  const names = { entryFileNames: `[name].${extension}`, chunkFileNames: `${first}-[name].${extension}` };
  const codeSplitting = starts === undefined ? true : { groups: await groupsOf(build, starts) };
  // Marks for other bundlers are a hundredth of the package.
  const comments = { annotation: false, jsdoc: false };
  const minify = starts === undefined ? { compress: true, mangle: false, codegen: false } : true;
  await build.write({ dir: out, format, minify, comments, codeSplitting, ...names });
  await build.close();
}
