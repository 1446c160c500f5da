/** Paths as a terminal shows them and as a user types them. */
import system, { type PlatformPath } from "node:path";
import { pathShower as shower } from "../index.ts";

const isOutside = (way: string, { sep, isAbsolute }: PlatformPath): boolean =>
  way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);

/** Relative to the current folder when inside it, else absolute. */
export const pathShower = (root: string): ((path: string) => string) => shower(root, process.cwd());

/** What a user typed, relative to a root, with `/`; undefined where it is outside of it. `path`: whose paths they are. */
export function rootRelative(root: string, cwd: string, typed: string, path = system): string | undefined {
  const way = path.relative(root, path.resolve(cwd, typed));
  return isOutside(way, path) ? undefined : way.split(path.sep).join("/");
}
