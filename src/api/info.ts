import type { EngineChoice, Wish } from "../engine/found.ts";
import type { NativeState } from "../model/native.ts";
import { findLibc } from "../engine/platform.ts";
import { nativeState, readWish } from "../engine/found.ts";
import { version } from "../generated/version.ts";

/** Which engine runs here, why, and what to do about it. */
export interface EngineInfo {
  /** The engine that a scan would use; `none` where `native` is demanded and cannot be had. */
  readonly engine: "native" | "fallback" | "none";
  /** One sentence. */
  readonly why: string;
  /** The package's version. */
  readonly version: string;
  readonly native: NativeState;
  readonly platform: string;
  readonly arch: string;
  /** `gnu` or `musl` on Linux, empty elsewhere. */
  readonly libc: string;
  /** Node's version. */
  readonly node: string;
  /** What to do, or empty where all is well. */
  readonly action: string;
}

const ACTIONS: Readonly<Record<NativeState["state"], string>> = {
  loaded: "",
  absent: "Install again without --omit=optional, or build it with `npm run build:native`.",
  unsupported:
    "No binary is built for this platform; build it with `npm run build:native`, or go on with the fallback.",
  broken: "Remove node_modules and install again, on the machine that runs it.",
  mismatch: "Install again, so that the package and its binary have one version.",
};

function explain({ choice, from }: Wish, { state, error }: NativeState): string {
  if (choice === "fallback") return `the fallback was asked for (${from})`;
  if (state === "loaded")
    return choice === "native" ? `the native engine was asked for (${from})` : "the native binary is loaded";
  return `the native binary is ${state}: ${error}`;
}

function decide({ choice }: Wish, { state }: NativeState): EngineInfo["engine"] {
  if (choice === "fallback") return "fallback";
  if (state === "loaded") return "native";
  return choice === "native" ? "none" : "fallback";
}

const RENAME = "Unset TAGWRIGHT_NATIVE_PATH, or have it name a binary of this version for this platform.";

/** What to do: not to install again where the user named another binary. */
function advise({ choice }: Wish, { state }: NativeState): string {
  if (choice === "fallback" || state === "loaded") return "";
  return process.env.TAGWRIGHT_NATIVE_PATH ? RENAME : ACTIONS[state];
}

/**
 * Says which engine a scan would use, and why. Loads the native binary to find out.
 *
 * @param options `engine` as a scan would be given it
 * @returns plain data; never throws for a binary that cannot be used
 * @example
 * ```ts
 * import { engineInfo } from "tagwright";
 *
 * const { engine, why } = engineInfo();
 * console.log(`${engine}: ${why}`);
 * ```
 */
export function engineInfo(options: { readonly engine?: EngineChoice } = {}): EngineInfo {
  const wish = readWish(options.engine);
  const native = nativeState();
  return {
    engine: decide(wish, native),
    why: explain(wish, native),
    version,
    native,
    platform: process.platform,
    arch: process.arch,
    libc: findLibc(),
    node: process.version,
    action: advise(wish, native),
  };
}
