import { pathToBuffer } from "../model/path.ts";

/** From here on UTF-16 and UTF-8 differ in order. */
const SPECIAL = /[\ud800-\uffff]/;

/** Orders paths by their bytes, as scans do. */
export function comparePaths(one: string, other: string): number {
  if (one === other) return 0;
  if (SPECIAL.test(one) && SPECIAL.test(other)) return Buffer.compare(pathToBuffer(one), pathToBuffer(other));
  return one < other ? -1 : 1;
}
