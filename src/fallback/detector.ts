/** What a detector is, and what it says of a line. The Rust twin is crates/core/src/detector.rs. */
import type { DetectorSpec } from "../engine/contract.ts";
import { TagwrightError } from "../model/error.ts";
import { judgeCustom } from "./custom.ts";
import { judgeHash } from "./hash.ts";
import { judgeMoai } from "./moai.ts";
import { Note } from "./note.ts";
import { judgeOft } from "./oft.ts";
import { judgeTag } from "./tag.ts";

/** One line, or one piece of a very long line. Strings here are bytes, one character each, unless said otherwise. */
export interface Line {
  readonly text: string;
  /** The file's path, as it will be reported. */
  readonly path: string;
  /** 1-based. */
  readonly number: number;
}

/** A tag on a line. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly name: string;
  text: string;
  /** In the order of the detector's fields. */
  readonly fields: readonly (string | undefined)[];
}

/** Something that nearly is a tag. */
export interface Miss {
  readonly start: number;
  readonly end: number;
  readonly code: number;
  readonly detail: string;
}

/** Adds the tags and near misses of a line, leftmost first. Time is linear in the line. */
export type Judge = (line: Line, found: Found[], misses: Miss[]) => void;

const dialects: Readonly<Record<string, Judge>> = { tag: judgeTag, hash: judgeHash, moai: judgeMoai, oft: judgeOft };

/** What judges for a detector; notes need zones: they are the matcher's. Throws where a pattern is too large. */
export function makeJudge(spec: DetectorSpec): Judge | Note {
  if (spec.type === "note") return new Note(spec);
  if (spec.type === "custom") return judgeCustom(spec);
  const judge = dialects[spec.dialect];
  if (judge === undefined) throw new TagwrightError("E_INTERNAL", `no dialect ${spec.dialect}`);
  return judge;
}
