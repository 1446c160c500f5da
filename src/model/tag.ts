import type { Zone } from "./zone.ts";

/** A tag found in a file. */
export interface Tag {
  /** `trace`, `note`, or the name of a custom detector. */
  readonly detector: string;
  /** What sort of tag: SPEC, CODE, TODO, … */
  readonly kind: string;
  /** The id; the reference of a note. */
  readonly name: string;
  /** The description. */
  readonly text: string;
  /** Root-relative, with `/`. Stray bytes of a name that is not UTF-8 are lone surrogates (see `pathToBuffer`). */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  /** Bytes from the file's start, BOM included. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
  /** What its first byte belongs to. */
  readonly zone: Zone;
  /** What the file is in, by its name, its first bytes or the option `languages`; undefined where none is known. */
  readonly language: string | undefined;
  /** What else the detector knows: `dialect` for trace, then the dialect's, the note's (`ref`, `author`, `issue`, `expires`) or the pattern's own. */
  readonly fields: Readonly<Record<string, string>>;
  /** 32 hexadecimal digits that survive edits above the tag. */
  readonly fingerprint: string;
  /** The lines around, joined by LF; only when asked for. */
  readonly context?: string;
}
