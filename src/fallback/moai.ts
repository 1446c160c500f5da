/** `trace`, dialect `moai`: `@TYPE:DOMAIN-001`, on CODE with an optional `:SUB`. The Rust twin is crates/core/src/moai.rs. */
import type { Found, Judge } from "./detector.ts";
import { codeOf } from "./codes.ts";
import { describeAll } from "./describe.ts";
import { isDigit, isUpper, isWord, runEnd } from "./lines.ts";

const HEADS = ["SPEC:", "CODE:", "TEST:", "DOC:"];
const LEAST_DIGITS = 3;
const FORM = codeOf("E_TAG_FORM");

export const judgeMoai: Judge = ({ text }, found, misses) => {
  const first = found.length;
  for (let mark = text.indexOf("@"); mark >= 0;) {
    let next = mark + 1;
    const head = HEADS.find((one) => text.startsWith(one, mark + 1));
    if (head !== undefined) {
      next += head.length;
      const tag = tail(text, mark, next);
      if (tag === undefined) misses.push({ start: mark, end: next, code: FORM, detail: "moai" });
      else next = found[found.push(tag) - 1]!.end;
    }
    mark = text.indexOf("@", next);
  }
  describeAll(text, found, first);
};

/** The tag at a mark whose id is to start at `at`. */
function tail(text: string, mark: number, at: number): Found | undefined {
  const end = idEnd(text, at);
  if (end < 0) return undefined;
  const kind = text.slice(mark + 1, at - 1);
  const sub = kind === "CODE" ? subEnd(text, end) : -1;
  const fields = [sub < 0 ? undefined : text.slice(end + 1, sub)];
  return { start: mark, end: sub < 0 ? end : sub, kind, name: text.slice(at, end), text: "", fields };
}

/** Where `[A-Z]+(-[A-Z]+)*-[0-9]{3,}` ends, or -1. */
function idEnd(text: string, from: number): number {
  for (let at = from; ;) {
    const dash = runEnd(text, at, isUpper);
    if (dash === at || text[dash] !== "-") return -1;
    at = dash + 1;
    const end = runEnd(text, at, isDigit);
    if (end > at) return end - at >= LEAST_DIGITS && !isWord(text.charCodeAt(end)) ? end : -1;
  }
}

/** Where `:[A-Z]+` ends, or -1. */
function subEnd(text: string, at: number): number {
  if (text[at] !== ":") return -1;
  const end = runEnd(text, at + 1, isUpper);
  return end > at + 1 && !isWord(text.charCodeAt(end)) ? end : -1;
}
