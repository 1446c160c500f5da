/** How a file's bytes stand for text. */

/** A byte order mark, and the encoding it speaks for. */
export interface Encoding {
  readonly name: "utf-8" | "utf-16le" | "utf-16be";
  /** Bytes of the mark. */
  readonly mark: number;
}

/** The encoding by the byte order mark; UTF-8 where there is none. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: "utf-16le", mark: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: "utf-16be", mark: 2 };
  return { name: "utf-8", mark: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0 };
}

/** The text of a file, without its mark. Invalid bytes become U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  const { name, mark } = encodingOf(bytes);
  return new TextDecoder(name, { ignoreBOM: true }).decode(bytes.subarray(mark));
}

/** The bytes of a text, without a mark. */
export function encodeText(text: string, { name }: Encoding): Buffer {
  if (name === "utf-8") return Buffer.from(text, "utf8");
  const bytes = Buffer.from(text, "utf16le");
  return name === "utf-16be" ? bytes.swap16() : bytes;
}
