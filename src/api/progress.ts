import type { Session } from "../engine/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Progress } from "../model/progress.ts";
import { callbackDiagnostic } from "./result.ts";

/** Milliseconds between two calls of a callback. */
const INTERVAL = 100;

/** Tells a callback how far a session is, until it throws. */
export interface Reporter {
  /** The last call, with `done === found`. */
  finish(): void;
  /** Stops without a last call. */
  stop(): void;
  /** What is to be said about the callback and was not said before. */
  take(): Diagnostic[];
}

const SILENT: Reporter = { finish() {}, stop() {}, take: () => [] };

class Polling implements Reporter {
  readonly #session: Session;
  readonly #said: Diagnostic[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #last: Progress = { found: 0, done: 0, bytes: 0, walked: false };
  #callback: ((progress: Progress) => unknown) | undefined;

  constructor(session: Session, callback: (progress: Progress) => unknown) {
    this.#session = session;
    this.#callback = callback;
    this.#timer = setInterval(() => this.#tell(), INTERVAL).unref();
  }

  finish(): void {
    this.stop();
    this.#read();
    this.#last.found = this.#last.done = Math.max(this.#last.found, this.#last.done);
    this.#last.walked = true;
    this.#call();
    this.#callback = undefined;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  take(): Diagnostic[] {
    return this.#said.splice(0);
  }

  #tell(): void {
    this.#read();
    this.#call();
  }

  /** Workers count while they are read: what is shown must still never go down. */
  #read(): void {
    const { found, done, bytes, walked } = this.#session.progress();
    const last = this.#last;
    last.done = Math.max(last.done, done);
    last.found = Math.max(last.found, found, last.done);
    last.bytes = Math.max(last.bytes, bytes);
    last.walked ||= walked;
  }

  #call(): void {
    try {
      const given = this.#callback?.({ ...this.#last });
      // An async callback fails later; unhandled, that would end the process.
      if (given instanceof Promise) given.catch((reason: unknown) => this.#fail(reason));
    } catch (reason) {
      this.#fail(reason);
    }
  }

  #fail(reason: unknown): void {
    if (this.#callback !== undefined) this.#said.push(callbackDiagnostic(reason));
    this.#callback = undefined;
    this.stop();
  }
}

/** Starts to report; without a callback there is nothing to do. */
export function report(session: Session, callback: ((progress: Progress) => void) | undefined): Reporter {
  return callback === undefined ? SILENT : new Polling(session, callback);
}
