import type { Engine, Session } from "../engine/contract.ts";
import type { ScanResult } from "../model/result.ts";
import type { ScanOptions } from "../options/types.ts";
import type { Plan } from "./prepare.ts";
import type { Reporter } from "./progress.ts";
import { lateEngine } from "../engine/late.ts";
import { abortable } from "./abort.ts";
import { makeOrigin, prepare } from "./prepare.ts";
import { report } from "./progress.ts";
import { makeResult } from "./result.ts";

const END = { done: true, value: undefined } as const;

/** One batch for each `next`, none ahead. Calls that overlap are served in turn. */
class Stream implements AsyncIterableIterator<ScanResult> {
  readonly #plan: Plan;
  #session: Session | undefined;
  #reporter: Reporter | undefined;
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
    const session = this.#open(engine);
    const batch = await abortable(
      signal,
      () => session.cancel(),
      () => session.next(batchSize),
    );
    if (batch === null || this.#over) return undefined;
    this.#finishAtEnd(session);
    return makeResult(makeOrigin(engine, this.#plan), batch, this.#reporter?.take());
  }

  /** The last call comes before the last batch is handed out, so that what it says can go with it. */
  #finishAtEnd(session: Session): void {
    const { walked, found, done } = session.progress();
    if (!walked || done < found) return;
    this.#reporter?.finish();
  }

  #open(engine: Engine): Session {
    if (this.#session !== undefined) return this.#session;
    const { request, onProgress } = this.#plan;
    this.#session = engine.open(request);
    this.#reporter = report(this.#session, onProgress);
    return this.#session;
  }

  #close(): void {
    this.#over = true;
    this.#reporter?.stop();
    this.#session?.cancel();
    this.#session = undefined;
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
