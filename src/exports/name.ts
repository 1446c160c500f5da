/** File names that every system takes, and that lead nowhere. */
import { createHash } from "node:crypto";

/** Bytes that a name may have on every common file system. */
const MOST = 255;
/** Names of devices on Windows, whatever the extension. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
/** Steps up, separators, what Windows or Obsidian's links refuse, and characters that hide, reorder or break text. */
const UNFIT =
  /\.\.|[\\/:*?"<>|#^[\]%\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const bytes = (text: string): number => Buffer.byteLength(text, "utf8");

/** The longest head of a text that fits, without cutting a character. */
function cut(text: string, most: number): string {
  let out = "";
  let size = 0;
  for (const char of text) {
    size += bytes(char);
    if (size > most) return out;
    out += char;
  }
  return out;
}

const extensionOf = (name: string): string => /(?<=.)\.[A-Za-z0-9]{1,16}$/.exec(name)?.[0] ?? "";

/**
 * A file name made safe: no part of it leads out of its folder, no system refuses it.
 *
 * @param name any text; its extension is kept
 * @param most bytes it may have
 */
export function fileName(name: string, most = MOST): string {
  const plain = name.replace(UNFIT, "_").replace(/^[\s.]+|[\s.]+$/g, "_");
  const safe = DEVICE.test(plain) ? `_${plain}` : plain || "_";
  if (bytes(safe) <= most) return safe;
  const extension = extensionOf(safe);
  return cut(safe.slice(0, safe.length - extension.length), most - bytes(extension)) + extension;
}

/** Eight hexadecimal digits of a text. */
export const shortHash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** Gives every text a name of its own, also where a system takes upper and lower case for one. */
export class Names {
  readonly #taken = new Set<string>();

  /** @param base the name without its ending, made safe already */
  take(base: string, from: string): string {
    const free = this.#taken.has(base.toLowerCase()) ? `${base}-${shortHash(from)}` : base;
    this.#taken.add(free.toLowerCase());
    return free;
  }
}
