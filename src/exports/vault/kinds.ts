/** Where the notes of a type go, and what they are called. */
import { fileName } from "../name.ts";

/** How a type looks in a vault. */
export interface Kind {
  readonly folder: string;
  /** Before the id, in the name of a note. */
  readonly prefix: string;
  /** Before the id, in an Obsidian tag. */
  readonly tag: string;
}

/** The four that every query names. */
export const kinds: Readonly<Record<string, Kind>> = {
  SPEC: { folder: "requirements", prefix: "REQ", tag: "req" },
  CODE: { folder: "implementations", prefix: "IMPL", tag: "impl" },
  TEST: { folder: "tests", prefix: "TEST", tag: "test" },
  DOC: { folder: "docs", prefix: "DOC", tag: "doc" },
};

/** Where maps go. */
export const MAPS = "maps";
const OTHERS = "tags";

/** Every folder that may hold a note of ours. */
export const folders: readonly string[] = [...Object.values(kinds).map(({ folder }) => folder), OTHERS, MAPS];

/** Obsidian takes letters, digits, `_` and `-` in a tag. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_-]+/gu, "-")
    .replace(/^-+|-+$/g, "") || "x";

/** A type of one's own goes to the folder for all others. */
export const kindOf = (type: string): Kind =>
  Object.hasOwn(kinds, type)
    ? kinds[type]!
    : { folder: OTHERS, prefix: fileName(type.toUpperCase(), 40), tag: slug(type) };
