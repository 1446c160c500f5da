/** Paths in URIs, RFC 3986. */
import { hasStray, pathToBuffer } from "../model/path.ts";

const PLAIN = /^[A-Za-z0-9\-._~/]*$/;
const KEPT = new Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

const percent = (bytes: Uint8Array): string => {
  let out = "";
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    out += KEPT.has(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
};

/** A path with `/` as the path of a URI: bytes that may not stand there are percent-encoded, stray ones too. */
export function uriPath(path: string): string {
  if (PLAIN.test(path)) return path;
  return percent(hasStray(path) ? pathToBuffer(path) : Buffer.from(path, "utf8"));
}

const wells: Readonly<Record<string, RegExp>> = {
  path: /\{path\}/g,
  line: /\{line\}/g,
  column: /\{column\}/g,
  end: /\{end\}/g,
};

/** A URL template with its words filled in: `{path}`, `{line}`, `{column}`, `{end}`. Empty for an empty template. */
export const fillUrl = (template: string, words: Readonly<Record<string, string | number>>): string =>
  Object.entries(words).reduce(
    (url, [word, value]) => url.replace(wells[word]!, () => (word === "path" ? uriPath(String(value)) : String(value))),
    template,
  );
