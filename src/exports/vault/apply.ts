/** Carries a plan out. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Step } from "./plan.ts";
import { TagwrightError } from "../../model/error.ts";
import { reasonOf } from "../../model/reason.ts";
import { inside } from "./place.ts";

/** Whole or not at all: written beside the note, then renamed. */
function write(path: string, text: string): void {
  const draft = `${dirname(path)}/.tagwright-${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function carryOut({ action, path, text }: Step, vault: string): void {
  if (action === "keep") return;
  mkdirSync(dirname(inside(vault, path)), { recursive: true });
  const full = inside(vault, path);
  if (text === undefined) rmSync(full, { force: true });
  else write(full, text);
}

/** Writes what a plan says; what it keeps is not touched. Throws `E_EXPORT` for what cannot be written. */
export function applyVault(steps: readonly Step[], vault: string): void {
  for (const step of steps) {
    try {
      carryOut(step, vault);
    } catch (error) {
      if (error instanceof TagwrightError) throw error;
      throw new TagwrightError("E_EXPORT", `${step.path}: ${reasonOf(error)}`, { cause: error });
    }
  }
}
