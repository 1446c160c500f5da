import type { ScanResult } from "../model/result.ts";
import type { ScanOptions } from "../options/types.ts";
import type { Plan } from "./prepare.ts";
import type { Started } from "./session.ts";
import { lateEngine } from "../engine/late.ts";
import { abortable } from "./abort.ts";
import { prepare } from "./prepare.ts";
import { finishPart, start } from "./session.ts";

const END = { done: true, value: undefined } as const;

/** The last call comes before the last batch is handed out, so that what it says can go with it. */
function finishAtEnd({ session, reporter }: Started): void {
  const { walked, found, done } = session.progress();
  if (walked && done >= found) reporter.finish();
}

/** One batch for each `next`, none ahead. Calls that overlap are served in turn. */
class Stream implements AsyncIterableIterator<ScanResult> {
  readonly #plan: Plan;
  #started: Started | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #over = false;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<ScanResult, undefined>> {
    const turn = this.#turn.then(() => this.#step());
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Cancels what runs and lets go of it; no batch comes after. */
  async return(): Promise<IteratorResult<ScanResult, undefined>> {
    this.#close();
    return END;
  }

  async throw(reason: unknown): Promise<IteratorResult<ScanResult, undefined>> {
    this.#close();
    throw reason;
  }

  async #step(): Promise<IteratorResult<ScanResult, undefined>> {
    if (this.#over) return END;
    try {
      const value = await this.#batch();
      if (value !== undefined) return { done: false, value };
    } catch (reason) {
      this.#close();
      throw reason;
    }
    this.#close();
    return END;
  }

  async #batch(): Promise<ScanResult | undefined> {
    const { native, signal, batchSize } = this.#plan;
    signal?.throwIfAborted();
    const engine = await lateEngine(native);
    if (this.#over) return undefined;
    const started = (this.#started ??= start(engine, this.#plan));
    const { session } = started;
    const batch = await abortable(
      signal,
      () => session.cancel(),
      () => session.next(batchSize),
    );
    if (batch === null || this.#over) return undefined;
    finishAtEnd(started);
    return finishPart(this.#plan, started, batch);
  }

  #close(): void {
    this.#over = true;
    this.#started?.reporter.stop();
    this.#started?.session.cancel();
    this.#started = undefined;
  }
}

/**
 * Scans as {@link scan} does, a batch at a time, for trees whose result is large. Nothing is computed before it is asked
 * for; leaving the loop cancels the scan and lets go of what it holds.
 *
 * @param paths files and folders
 * @param options see {@link ScanOptions}; `batchSize` files make a batch
 * @returns one result for each batch, in path order: put together, they are the result of `scan`. A bad request throws at
 *   once, not at the first batch
 * @example
 * ```ts
 * import { scanStream } from "tagwright";
 *
 * let count = 0;
 * for await (const { tags } of scanStream("src", { batchSize: 100 })) count += tags.length;
 * console.log(count);
 * ```
 */
export function scanStream(
  paths: string | readonly string[],
  options?: ScanOptions,
): AsyncIterableIterator<ScanResult> {
  return new Stream(prepare(paths, options));
}
