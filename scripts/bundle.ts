/** How the bundles are made: for dist/, and for the tests that run the command line. */
import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const home = fileURLToPath(new URL("..", import.meta.url));

/** Small, needed by every start, and shaken by the bundler: these go in. The others are loaded when they are needed. */
const INSIDE = /^(valibot$|fastest-levenshtein$|@noble\/hashes\/)/;
const isOutside = (id: string): boolean => !id.startsWith(".") && !isAbsolute(id) && !INSIDE.test(id);

/** One bundle. */
export interface Bundle {
  readonly entry: Readonly<Record<string, string>>;
  readonly format: "esm" | "cjs";
  readonly extension: "js" | "cjs";
  /** The folder to write to. */
  readonly out: string;
}

/** Bundles the sources as they are now. */
export async function bundle({ entry, format, extension, out }: Bundle): Promise<void> {
  const build = await rolldown({
    cwd: home,
    input: entry,
    external: isOutside,
    platform: "node",
    logLevel: "warn",
    treeshake: { moduleSideEffects: false },
  });
  // Parts that are loaded later are named after the first entry, so that bundles can share a folder.
  const [first] = Object.keys(entry);
  const names = { entryFileNames: `[name].${extension}`, chunkFileNames: `${first}-[name].${extension}` };
  await build.write({ dir: out, format, minify: true, ...names });
  await build.close();
}
