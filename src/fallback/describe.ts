/** What follows a trace tag on its line. The Rust twin is crates/core/src/describe.rs. */
import type { Found } from "./detector.ts";
import { closers } from "../generated/detectors.ts";
import { trim } from "./lines.ts";

/** The description in what stands between a tag and the next tag or the line's end. */
export function describe(rest: string): string {
  let end = rest.length;
  for (const closer of closers.anywhere) {
    const at = rest.indexOf(closer);
    if (at >= 0 && at < end) end = at;
  }
  const text = trim(rest.slice(0, end));
  const closer = closers.atEnd.find((token) => text.endsWith(token));
  return closer === undefined ? text : trim(text.slice(0, -closer.length));
}

/** Gives each of one detector's tags on a line what follows it as its text. */
export function describeAll(line: string, found: readonly Found[], first: number): void {
  let end = line.length;
  for (let index = found.length - 1; index >= first; index--) {
    const tag = found[index]!;
    tag.text = describe(line.slice(tag.end, end));
    end = tag.start;
  }
}
