/** `trace`, dialect `hash`: `#TYPE-123`. The Rust twin is crates/core/src/hash.rs. */
import type { Found, Judge } from "./detector.ts";
import { describeAll } from "./describe.ts";
import { isDigit, isUpper, isWord, runEnd } from "./lines.ts";

export const judgeHash: Judge = ({ text }, found) => {
  const first = found.length;
  for (let at = text.indexOf("#"); at >= 0;) {
    const tag = look(text, at);
    if (tag !== undefined) found.push(tag);
    at = text.indexOf("#", tag?.end ?? at + 1);
  }
  describeAll(text, found, first);
};

function look(text: string, at: number): Found | undefined {
  if (isWord(text.charCodeAt(at - 1))) return undefined;
  const dash = runEnd(text, at + 1, isUpper);
  if (dash === at + 1 || text[dash] !== "-") return undefined;
  const end = runEnd(text, dash + 1, isDigit);
  if (end === dash + 1 || isWord(text.charCodeAt(end))) return undefined;
  return { start: at, end, kind: text.slice(at + 1, dash), name: text.slice(dash + 1, end), text: "", fields: [] };
}
