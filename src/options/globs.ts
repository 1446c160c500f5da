/** Globs of paths, as policies write them. */

/** Whether a root-relative path fits. */
export type PathTest = (path: string) => boolean;

/** A folder stands for all below it, a glob without `/` for that name in any folder. */
const widen = (glob: string): string => (glob.endsWith("/") ? `${glob}**` : glob.includes("/") ? glob : `**/${glob}`);

/**
 * A test for any of some globs. A glob without `/` fits names in any folder, `**` any folders, hidden ones too.
 *
 * @param globs as picomatch reads them
 */
export async function compileGlobs(globs: readonly string[]): Promise<PathTest> {
  if (globs.includes("**")) return () => true;
  const { default: picomatch } = await import("picomatch");
  return picomatch(globs.map(widen), { dot: true, nonegate: true });
}
