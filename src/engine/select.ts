/** Which engine runs. */
import type { Engine } from "./contract.ts";
import { fallback } from "../fallback/index.ts";
import { findNative, type EngineChoice } from "./found.ts";

/**
 * The engine for a call that cannot wait, so that the fallback has to be at hand. What can wait uses `lateEngine`.
 *
 * @param option the `engine` option
 * @returns an engine. Throws E_ENGINE_ABSENT, E_ENGINE_BROKEN or E_ENGINE_MISMATCH where `native` is wanted and cannot be had
 */
export const selectEngine = (option?: EngineChoice): Engine => findNative(option) ?? fallback;
