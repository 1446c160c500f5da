/** Finds and loads the native binary. The only file that touches native/. */
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type * as Binding from "../../native/binding.cjs";
import type { NativeState } from "../model/native.ts";
import { platforms, prefix } from "../generated/platforms.ts";
import { version } from "../generated/version.ts";
import { here, require } from "../model/require.ts";
import { inspectBinary } from "./binary.ts";

/** What the native binary exports. */
export type NativeBinding = typeof Binding;

/** A state, and the binding where it is `loaded`. */
export interface Loaded extends NativeState {
  readonly binding?: NativeBinding;
}

const binaryName = (target: string): string => `tagwright.${target}.node`;
/** The package's folder: sources lie two folders deep, the bundle one. */
const file = here.startsWith("file:") ? fileURLToPath(here) : here;
const home = resolve(file, file.endsWith(".ts") ? "../../.." : "../..");

/** What `require.resolve` gives, or undefined where nothing is there. A package is looked up from here. */
function resolved(name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

/** The path of a candidate, or undefined where nothing is there. For a package that lost its binary: where that was. */
function locate(candidate: string): string | undefined {
  if (isAbsolute(candidate)) return existsSync(candidate) ? candidate : undefined;
  const manifest = resolved(`${candidate}/package.json`);
  return manifest && (resolved(candidate) ?? join(dirname(manifest), binaryName(candidate.slice(prefix.length))));
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
  return target === undefined ? [] : [resolve(home, "native", binaryName(target)), `${prefix}${target}`];
}

/** Why there is none. Packages of other platforms tell that what is installed came from another machine. */
function absence(named: string | undefined, looked: readonly string[]): string {
  const found = named ? [] : platforms.map((one) => `${prefix}${one}`).filter((name) => locate(name) !== undefined);
  const others = found.length === 0 ? "" : `; there is ${found.join(", ")}, which is for another machine than this one`;
  return `nothing found at ${looked.join(", ")}${others}`;
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
  return { state: "absent", looked, error: absence(named, looked) };
}
