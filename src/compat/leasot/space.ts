/** White space and line ends, as JavaScript's regular expressions see them. */

/** White space beyond U+00A0 that is in no range. */
const RARE = new Set([0x16_80, 0x20_28, 0x20_29, 0x20_2f, 0x20_5f, 0x30_00, 0xfe_ff]);

/** Whether `\s` matches a UTF-16 unit. NaN, which is beyond the text, is none. */
export function isSpace(unit: number): boolean {
  if (unit < 0xa0) return unit === 32 || (unit >= 9 && unit <= 13);
  return unit === 0xa0 || (unit >= 0x20_00 && unit <= 0x20_0a) || RARE.has(unit);
}

/** Whether a unit ends a line for `.`, `^` and `$`. */
export const isBreak = (unit: number): boolean => unit === 10 || unit === 13 || unit === 0x20_28 || unit === 0x20_29;

/** The end of the white space at a position. */
export function skipSpace(text: string, at: number): number {
  let end = at;
  while (isSpace(text.charCodeAt(end))) end++;
  return end;
}

/** The end of what is no white space at a position. */
export function skipWord(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
  return end;
}

/** The last line end in a range of white space, or -1. */
export function lastBreak(text: string, start: number, end: number): number {
  for (let at = end - 1; at >= start; at--) if (isBreak(text.charCodeAt(at))) return at;
  return -1;
}
