/** The engine of a call that can wait. */
import type { Engine } from "./contract.ts";

/**
 * The native engine, or else the fallback, which is loaded only now: a start on the native engine must not pay for it.
 *
 * @param native what `findNative` gave
 */
export const lateEngine = async (native: Engine | undefined): Promise<Engine> =>
  native ?? (await import("../fallback/index.ts")).fallback;
