/** The attributes files that git reads in every repository. */
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";

const { env } = process;
/** Configurations that include each other may go round in circles. */
const DEPTH = 8;
/** Bytes of a configuration. */
const LARGEST = 1024 ** 2;
const ENTRY = /^\s*(attributesfile|path)\s*=\s*(.*?)\s*$/gim;

const home = (): string => env.HOME || homedir();
const configHome = (): string => env.XDG_CONFIG_HOME || join(home(), ".config");

/** Where git was installed to is not known: these are the usual places. */
function system(name: string): string[] {
  if (process.platform === "win32") return [join(env.PROGRAMFILES ?? "C:\\Program Files", "Git", "etc", name)];
  return ["/etc", "/usr/local/etc", "/opt/homebrew/etc", "/opt/local/etc"].map((folder) => join(folder, name));
}

const configurations = (): string[] => [
  ...(env.GIT_CONFIG_SYSTEM ? [env.GIT_CONFIG_SYSTEM] : system("gitconfig")),
  ...(env.GIT_CONFIG_GLOBAL
    ? [env.GIT_CONFIG_GLOBAL]
    : [join(configHome(), "git", "config"), join(home(), ".gitconfig")]),
];

/** A value as git writes it: in quotes or not, with `~` for the home folder. */
function readPath(value: string, folder: string): string {
  const path = value.replace(/\s+[#;].*$/, "").replace(/^"(.*)"$/, "$1");
  if (path.startsWith("~/")) return join(home(), path.slice(2));
  return isAbsolute(path) ? path : resolve(folder, path);
}

/** Some keys called `path` name programs. */
function readSmall(path: string): string {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= LARGEST ? readFileSync(path, "utf8") : "";
  } catch {
    return "";
  }
}

/** Files that a configuration names, and those that it includes. Conditions are not looked at: one too many does no harm. */
function namedIn(configuration: string, depth = DEPTH): string[] {
  return [...readSmall(configuration).matchAll(ENTRY)].flatMap(([, key, value]) => {
    const path = readPath(value!, dirname(configuration));
    if (key!.toLowerCase() === "attributesfile") return [path];
    return depth === 0 ? [] : namedIn(path, depth - 1);
  });
}

/**
 * Absolute paths of the attributes files of the system and the user, whether they exist or not. One that git does not read
 * only makes fewer files be known by their blob id. Reads a few small files.
 */
export function attributesFiles(): string[] {
  const own = [join(configHome(), "git", "attributes"), ...configurations().flatMap((path) => namedIn(path))];
  return [...new Set([...system("gitattributes"), ...own])];
}
