/** Numbers for readers. */
import { counted, grouped } from "../index.ts";

export { counted, grouped };

const UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

/** Bytes in the largest fitting power of 1,024. */
export function sized(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const count = bytes / 1024 ** power;
  return `${Number.isInteger(count) ? count : count.toFixed(1)} ${UNITS[power]}`;
}

/** Milliseconds, with seconds from one on. */
export const timed = (milliseconds: number): string =>
  milliseconds < 1000
    ? `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`
    : `${(milliseconds / 1000).toFixed(2)} s`;
