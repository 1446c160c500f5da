/** Scans that run when the process ends: nobody waits for them any more. */

/** What can be told to stop. */
interface Stoppable {
  cancel(): void;
}

const running = new Set<Stoppable>();
let isWatched = false;

function stopAll(): void {
  for (const one of running) one.cancel();
}

/**
 * Waits for `work`. Where the process exits in the meantime, `session` is cancelled: the system's threads are joined at the
 * exit, which would last until all of the scan is done.
 */
export async function untilExit<T>(session: Stoppable, work: Promise<T>): Promise<T> {
  if (!isWatched) process.once("exit", stopAll);
  isWatched = true;
  running.add(session);
  try {
    return await work;
  } finally {
    running.delete(session);
  }
}
