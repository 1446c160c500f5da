/** Text in XML 1.0, which has no form at all for some characters: those are spelt out. */

const named: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
/** What must be escaped, what a parser would make a blank of, and what may not stand in a document. */
const SPECIAL =
  /[&<>"'\t\n\r]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u2028\u2029]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, "0");

function spell(char: string): string {
  const code = char.charCodeAt(0);
  if (code === 9 || code === 10 || code === 13) return `&#${code};`;
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${hex(code - 0xdc00, 2)}`;
  return named[char] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
}

/** Text as the value of an attribute, or as content: whatever XML can hold comes back from a parser as it was. */
export const xml = (text: string): string => text.replace(SPECIAL, spell);

/** ` name="value"` for each that is not undefined. */
export const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join("");

/** The first line of a document. */
export const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
