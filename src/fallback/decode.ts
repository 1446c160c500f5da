/** UTF-16 to UTF-8, in pieces of any size. */

const REPLACEMENT = Buffer.from("\ufffd");

/** Whether a UTF-16LE unit is the first of a surrogate pair, by its higher byte. */
const isHigh = (byte: number): boolean => (byte & 0xfc) === 0xd8;

/** Decodes a stream: lone surrogates and an odd last byte become U+FFFD. */
export class Utf16Decoder {
  readonly #bigEndian: boolean;
  /** The start of a character whose rest has not come: at most 3 bytes. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(bigEndian: boolean) {
    this.#bigEndian = bigEndian;
  }

  /** The UTF-8 of the next bytes; `last`: none follow. */
  decode(raw: Uint8Array, last: boolean): Buffer {
    const bytes = Buffer.concat([this.#rest, raw]);
    let end = bytes.length - (bytes.length % 2);
    if (end > 0 && isHigh(bytes[end - (this.#bigEndian ? 2 : 1)]!)) end -= 2;
    this.#rest = bytes.subarray(end);
    const units = bytes.subarray(0, end);
    if (this.#bigEndian) units.swap16();
    // Writing a lone surrogate as UTF-8 gives U+FFFD.
    const text = Buffer.from(units.toString("utf16le"), "utf8");
    return last && this.#rest.length > 0 ? Buffer.concat([text, REPLACEMENT]) : text;
  }
}
