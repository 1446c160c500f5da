/** Paths as a terminal shows them. */
import { isAbsolute, join, relative, sep } from "node:path";
import { visible } from "./visible.ts";

/** Whether a relative way leads out of where it starts. */
export const isOutside = (way: string): boolean => way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);

/** Relative to a folder when inside it, else absolute, so that it can be clicked. */
export function showPath(root: string, path: string, cwd: string): string {
  const full = join(root, path);
  const way = relative(cwd, full);
  return visible(isOutside(way) ? full : way || ".");
}

/** Remembers the last answer: paths come in runs. */
export function pathShower(root: string, cwd: string): (path: string) => string {
  let last: string | undefined;
  let shown = "";
  return (path) => {
    if (path !== last) [last, shown] = [path, showPath(root, path, cwd)];
    return shown;
  };
}
