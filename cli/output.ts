/** Writes with back-pressure, however much there is. */

/** Characters written at a time. */
const CHUNK = 64 * 1024;

/** Output that could not be written. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  /** Whether the reader closed its end, as `head` does. */
  readonly isClosed: boolean;

  constructor(cause: NodeJS.ErrnoException) {
    super(`cannot write the output: ${cause.message}`, { cause });
    this.isClosed = cause.code === "EPIPE" || cause.code === "ERR_STREAM_DESTROYED";
  }
}

const ignore = (): void => {};

/** Errors of a stream come to whoever writes; without a listener they would end the process first. */
function listen(stream: NodeJS.WriteStream): void {
  if (!stream.listeners("error").includes(ignore)) stream.on("error", ignore);
}

/** A reader that is not reading must not keep us from being interrupted. */
const send = (stream: NodeJS.WriteStream, text: string, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(signal!.reason as Error);
    signal?.addEventListener("abort", stop);
    stream.write(text, (error) => {
      signal?.removeEventListener("abort", stop);
      if (error) reject(new OutputError(error));
      else resolve();
    });
  });

/**
 * Writes parts to a stream, some 64 KiB at a time, and waits until each is taken.
 *
 * @param signal ends it early, with the signal's reason
 * @throws OutputError when the stream cannot be written
 */
export async function print(stream: NodeJS.WriteStream, parts: Iterable<string>, signal?: AbortSignal): Promise<void> {
  listen(stream);
  let held = "";
  for (const part of parts) {
    held += part;
    if (held.length < CHUNK) continue;
    await send(stream, held, signal);
    held = "";
    // A pipe may take every write at once: only now can a signal be noticed.
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
  if (held !== "") await send(stream, held, signal);
}

/** Writes to stderr. That nobody reads there is no reason to stop. */
export async function say(parts: Iterable<string>, signal?: AbortSignal): Promise<void> {
  try {
    await print(process.stderr, parts, signal);
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
  }
}
