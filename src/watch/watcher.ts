/** Watches everything that a scan would look at. */
import type { Scope } from "./rules.ts";
import { isFolder, isInside } from "../options/paths.ts";
import { Above, identityOf } from "./above.ts";
import { Dirty } from "./dirty.ts";
import { affectedBy } from "./rules.ts";
import { queueLength, Tree } from "./tree.ts";

/** The identity of no folder. */
const GONE = "gone";

/** A named path: a folder with what is below it, a file, or what is not there at the moment. */
class Target {
  readonly #path: string;
  readonly #watcher: Watcher;
  readonly #above: Above;
  #tree: Tree | undefined;
  #identity: string | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(path: string, watcher: Watcher) {
    this.#path = path;
    this.#watcher = watcher;
    this.#above = new Above(path, watcher.scope.root, (changed) => this.#heard(changed));
  }

  async open(): Promise<void> {
    this.#above.refresh();
    await this.#renew();
  }

  async close(): Promise<void> {
    this.#above.close();
    await this.#work;
    await this.#tree?.close();
    this.#tree = undefined;
  }

  /** Has everything looked at. */
  renew(): void {
    if (this.#tree === undefined) this.#lost();
    else this.#tree.renew();
  }

  #heard(path: string): void {
    this.#watcher.changed(path);
    if (path === this.#path) this.check();
  }

  /** Looks whether the path is another folder than before, or none. */
  check(): void {
    this.#work = this.#work.then(() => this.#renew()).catch((error: Error) => this.#watcher.failed(error));
  }

  async #renew(): Promise<void> {
    if (this.#watcher.isClosed) return;
    this.#above.refresh();
    const identity = isFolder(this.#path) ? identityOf(this.#path) : undefined;
    if (identity === this.#identity) return;
    await this.#tree?.close();
    this.#tree = undefined;
    this.#identity = identity;
    if (identity !== undefined) await this.#plant();
    this.#watcher.changed(this.#path);
  }

  async #plant(): Promise<void> {
    const tree = new Tree(this.#path, this.#watcher.scope.skipDirs, {
      changed: (path) => this.#watcher.changed(path),
      gone: () => this.#gone(),
      lost: () => this.#lost(),
      failed: (error) => this.#watcher.failed(error),
    });
    this.#tree = tree;
    try {
      await tree.open();
    } catch (error) {
      // It went away meanwhile: it is looked at again when it comes back.
      if (isFolder(this.#path)) throw error;
      this.#identity = undefined;
    }
  }

  /** Another folder may have its number by now. */
  #gone(): void {
    this.#identity = GONE;
    this.#watcher.changed(this.#path);
    this.check();
  }

  #lost(): void {
    this.#watcher.dirty.addAll();
    this.check();
  }
}

/** Watches the paths of a scope, and gathers what changed in `dirty`. */
export class Watcher {
  readonly scope: Scope;
  readonly dirty: Dirty;
  readonly #targets: readonly Target[];
  isClosed = false;

  constructor(scope: Scope) {
    this.scope = scope;
    // A file that is written makes several events, and the queue must not be near its end.
    this.dirty = new Dirty(queueLength() / 8);
    const paths = [...new Set(scope.paths)];
    const outer = paths.filter((path) => !paths.some((other) => other !== path && isInside(other, path)));
    this.#targets = outer.map((path) => new Target(path, this));
  }

  /** Resolves once every later change is gathered. Throws TagwrightError `E_WATCH`. */
  async open(): Promise<void> {
    await Promise.all(this.#targets.map((target) => target.open()));
  }

  /** Watches everything anew, after a change came to light that was never told: folders may be watched no more. */
  renew(): void {
    for (const target of this.#targets) target.renew();
  }

  /** Resolves once no handle is left. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await Promise.all(this.#targets.map((target) => target.close()));
  }

  changed(path: string): void {
    if (this.isClosed) return;
    const affected = affectedBy(this.scope, path);
    if (affected !== undefined) this.dirty.add(affected);
  }

  failed(error: Error): void {
    if (!this.isClosed) this.dirty.fail(error);
  }
}
