/** Our side of a comparison. */
import { COMMENT, WIDTH } from "../../src/fallback/zones.ts";
import { findNative, type EngineChoice } from "../../src/engine/found.ts";
import { readyEngine } from "../../src/engine/ready.ts";
import type { Ranges } from "./types.ts";

/** What tells where comments are in the content of a path. */
export type Ours = (path: string, bytes: Uint8Array) => Ranges;

/** The lexer of an engine. O(n) a file. */
export function ours(choice: EngineChoice): Ours {
  const engine = readyEngine(findNative(choice));
  return (path, bytes) => {
    const spans = engine.zones(path, bytes);
    const ranges: number[] = [];
    for (let at = 0; at < spans.length; at += WIDTH)
      if (spans[at + 2] === COMMENT) ranges.push(spans[at]!, spans[at + 1]!);
    return ranges;
  };
}
