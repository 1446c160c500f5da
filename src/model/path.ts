import { isUtf8 } from "node:buffer";

/** The first of the 128 lone surrogates that stand for the stray bytes 0x80 to 0xFF. */
const ESCAPE = 0xdc00;
const STRAY = /[\udc80-\udcff]/;
/** Stray bytes only: a low surrogate that belongs to a pair is an ordinary character. */
const LONE = /(?<![\ud800-\udbff])[\udc80-\udcff]/g;

/** Length in bytes of the valid UTF-8 character at `at`, or 0. */
function charLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return isUtf8(bytes.subarray(at, at + length)) && at + length <= bytes.length ? length : 0;
}

function decodeStray(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let out = "";
  for (let at = 0; at < bytes.length;) {
    const length = charLength(bytes, at);
    out += length ? buffer.toString("utf8", at, at + length) : String.fromCharCode(ESCAPE + bytes[at]!);
    at += length || 1;
  }
  return out;
}

/**
 * A file name as a JavaScript string, without loss: each byte that is no part of valid UTF-8 becomes a lone surrogate
 * U+DC80 to U+DCFF.
 *
 * @param bytes the name as the system gives it
 * @returns a string that {@link pathToBuffer} turns back into the same bytes
 */
export function decodePath(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) return decodeStray(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

/** Whether a path holds stray bytes, so that the system must be given `pathToBuffer(path)` instead. */
export const hasStray = (path: string): boolean => STRAY.test(path) && path.search(LONE) >= 0;

/**
 * The bytes of a path, as the file system knows it. Give them to `node:fs` where a name may not be UTF-8.
 *
 * @param path a `path` of a tag, diagnostic or file of a result
 * @returns the bytes; for a path of plain characters, its UTF-8. Costs one pass over the path
 * @example
 * ```ts
 * import { pathToBuffer } from "tagwright";
 *
 * console.log(pathToBuffer("caf\udce9.txt")); // <Buffer 63 61 66 e9 2e 74 78 74>
 * ```
 */
export function pathToBuffer(path: string): Buffer {
  if (!hasStray(path)) return Buffer.from(path, "utf8");
  const parts: Buffer[] = [];
  let start = 0;
  for (const { index } of path.matchAll(LONE)) {
    parts.push(Buffer.from(path.slice(start, index), "utf8"), Buffer.of(path.charCodeAt(index) - ESCAPE));
    start = index + 1;
  }
  return Buffer.concat([...parts, Buffer.from(path.slice(start), "utf8")]);
}
