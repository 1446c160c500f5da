/** `trace`, dialect `tag`: `@TAG[TYPE:ID] description`. The Rust twin is crates/core/src/tag.rs. */
import type { Found, Judge, Miss } from "./detector.ts";
import { codeOf } from "./codes.ts";
import { describeAll } from "./describe.ts";
import { isBlank, isUpper, runEnd, trim } from "./lines.ts";

const MARK = "@TAG";
const OPEN = "@TAG[";
const SPACE = codeOf("E_TAG_SPACE");
const UNCLOSED = codeOf("E_TAG_UNCLOSED");
const TYPE = codeOf("E_TAG_TYPE");
const ID = codeOf("E_TAG_ID");

export const judgeTag: Judge = ({ text }, found, misses) => {
  const first = found.length;
  for (let at = text.indexOf(MARK); at >= 0;) at = text.indexOf(MARK, look(text, at, found, misses));
  describeAll(text, found, first);
};

/** Judges what stands at one `@TAG`; gives where to go on. */
function look(text: string, at: number, found: Found[], misses: Miss[]): number {
  const open = at + MARK.length;
  const blanks = runEnd(text, open, isBlank);
  if (text[blanks] !== "[") return open;
  if (blanks > open) return miss(misses, at, blanks + 1, SPACE);
  return inside(text, at, found, misses);
}

function inside(text: string, at: number, found: Found[], misses: Miss[]): number {
  const from = at + OPEN.length;
  const next = text.indexOf(OPEN, from);
  // What is not closed before the next tag is not closed: nothing beyond that is looked at, so that time stays linear.
  const end = next < 0 ? text.length : next;
  const close = text.slice(from, end).indexOf("]");
  if (close >= 0) return content(text.slice(from, from + close), at, found, misses);
  let last = end;
  while (last > from && isBlank(text.charCodeAt(last - 1))) last--;
  miss(misses, at, last, UNCLOSED);
  return end;
}

function content(raw: string, at: number, found: Found[], misses: Miss[]): number {
  const end = at + OPEN.length + raw.length + 1;
  const colon = runEnd(raw, 0, isUpper);
  if (colon === 0 || raw[colon] !== ":") return miss(misses, at, end, TYPE);
  const name = trim(raw.slice(colon + 1));
  if (name === "") return miss(misses, at, end, ID);
  found.push({ start: at, end, kind: raw.slice(0, colon), name, text: "", fields: [raw] });
  return end;
}

function miss(misses: Miss[], start: number, end: number, code: number): number {
  misses.push({ start, end, code, detail: "" });
  return end;
}
