/** Which bytes change when an id gets another name. */
import type { Tag } from "../model/tag.ts";
import { encodeText, encodingOf, decodeText } from "../model/encoding.ts";
import { parseId, showId } from "../trace/items/id.ts";
import { callName, renameIn } from "./forms.ts";
import type { Edit } from "./plan.ts";

/** An edit, or why there can be none. */
export type Change = Edit | string;

/** The text of a tag as it stands in its file, or undefined where the file is not what was scanned. */
export function textAt(bytes: Buffer, { offset, length }: Tag): string | undefined {
  const encoding = encodingOf(bytes);
  const slice = bytes.subarray(offset, offset + length);
  const text = new TextDecoder(encoding.name, { ignoreBOM: true }).decode(slice);
  return slice.length === length && encodeText(text, encoding).equals(slice) ? text : undefined;
}

/** The change of a tag whose id is `from`; undefined for one that has another. */
export function renameTag(bytes: Buffer, tag: Tag, from: string, to: string): Change | undefined {
  if (tag.fields.dialect === "oft") return renameOft(bytes, tag, from, to);
  if (callName(tag) !== from) return undefined;
  const text = textAt(bytes, tag);
  const next = text === undefined ? undefined : renameIn(tag, text, to);
  if (text === undefined) return "the file is not what was scanned";
  return next === undefined
    ? `${tag.fields.dialect} cannot write ${to}`
    : { offset: tag.offset, length: tag.length, text: next };
}

const WORD = String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}~]`;
const quote = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Finds an item's id where it stands alone: not as a part of a longer one. */
export const idPattern = (id: string): RegExp => new RegExp(`(?<!${WORD}|[.-])${quote(id)}(?!${WORD})`, "gu");

function renameOft(bytes: Buffer, tag: Tag, from: string, to: string): Change | undefined {
  const text = textAt(bytes, tag);
  if (text === undefined) return tag.fields.covers === from ? "the file is not what was scanned" : undefined;
  // `->` comes before the covered id: it is no part of the one before.
  const next = text
    .split("->")
    .map((part) => part.replace(idPattern(from), () => to))
    .join("->");
  return next === text ? undefined : { offset: tag.offset, length: tag.length, text: next };
}

/** A whole text with an id renamed, and how often; undefined for bytes that do not survive being read as text. */
export function renameAll(bytes: Buffer, from: string, to: string): { after: Buffer; count: number } | undefined {
  const encoding = encodingOf(bytes);
  const text = decodeText(bytes);
  const mark = bytes.subarray(0, encoding.mark);
  if (!Buffer.concat([mark, encodeText(text, encoding)]).equals(bytes)) return undefined;
  let count = 0;
  const next = text.replace(idPattern(from), () => {
    count++;
    return to;
  });
  return { after: Buffer.concat([mark, encodeText(next, encoding)]), count };
}

/** Whether it is `type~name~revision`. */
export const isItemId = (text: string): boolean => {
  const id = parseId(text);
  return id !== undefined && showId(id) === text;
};
