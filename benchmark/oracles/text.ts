/** A file's bytes as the text its oracle reads, and the way back from UTF-16 units to bytes. */

export interface Text {
  readonly text: string;
  /** The byte at which a UTF-16 unit begins. O(1). */
  byte(unit: number): number;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function width(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  // Half of a pair of surrogates, whose character has four bytes.
  return code >= 0xd800 && code < 0xe000 ? 2 : 3;
}

function starts(text: string): Uint32Array {
  const table = new Uint32Array(text.length + 1);
  for (let at = 0; at < text.length; at++) table[at + 1] = table[at]! + width(text.charCodeAt(at));
  return table;
}

/** Bytes that are not UTF-8 are read as Latin-1, one unit a byte, which moves no comment. O(n). */
export function decode(bytes: Uint8Array): Text {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { text: Buffer.from(bytes).toString("latin1"), byte: (unit) => unit };
  }
  if (text.length === bytes.length) return { text, byte: (unit) => unit };
  const table = starts(text);
  return { text, byte: (unit) => table[unit]! };
}
