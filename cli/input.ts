/** The scan of standard input. */
import { scanText, type ScanResult, type TextOptions } from "../index.ts";
import { readStdin } from "./stdin.ts";

/** Reads all of it, then scans it. */
export const scanInput = async (options: TextOptions, signal: AbortSignal): Promise<ScanResult> =>
  scanText(await readStdin(signal), options);
