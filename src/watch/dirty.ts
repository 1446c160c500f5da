/** What may have changed and was not scanned yet. */

/** Beyond this many paths everything is scanned: a walk with a cache costs less than looking each of them up. */
const MOST = 512;

/** What to scan: root-relative paths, or everything where there are none. */
export interface Work {
  readonly only: readonly string[];
}

/** Gathers paths until they are taken. Bounded: it forgets paths once everything is to be scanned. */
export class Dirty {
  readonly #most: number;
  readonly #paths = new Set<string>();
  #everything = false;
  #wake: (() => void) | undefined;
  #error: Error | undefined;
  /** When the last path was added, on the clock of `performance.now`. */
  last = 0;

  constructor(most = MOST) {
    this.#most = Math.max(1, Math.min(MOST, most));
  }

  /** Adds a root-relative path; an empty one is the root, so everything. */
  add(path: string): void {
    if (!this.#everything) this.#paths.add(path);
    if (path === "" || this.#paths.size > this.#most) this.addAll();
    else this.#touch();
  }

  addAll(): void {
    this.#everything = true;
    this.#paths.clear();
    this.#touch();
  }

  /** Makes the next wait fail. */
  fail(error: Error): void {
    this.#error ??= error;
    this.#touch();
  }

  get isEmpty(): boolean {
    return !this.#everything && this.#paths.size === 0;
  }

  /** Resolves to true once something is there, or to false if for so many milliseconds nothing was. Throws what `fail` was given. */
  async wait(most = Infinity): Promise<boolean> {
    if (this.isEmpty && this.#error === undefined) await this.#sleep(most);
    if (this.#error !== undefined) throw this.#error;
    return !this.isEmpty;
  }

  #sleep(most: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = most === Infinity ? undefined : setTimeout(resolve, most);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Takes what is there. */
  take(): Work {
    const only = this.#everything ? [] : [...this.#paths].sort();
    this.#everything = false;
    this.#paths.clear();
    return { only };
  }

  #touch(): void {
    this.last = performance.now();
    this.#wake?.();
    this.#wake = undefined;
  }
}
