/**
 * PHP: code wherever it stands in the text around it, be that a tag or a string of a script. Rust:
 * crates/core/src/zones/island.rs.
 */
import type { State } from "./run.ts";
import type { View } from "./view.ts";
import { isBlank, isEnd } from "./behind.ts";
import { languageNamed } from "./language.ts";
import { grammarOf } from "./rule.ts";
import { codeFrame, DEPTH, LOOK } from "./run.ts";
import { inside } from "./view.ts";

const LESS = 60;
const QUESTION = 63;
const EQUALS = 61;
const PHP = [112, 104, 112];

function ends(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return byte === undefined || isBlank(byte) || isEnd(byte);
}

/** The length of `<?php`, `<?=` or `<?` and white space; 0 if something else is at `at`. */
function opener(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] !== QUESTION) return 0;
  if (bytes[at + 2] === EQUALS) return 3;
  if (PHP.every((byte, index) => (bytes[at + 2 + index]! | 32) === byte) && ends(bytes, at + 5)) return 5;
  return ends(bytes, at + 2) ? 2 : 0;
}

/** The language of islands here; empty if there can be none. */
const islands = ({ frames, sea }: State): string =>
  sea.depth > 0 ? "" : (frames.findLast(({ grammar }) => grammar.islands !== "")?.grammar.islands ?? "");

/** What a block comment holds is commented out, islands too. */
const isCommented = ({ frames }: State): boolean => frames.at(-1)?.rule?.kind === "block";

function search(state: State, { bytes, safe, to }: View): void {
  const edge = Math.min(safe, to + 2 * LOOK);
  for (let at = Math.max(state.sea.scanned, state.at); at < edge; at++) {
    if (bytes[at] !== LESS || opener(bytes, at) === 0) continue;
    state.sea.found = at;
    break;
  }
  state.sea.scanned = edge;
}

/** What is seen before the next island. */
export function shore(state: State, whole: View): View {
  if (islands(state) === "") return whole;
  if (state.sea.found < 0) search(state, whole);
  const { found } = state.sea;
  return found < 0
    ? { ...whole, safe: inside(whole) }
    : { ...whole, bytes: whole.bytes.subarray(0, found), safe: found };
}

/** The island that begins at `at` is entered, if one does. */
export function land(state: State, bytes: Uint8Array, at: number): boolean {
  const { frames, sea } = state;
  if (sea.found !== at) return false;
  const language = isCommented(state) ? "" : islands(state);
  sea.found = -1;
  sea.scanned = at + 1;
  if (language === "" || frames.length >= DEPTH) return true;
  frames.push(codeFrame(grammarOf(languageNamed(language)!)));
  sea.depth = frames.length;
  state.at = at + opener(bytes, at);
  state.running = false;
  return true;
}
