/** Tags as each dialect writes them. */
import type { Tag } from "../model/tag.ts";

/** Dialects that tags can be moved between. */
export const writable = ["tag", "hash", "moai"] as const;

export type Writable = (typeof writable)[number];

/** What a tag says. */
export type Said = Pick<Tag, "kind" | "name">;

const MOAI = /^[A-Z]+(?:-[A-Z]+)*-[0-9]{3,}$/;
const MOAI_KINDS = new Set(["SPEC", "CODE", "TEST", "DOC"]);
const PLAIN = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/;

/** A tag's text in a dialect, or undefined where the dialect cannot say it. */
const writers: Readonly<Record<Writable, (said: Said) => string | undefined>> = {
  tag: ({ kind, name }) => (/[\]\r\n]/.test(name) || !/^[A-Z]+$/.test(kind) ? undefined : `@TAG[${kind}:${name}]`),
  hash: ({ kind, name }) => (PLAIN.test(name) ? `#${kind}-${name}` : undefined),
  moai: ({ kind, name }) => (MOAI_KINDS.has(kind) && MOAI.test(name) ? `@${kind}:${name}` : undefined),
};

export const writeTag = (dialect: Writable, said: Said): string | undefined => writers[dialect](said);

/** The id of a tag as people call it: with its letters, in the dialect of hashes. */
export const callName = ({ kind, name, fields }: Tag): string => (fields.dialect === "hash" ? `${kind}-${name}` : name);

/** The text of a tag with another id, or undefined where it cannot have it. `text`: as it stands in the file. */
export function renameIn(tag: Tag, text: string, to: string): string | undefined {
  const { name, fields } = tag;
  if (fields.dialect === "hash") return /^[A-Z]+-[0-9]+$/.test(to) ? `#${to}` : undefined;
  const at = text.indexOf(name, text.indexOf(":") + 1);
  return at < 0 ? undefined : text.slice(0, at) + to + text.slice(at + name.length);
}
