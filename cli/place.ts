/** Paths as a terminal shows them and as a user types them. */
import { isAbsolute, relative, resolve, sep } from "node:path";
import { pathShower as shower } from "../index.ts";

const isOutside = (way: string): boolean => way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);

/** Relative to the current folder when inside it, else absolute. */
export const pathShower = (root: string): ((path: string) => string) => shower(root, process.cwd());

/** What a user typed, relative to a root, with `/`; undefined where it is outside of it. */
export function rootRelative(root: string, cwd: string, typed: string): string | undefined {
  const way = relative(root, resolve(cwd, typed));
  return isOutside(way) ? undefined : way.split(sep).join("/");
}
