/** Stray bytes of a name, low lone surrogates, which neither UTF-8 nor XML can hold. */
const STRAY = /(?<![\ud800-\udbff])[\udc80-\udcff]/g;

/** The path itself, its stray bytes spelt `\xNN`. */
export const visiblePath = (path: string): string =>
  path.replace(STRAY, (char) => `\\x${(char.charCodeAt(0) - 0xdc00).toString(16)}`);
