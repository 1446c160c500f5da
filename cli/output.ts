/** Writes with back-pressure, however much there is. */

import { reasonOf, type Parts } from "../index.ts";

/** Characters written at a time. */
const CHUNK = 64 * 1024;

/** Output that could not be written. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  /** Whether the reader closed its end, as `head` does. */
  readonly isClosed: boolean;

  constructor(cause: NodeJS.ErrnoException, what = "the output", why = reasonOf(cause)) {
    super(`cannot write ${what}: ${why}`, { cause });
    this.isClosed = cause.code === "EPIPE" || cause.code === "ERR_STREAM_DESTROYED";
  }
}

const ignore = (): void => {};

/** Errors of a stream come to whoever writes; without a listener they would end the process first. */
function listen(stream: NodeJS.WriteStream): void {
  if (!stream.listeners("error").includes(ignore)) stream.on("error", ignore);
}

/** A reader that is not reading must not keep us from being interrupted. */
const send = (stream: NodeJS.WriteStream, text: string | Uint8Array, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(signal!.reason as Error);
    signal?.addEventListener("abort", stop);
    stream.write(text, (error) => {
      signal?.removeEventListener("abort", stop);
      if (error) reject(new OutputError(error));
      else resolve();
    });
  });

/** Parts that are waiting to be written together. */
type Held = (string | Uint8Array)[];

const isText = (part: string | Uint8Array): part is string => typeof part === "string";
const join = (held: Held): string | Uint8Array =>
  held.every(isText) ? held.join("") : Buffer.concat(held.map((part) => (isText(part) ? Buffer.from(part) : part)));

/** A pipe may take every write at once: only now can a signal be noticed. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

/** Joins small parts, some 64 KiB at a time, and lets others work in between. */
export async function* chunks(parts: Parts, signal?: AbortSignal): AsyncIterable<string | Uint8Array> {
  let held: Held = [];
  let size = 0;
  const take = (part: string | Uint8Array): boolean => {
    held.push(part);
    return (size += part.length) >= CHUNK;
  };
  const give = (): string | Uint8Array => {
    const all = join(held);
    [held, size] = [[], 0];
    return all;
  };
  // A loop of its own for what is at hand: waiting for each of millions of parts would cost more than making them.
  if (Symbol.iterator in parts) {
    for (const part of parts) {
      if (!take(part)) continue;
      yield give();
      await breathe(signal);
    }
  } else {
    for await (const part of parts) {
      if (!take(part)) continue;
      yield give();
      await breathe(signal);
    }
  }
  if (size > 0) yield give();
}

/**
 * Writes parts to a stream, some 64 KiB at a time, and waits until each is taken.
 *
 * @param signal ends it early, with the signal's reason
 * @throws OutputError when the stream cannot be written
 */
export async function print(stream: NodeJS.WriteStream, parts: Parts, signal?: AbortSignal): Promise<void> {
  listen(stream);
  for await (const chunk of chunks(parts, signal)) await send(stream, chunk, signal);
}

/** Writes to stderr. That nobody reads there is no reason to stop. */
export async function say(parts: Iterable<string>, signal?: AbortSignal): Promise<void> {
  try {
    await print(process.stderr, parts, signal);
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
  }
}
