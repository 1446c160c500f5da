import type * as Crypto from "node:crypto";
import { hasStray, pathToBuffer } from "./path.ts";

let crypto: typeof Crypto | undefined;

/** node:crypto takes some milliseconds to load, which is much of a short run that prints no fingerprint. */
const loadCrypto = (): typeof Crypto => (crypto ??= process.getBuiltinModule("node:crypto"));

/** What a fingerprint is made of; neither line nor offset, so that it survives edits above the tag. */
export interface Identity {
  readonly detector: string;
  readonly kind: string;
  readonly name: string;
  readonly text: string;
}

/** One string for all that equal tags of one file share. */
export const identityKey = ({ detector, kind, name, text }: Identity): string =>
  `${detector}\0${kind}\0${name}\0${text.replace(/\s+/g, " ").trim()}`;

// @CODE:SCAN-003
/** 32 hexadecimal digits: the head of a SHA-256 over the path, the key and the occurrence among equals, NUL between. */
export function fingerprint(path: string, key: string, occurrence: number): string {
  const rest = `\0${key}\0${occurrence}`;
  const content = hasStray(path) ? Buffer.concat([pathToBuffer(path), Buffer.from(rest, "utf8")]) : path + rest;
  return loadCrypto().hash("sha256", content, "hex").slice(0, 32);
}

/** For each key in turn, how many equal ones came before it. */
export function countOccurrences(count: number, keyAt: (index: number) => string): Uint32Array {
  const seen = new Map<string, number>();
  const out = new Uint32Array(count);
  for (let index = 0; index < count; index++) {
    const key = keyAt(index);
    const before = seen.get(key) ?? 0;
    out[index] = before;
    seen.set(key, before + 1);
  }
  return out;
}
