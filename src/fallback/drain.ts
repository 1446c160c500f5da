/** Work in steps: each says how many milliseconds it would rather wait, or nothing. */
export type Steps<T> = Generator<number | void, T>;

const cell = new Int32Array(new SharedArrayBuffer(4));

/** Runs to the end, sleeping where the work asks for it. */
export function drain<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (value) Atomics.wait(cell, 0, 0, value);
  }
}
