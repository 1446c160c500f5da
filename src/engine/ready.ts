/** The engine of a call that cannot wait. */
import type { Engine } from "./contract.ts";
import { fallback } from "../fallback/index.ts";

/**
 * The native engine, or else the fallback, which is at hand. What can wait uses `lateEngine`.
 *
 * @param native what `findNative` gave
 */
export const readyEngine = (native: Engine | undefined): Engine => native ?? fallback;
