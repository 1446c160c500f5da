/** Which paths a change of which makes it worth scanning again. */
import { dirname, join, relative, sep } from "node:path";
import { storeOf } from "../cache/place.ts";
import { ignoreFiles } from "../generated/detectors.ts";
import { isInside } from "../options/paths.ts";

/** What a scan looks at. */
export interface Scope {
  readonly root: string;
  /** Absolute paths inside the root. */
  readonly paths: readonly string[];
  /** Whether ignore files count. */
  readonly ignore: boolean;
  readonly skipDirs: readonly string[];
  /** The folder of the cache: what is written there by us is no news. */
  readonly folder: string | undefined;
}

const names: readonly string[] = ignoreFiles;
const GIT = ".git";
const EXCLUDE = join(GIT, "info", "exclude");

/** The folder whose files an ignore file hides or shows. */
export function ruledBy(path: string): string | undefined {
  if (path.endsWith(sep + EXCLUDE)) return path.slice(0, -EXCLUDE.length - 1);
  return names.includes(path.slice(path.lastIndexOf(sep) + 1)) ? dirname(path) : undefined;
}

const wayOf = (root: string, path: string): string => relative(root, path).split(sep).join("/");

/** Whether a path is in a folder that is never entered. A folder that was named is entered, whatever it is called. */
function isSkipped({ paths, skipDirs }: Scope, path: string): boolean {
  return paths.every((named) => {
    if (!isInside(named, path)) return true;
    const folders = relative(named, path).split(sep).slice(0, -1);
    return folders.some((folder) => skipDirs.includes(folder));
  });
}

const isOurs = ({ folder }: Scope, path: string): boolean =>
  folder !== undefined && dirname(path) === folder && storeOf(path.slice(folder.length + 1)) !== undefined;

/**
 * What to scan because a path changed.
 *
 * @param path absolute
 * @returns a root-relative path, empty for everything; undefined where it does not matter
 */
export function affectedBy(scope: Scope, path: string): string | undefined {
  const ruled = scope.ignore ? ruledBy(path) : undefined;
  if (ruled !== undefined) return isInside(scope.root, ruled) ? wayOf(scope.root, ruled) : "";
  if (!scope.paths.some((named) => isInside(named, path))) return undefined;
  return isSkipped(scope, path) || isOurs(scope, path) ? undefined : wayOf(scope.root, path);
}
