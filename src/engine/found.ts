/** The native engine as it is wanted and found. */
import type { ErrorCode } from "../model/error.ts";
import type { NativeState } from "../model/native.ts";
import type { Engine } from "./contract.ts";
import type { Loaded } from "./load.ts";
import { TagwrightError } from "../model/error.ts";
import { badValue } from "../options/value.ts";
import { loadNative } from "./load.ts";
import { makeNative } from "./native.ts";
import { findTarget } from "./platform.ts";

/** What a caller may ask for. */
export type EngineChoice = "auto" | "native" | "fallback";

/** A choice and where it came from. */
export interface Wish {
  readonly choice: EngineChoice;
  readonly from: "option" | "TAGWRIGHT_ENGINE" | "default";
}

/** The binary is loaded once a process and place: what was found stays. */
const loaded = new Map<string, { state: Loaded; engine: Engine | undefined }>();
let warned = false;

function native(): { state: Loaded; engine: Engine | undefined } {
  const named = process.env.TAGWRIGHT_NATIVE_PATH ?? "";
  let known = loaded.get(named);
  if (known === undefined) {
    const state = loadNative(named, findTarget());
    known = { state, engine: state.binding === undefined ? undefined : makeNative(state.binding) };
    loaded.set(named, known);
  }
  return known;
}

const isChoice = (word: string): word is EngineChoice => word === "auto" || word === "native" || word === "fallback";

/** An explicit `native` or `fallback` wins over the environment, the environment over `auto`. Throws E_OPTION_VALUE. */
export function readWish(option: EngineChoice = "auto"): Wish {
  if (option !== "auto") return { choice: option, from: "option" };
  const word = process.env.TAGWRIGHT_ENGINE;
  if (!word) return { choice: "auto", from: "default" };
  if (!isChoice(word)) throw badValue("TAGWRIGHT_ENGINE", "auto, native or fallback", word);
  return { choice: word, from: "TAGWRIGHT_ENGINE" };
}

const codes = {
  absent: "E_ENGINE_ABSENT",
  unsupported: "E_ENGINE_ABSENT",
  broken: "E_ENGINE_BROKEN",
  mismatch: "E_ENGINE_MISMATCH",
} as const satisfies Partial<Record<NativeState["state"], ErrorCode>>;

function failure({ state, error = state }: NativeState, advice = ""): TagwrightError {
  return new TagwrightError(state === "loaded" ? "E_INTERNAL" : codes[state], error + advice);
}

/** Says once that a binary is there and cannot be used. None at all is no surprise, and is not mentioned. */
function warn(state: NativeState): void {
  if (warned || state.state === "absent" || state.state === "unsupported") return;
  warned = true;
  const { code, message } = failure(state);
  process.emitWarning(`${message}; the fallback is used`, { type: "TagwrightWarning", code });
}

/**
 * The native engine, if a call is to have it.
 *
 * @param option the `engine` option
 * @returns undefined where the fallback is wanted, or where it has to do. Throws E_ENGINE_ABSENT, E_ENGINE_BROKEN or
 * E_ENGINE_MISMATCH where `native` is wanted and cannot be had
 */
export function findNative(option?: EngineChoice): Engine | undefined {
  const { choice } = readWish(option);
  if (choice === "fallback") return undefined;
  const { state, engine } = native();
  if (engine !== undefined) return engine;
  if (choice === "native") throw failure(state, "; tagwright doctor says what to do");
  warn(state);
  return undefined;
}

/** What is known of the native binary; loads it if it was not yet. */
export function nativeState(): NativeState {
  const { binding: _, ...state } = native().state;
  return state;
}
