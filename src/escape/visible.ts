/** Makes text safe for a terminal: whatever a file or its name holds, it cannot steer the screen. */

/** Control characters, those that reorder or hide text or break lines, and what is no character. */
const UNSAFE =
  /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ANY = /[^\x20-\x7e]/;
const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, "0");

function spell(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x80) return named[char] ?? `\\x${hex(code, 2)}`;
  // A lone surrogate of this range stands for a stray byte of a file name: see pathToBuffer.
  return code >= 0xdc80 && code <= 0xdcff ? `\\x${hex(code - 0xdc00, 2)}` : `\\u${hex(code, 4)}`;
}

/** The text with unsafe characters spelt out: `\n`, `\x1b`, `\u202e`, and `\xe9` for a stray byte of a file name. */
export const visible = (text: string): string => (ANY.test(text) ? text.replace(UNSAFE, spell) : text);

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/gu;
const COMBINING = /\p{M}/gu;

/** Columns of a terminal that visible text takes. */
export function widthOf(text: string): number {
  if (!ANY.test(text)) return text.length;
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  return [...text].length + count(WIDE) - count(COMBINING);
}
