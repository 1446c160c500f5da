/** Finds and loads the native binary. The only file that touches native/. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type * as Binding from "../../native/binding.cjs";
import type { NativeState } from "../model/native.ts";
import { version } from "../generated/version.ts";
import { inspectBinary } from "./binary.ts";

/** What the native binary exports. */
export type NativeBinding = typeof Binding;

/** A state, and the binding where it is `loaded`. */
export interface Loaded extends NativeState {
  readonly binding?: NativeBinding;
}

const require = createRequire(import.meta.url);
/** The package's folder: sources lie two folders deep, the bundle one. */
const home = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../.." : "..", import.meta.url));

/** The path of a candidate, or undefined where nothing is there. A package name is looked up from here. */
function locate(candidate: string): string | undefined {
  if (existsSync(candidate)) return candidate;
  try {
    return candidate.endsWith(".node") ? undefined : require.resolve(candidate);
  } catch {
    return undefined;
  }
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function judge(binding: Partial<NativeBinding>, found: Loaded): Loaded {
  if (typeof binding.version !== "function" || typeof binding.open !== "function") {
    return { ...found, state: "broken", error: `${found.path}: not a binary of this package` };
  }
  const reported = binding.version();
  if (reported === version) return { ...found, state: "loaded", version: reported, binding: binding as NativeBinding };
  return {
    ...found,
    state: "mismatch",
    version: reported,
    error: `${found.path}: is ${reported}, the package is ${version}`,
  };
}

function loadFrom(path: string, looked: readonly string[]): Loaded {
  const found = { state: "broken", looked, path } as const;
  try {
    const flaw = inspectBinary(path);
    return flaw === undefined ? judge(require(path) as Partial<NativeBinding>, found) : { ...found, error: flaw };
  } catch (error) {
    return { ...found, error: words(error) };
  }
}

/** Where to look. A path that the user names is the only place: another binary would not be what was asked for. */
function candidates(named: string | undefined, target: string | undefined): string[] {
  if (named) return [resolve(named)];
  return target === undefined ? [] : [resolve(home, "native", `tagwright.${target}.node`), `tagwright-${target}`];
}

/**
 * Looks for the binary and loads the first one found.
 *
 * @param named `TAGWRIGHT_NATIVE_PATH`
 * @param target see `findTarget`
 * @returns what became of it; never throws
 */
export function loadNative(named: string | undefined, target: string | undefined): Loaded {
  const looked = candidates(named, target);
  if (looked.length === 0) {
    return { state: "unsupported", looked, error: `no binary is built for ${process.platform}-${process.arch}` };
  }
  for (const candidate of looked) {
    const path = locate(candidate);
    if (path !== undefined) return loadFrom(path, looked);
  }
  return { state: "absent", looked, error: `nothing found at ${looked.join(", ")}` };
}
