/** Nothing is read or written outside of a vault. */
import { lstatSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { TagwrightError } from "../../model/error.ts";

const refuse = (detail: string): never => {
  throw new TagwrightError("E_EXPORT", detail);
};

const isOutside = (way: string): boolean => way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);

/** Where a folder really is, or would be. */
function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return join(realFolder(dirname(path)), path.slice(dirname(path).length + 1));
  }
}

/** The full path of a file of the vault. Throws `E_EXPORT` where a link leads out, or where a link or a folder is in its place. */
export function inside(vault: string, path: string): string {
  const full = join(vault, path);
  if (isOutside(relative(realpathSync(vault), realFolder(dirname(full))))) refuse(`${full} leads out of the vault`);
  const found = lstatSync(full, { throwIfNoEntry: false });
  if (found?.isSymbolicLink()) refuse(`${full} is a link`);
  return full;
}
