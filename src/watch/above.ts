/** The folders above what is watched: ignore files in them count, and they know when it is removed, replaced or made again. */
import { existsSync, statSync, watch, type FSWatcher } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { ignoreFiles } from "../generated/detectors.ts";

/** What identifies a folder or file, whatever it is called; undefined for nothing. */
export function identityOf(path: string): string | undefined {
  try {
    const { dev, ino, birthtimeNs } = statSync(path, { bigint: true });
    return `${dev}:${ino}:${birthtimeNs}`;
  } catch {
    return undefined;
  }
}

const names: readonly string[] = ignoreFiles;

/** A folder and all above it. */
function chain(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...chain(parent)];
}

/** The nearest folder that holds a repository, from one up; else the one itself. */
const topOf = (root: string): string => chain(root).find((folder) => existsSync(join(folder, ".git"))) ?? root;

/** Folders from the parent of a path up to the top, the nearest that exists among them. */
function foldersAbove(path: string, top: string): string[] {
  const all = chain(dirname(path));
  const inside = all.filter((folder) => relative(top, folder).split(sep)[0] !== ".." && existsSync(folder));
  const nearest = all.find((folder) => existsSync(folder));
  return [...new Set([...inside, ...(nearest === undefined ? [] : [nearest])])];
}

/** Watches single folders, not what lies below them. */
export class Above {
  readonly #path: string;
  readonly #root: string;
  readonly #changed: (path: string) => void;
  #watchers = new Map<string, FSWatcher>();
  #identities = new Map<string, string | undefined>();

  /**
   * @param path what is watched by others
   * @param root ignore files count from its repository on
   * @param changed is called with an ignore file, or with the way to `path`
   */
  constructor(path: string, root: string, changed: (path: string) => void) {
    this.#path = path;
    this.#root = root;
    this.#changed = changed;
  }

  /** Watches what exists now; called again whenever that may have changed. */
  refresh(): void {
    const top = topOf(this.#root);
    const info = join(top, ".git", "info");
    const wanted = new Set([...foldersAbove(this.#path, top), ...(existsSync(info) ? [info] : [])]);
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder) && this.#identities.get(folder) === identityOf(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#watch(folder);
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watch(folder: string): void {
    try {
      const watcher = watch(folder, (_, name) => this.#heard(folder, name));
      // A folder that is removed makes some systems say so as an error.
      watcher.on("error", () => this.#changed(this.#path));
      this.#identities.set(folder, identityOf(folder));
      this.#watchers.set(folder, watcher);
    } catch {
      // Gone, or not to be read: the one above it tells more.
    }
  }

  #heard(folder: string, name: string | null): void {
    if (name === null) this.#changed(this.#path);
    else if (names.includes(name) || join(folder, name).endsWith(join(".git", "info", "exclude")))
      this.#changed(join(folder, name));
    else if (this.#isOnTheWay(folder, name)) this.#changed(this.#path);
  }

  /** Whether an entry is the path, a folder above it, or the watched folder itself, which is told of under its own name. */
  #isOnTheWay(folder: string, name: string): boolean {
    const [first] = relative(folder, this.#path).split(sep);
    return name === first || folder.endsWith(sep + name);
  }
}
