import type { Arguments } from "../args.ts";
import type { ExitCode } from "../exit.ts";

/** Runs a command and says with which code to end. */
export type Run = (args: Arguments, signal: AbortSignal) => Promise<ExitCode>;
