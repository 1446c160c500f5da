/** Paths as a terminal shows them and as a user types them. */
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { visible } from "./escape.ts";

const isOutside = (way: string): boolean => way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);

/** Relative to the current folder when inside it, else absolute, so that it can be clicked. */
export function showPath(root: string, path: string): string {
  const full = join(root, path);
  const way = relative(process.cwd(), full);
  return visible(isOutside(way) ? full : way || ".");
}

/** Remembers the last answer: paths come in runs. */
export function pathShower(root: string): (path: string) => string {
  let last: string | undefined;
  let shown = "";
  return (path) => {
    if (path !== last) [last, shown] = [path, showPath(root, path)];
    return shown;
  };
}

/** What a user typed, relative to a root, with `/`; undefined where it is outside of it. */
export function rootRelative(root: string, cwd: string, typed: string): string | undefined {
  const way = relative(root, resolve(cwd, typed));
  return isOutside(way) ? undefined : way.split(sep).join("/");
}
