import type * as Zlib from "node:zlib";

let zlib: typeof Zlib | undefined;

/** CRC-32 (IEEE). What makes it is loaded when it is needed: a start must not pay for it. */
export const crc32 = (bytes: Buffer): number => (zlib ??= process.getBuiltinModule("node:zlib")).crc32(bytes);
