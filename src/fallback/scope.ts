/** Which part of a tree a scan is about. The Rust twin is crates/engine/src/scope.rs. */
import type { Request } from "../engine/contract.ts";
import { relative, toBytes } from "./path.ts";

/** A path's own folders from the outermost on, the root (empty) first and itself last. */
function* upTo(path: string): Generator<string> {
  yield "";
  if (path === "") return;
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) yield path.slice(0, slash);
  yield path;
}

/** Some paths, and all below them. */
export class Part {
  readonly #tops: ReadonlySet<string>;
  /** The folders above them. */
  readonly #above = new Set<string>();

  /** `paths`: relative to the root, as bytes. */
  constructor(paths: readonly string[]) {
    this.#tops = new Set(paths);
    for (const path of paths) {
      for (const folder of upTo(path)) if (folder !== path) this.#above.add(folder);
    }
  }

  /** Whether a path is one of them, or below one. */
  holds(path: string): boolean {
    for (const one of upTo(path)) if (this.#tops.has(one)) return true;
    return false;
  }

  /** Whether a folder must be entered to come to one of them. */
  leads(folder: string): boolean {
    return this.#above.has(folder) || this.holds(folder);
  }

  /** Those that are not below another one. */
  tops(): string[] {
    return [...this.#tops].filter((path) => {
      for (const one of upTo(path)) if (one !== path && this.#tops.has(one)) return false;
      return true;
    });
  }
}

/** What `only` names; undefined if it names nothing, which means all. */
export const partOf = ({ only }: Request): Part | undefined =>
  only.length === 0 ? undefined : new Part(only.map(toBytes));

/** What a scan is about: its paths, and of those what `only` names. */
export function scopeOf(request: Request): Part {
  const root = toBytes(request.root);
  const paths = request.paths.map((path) => relative(root, toBytes(path)));
  if (request.only.length === 0) return new Part(paths);
  const only = request.only.map(toBytes);
  const [named, asked] = [new Part(paths), new Part(only)];
  return new Part([...only.filter((path) => named.holds(path)), ...paths.filter((path) => asked.holds(path))]);
}
